#!/bin/sh
# Prepares the tools that hold infra/ and .github/ to other people's rules: checkov and check-jsonschema in a virtual environment of their own
# (requirements.txt beside this), and actionlint where there is Go.
#
# They lie in $RULES_CACHE (default: drive-relay/rules in the user's cache folder); nothing is installed elsewhere. What is there already is
# not made again.
#
# Ends with 0 when all are there. Else it says why in one line, and the tests say what they skip.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
cache=${RULES_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/drive-relay/rules}
actionlint_version=v1.7.12

# Another recipe makes everything anew.
recipe() {
    cat "$here/prepare.sh" "$here/requirements.txt" | cksum
}

checkov() {
    rm -rf "$cache/venv" "$cache/ready"
    python3 -m venv "$cache/venv"
    "$cache/venv/bin/python3" -m pip install --quiet --disable-pip-version-check -r "$here/requirements.txt"
    recipe >"$cache/ready"
}

actionlint() {
    rm -f "$cache/bin/actionlint"
    GOBIN=$cache/bin go install "github.com/rhysd/actionlint/cmd/actionlint@$actionlint_version"
    recipe >"$cache/bin/ready"
}

# have WHAT STAMP: made once, also when several ask at the same time.
have() {
    (
        flock 9
        [ "$(cat "$2" 2>/dev/null)" = "$(recipe)" ] || sh "$here/prepare.sh" --make "$1" >"$cache/$1.log" 2>&1
    ) 9>"$cache/$1.lock" || {
        echo "$1 cannot be had here, its tests are skipped: $(tail -n 1 "$cache/$1.log")"
        return 1
    }
}

if [ "${1:-}" = --make ]; then # a process of its own, so that the first failure ends it
    "$2"
    exit
fi
mkdir -p "$cache/bin"
missing=0
have checkov "$cache/ready" || missing=1
have actionlint "$cache/bin/ready" || missing=1
exit $missing
