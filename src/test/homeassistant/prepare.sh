#!/bin/sh
# Prepares the Home Assistants that tests run (the file versions beside this one), or those named: prepare.sh [newest|oldest]...
#
# Each has a folder below $HOME_ASSISTANT_CACHE (default: drive-relay/home-assistant in the user's cache folder). Its Python is the
# machine's where there is one; else Debian's, fetched by the machine's own apt and unpacked there with the libraries that it needs:
# nothing is installed, and nobody has to be root. What is there already is not made again.
#
# Ends with 0 when all are there. Else it says why in one line, and the tests say what they skip.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
cache=${HOME_ASSISTANT_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/drive-relay/home-assistant}
integrations="camera hassio local_file onedrive rest rest_command shell_command template webhook"

# The Debian mirror that the machine's apt is set up with.
debian_mirror() {
    # shellcheck disable=SC2016 # apt's own placeholders
    apt-get indextargets --format '$(ORIGIN) $(REPO_URI)' 'Created-By: Packages' |
        sed -n '/^Debian /{s///;/security/d;s,/*$,,;p;q;}'
}

# unpack RELEASE FOLDER PACKAGE...: Debian packages with all that they need, into FOLDER/tree, by an apt that keeps its books there.
unpack() {
    release=$1 folder=$2
    shift 2
    mirror=$(debian_mirror)
    [ -n "$mirror" ] || { echo "apt knows no Debian mirror; is this Debian, and did apt-get update run?" >&2; return 1; }
    mkdir -p "$folder/apt/lists/partial" "$folder/apt/archives/partial" "$folder/tree"
    : >"$folder/apt/status"
    echo "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] $mirror $release main" >"$folder/apt/sources.list"
    cat >"$folder/apt/apt.conf" <<CONF
Dir::State::status "$folder/apt/status";
Dir::State::Lists "$folder/apt/lists";
Dir::Cache "$folder/apt";
Dir::Cache::archives "$folder/apt/archives";
Dir::Etc::SourceList "$folder/apt/sources.list";
Dir::Etc::SourceParts "/dev/null";
APT::Install-Recommends "false";
APT::Sandbox::User "$(id -un)";
Acquire::Languages "none";
Debug::NoLocking "true";
CONF
    APT_CONFIG=$folder/apt/apt.conf apt-get --quiet update
    APT_CONFIG=$folder/apt/apt.conf apt-get --quiet --yes --download-only install "$@"
    for package in "$folder"/apt/archives/*.deb; do
        dpkg-deb --extract "$package" "$folder/tree"
    done
    rm -rf "$folder/apt"
}

# debian_python PYTHON RELEASE FOLDER: an environment whose Python runs by the loader and the libraries that were made for it.
debian_python() {
    python=$1 tree=$3/tree
    unpack "$2" "$3" "$python" "$python-venv" "lib$python-dev" busybox-static
    libraries=$(echo "$tree"/usr/lib/*-linux-gnu)
    loader=$(find "$tree/usr/lib64" "$tree/usr/lib" -maxdepth 1 -name 'ld-linux*' 2>/dev/null | head -n 1)
    mkdir -p "$3/venv/bin" "$3/venv/lib/$python/site-packages"
    cat >"$3/venv/bin/python3" <<RUN
#!/bin/sh
exec $loader --library-path $libraries --argv0 $3/venv/bin/python3 $tree/usr/bin/$python "\$@"
RUN
    chmod +x "$3/venv/bin/python3"
    printf 'home = %s\ninclude-system-site-packages = false\n' "$tree/usr/bin" >"$3/venv/pyvenv.cfg"
    PYTHONPATH=$(echo "$tree"/usr/share/python-wheels/pip-*.whl) "$3/venv/bin/python3" -m pip install --quiet pip
    # What has no wheel is compiled, with Python's headers and none of the tree's C library.
    triple=${libraries##*/}
    mkdir -p "$3/include/$triple"
    ln -s "$tree/usr/include/$triple/$python" "$3/include/$triple/$python"
    export CPATH="$3/include"
}

# make RELEASE PYTHON DEBIAN FOLDER [REQUIREMENT...]
make() {
    version=$1 folder=$4
    rm -rf "$folder"
    mkdir -p "$folder"
    if "$2" -c 'import sys; sys.exit(sys.version_info < (3, 13, 2))' 2>/dev/null; then
        "$2" -m venv "$folder/venv"
    else
        debian_python "$2" "$3" "$folder"
    fi
    shift 4
    run=$folder/venv/bin/python3
    keep_constraints
    "$run" -m pip install --quiet "homeassistant==$version" "$@" -c "$folder/constraints.txt"
    # shellcheck disable=SC2086 # several words
    "$run" "$here/requirements.py" $integrations >"$folder/requirements.txt"
    "$run" -m pip install --quiet -r "$folder/requirements.txt" -c "$folder/constraints.txt"
    recipe >"$folder/ready"
}

# The versions that this release was tested with by its makers; they lie in its own package.
keep_constraints() {
    "$run" -m pip download --quiet --no-deps --dest "$folder/wheel" "homeassistant==$version"
    "$run" -c 'import sys, zipfile; sys.stdout.buffer.write(zipfile.ZipFile(sys.argv[1]).read(sys.argv[2]))' \
        "$folder"/wheel/*.whl homeassistant/package_constraints.txt >"$folder/constraints.txt"
    rm -rf "$folder/wheel"
}

# Another recipe makes everything anew.
recipe() {
    cat "$here/prepare.sh" "$here/requirements.py" "$here/versions" | cksum
}

# have RELEASE PYTHON DEBIAN [REQUIREMENT]: made once, also when several ask at the same time.
have() {
    version=$1 python=$2 debian=$3 folder=$cache/$1
    shift 3
    mkdir -p "$cache"
    (
        flock 9
        [ "$(cat "$folder/ready" 2>/dev/null)" = "$(recipe)" ] || sh "$here/prepare.sh" --make "$version" "$python" "$debian" "$folder" "$@" \
            >"$cache/$version.log" 2>&1
    ) 9>"$cache/$version.lock" || {
        echo "Home Assistant $version cannot be had here, tests with it are skipped: $(tail -n 1 "$cache/$version.log")"
        return 1
    }
    echo "Home Assistant $version: $folder"
}

if [ "${1:-}" = --make ]; then # a process of its own, so that the first failure ends it
    shift
    make "$@"
    exit
fi
if [ -n "${HOME_ASSISTANT_PYTHON:-}" ]; then
    echo "Home Assistant: HOME_ASSISTANT_PYTHON names the one to run"
    exit 0
fi
prepared=
while read -r name release python debian also; do
    case "${*:-$name}" in
    *"$name"*)
        have "$release" "$python" "$debian" ${also:+"$also"} </dev/null &
        prepared="$prepared $!"
        ;;
    esac
done <<LIST
$(grep -v '^#' "$here/versions")
LIST
missing=0
for one in $prepared; do
    wait "$one" || missing=1
done
exit $missing
