#!/bin/sh
# Sends files and Home Assistant's backups to a Drive Relay, in blocks straight to its staging. Lies beside drive_relay.yaml.
usage() {
    cat <<'TEXT'
drive_relay.sh [OPTION]... file PATTERN...    files, also by * ? [ ] and **; folders below the pattern's fixed part are kept
drive_relay.sh [OPTION]... backup [ID]        the backup of that id; without one the newest
drive_relay.sh [OPTION]... resume             what was under way when the machine stopped

  --to FOLDER       files: the folder in the app's folder on OneDrive, made when it is not there
  --conflict WHAT   files whose name is taken: replace (default), fail or rename
  --remove          files: delete each here once the relay has it
  --again           send it even when this very file was sent before
  --from WHERE      backups: a folder or a .tar; supervisor; home-assistant (needs an ID). Default: supervisor where there is one,
                    else the folder backups beside secrets.yaml
  --agent AGENT     home-assistant: which place it is read from, default backup.local
  --detach          go on in the background and end at once, since Home Assistant ends a shell_command after 60 s

From secrets.yaml, in the script's folder or above: drive_relay_url (the connection's address, https://…/api/connections/…) and
drive_relay_key (a home key); for home-assistant drive_relay_home_assistant_token (a long-lived access token of an administrator);
so that others on the line get through, drive_relay_upload_rate (bytes a second, such as 500K or 2M).

Log, and what is under way: the folder drive_relay beside secrets.yaml. A line of the log is time, file, what happened.
  0 handed over: the relay has it, or had it before; with --detach: begun
  2 called wrongly, or secrets.yaml lacks something     3 there is no such file or backup
  4 it cannot be read, or changed while it was sent      5 the relay does not take the key
  6 the relay refuses it, the log says why               7 given up after a day without progress; resume goes on
  8 another run is sending it            9 not now: OneDrive is full, or wants a sign-in
Of several the first that is not 0. 5, 7 and 9 are kept for resume, and so is what a reboot cuts off.

Environment, all optional: DRIVE_RELAY_SECRETS (the file), DRIVE_RELAY_STATE (the folder), DRIVE_RELAY_PATIENCE (seconds of waiting
without progress before it gives up, 86400), DRIVE_RELAY_SECOND (how long a second of waiting lasts, 1; tests wait shorter),
DRIVE_RELAY_SUPERVISOR (http://supervisor), DRIVE_RELAY_HOME_ASSISTANT (http://127.0.0.1:8123). What was begun by --detach and did not
end well is told to Home Assistant there, by the webhook drive_relay_webhook_id of secrets.yaml.
TEXT
}
set -u
set +x # keys
umask 077

me=$0
here=$(cd "$(dirname "$0")" && pwd)
newline='
'
mark=$(printf '\001') byte_order_mark=$(printf '\357\273\277')
label=-

say() {
    line="$(date -u +%Y-%m-%dT%H:%M:%SZ) $label: $*"
    echo "$line" >&2
    { echo "$line" >>"$log"; } 2>/dev/null || :
}

# stop CODE WORDS: the end of one file, or of the whole run before the first
stop() {
    code=$1
    shift
    say "$*"
    trouble=${trouble:-$label: $*}
    return "$code"
}

# ---- settings

# secret NAME
secret() {
    sed -n -e "1s/^$byte_order_mark//" -e "s/^[\"']\{0,1\}$1[\"']\{0,1\}[[:space:]]*:[[:space:]]*//p" "$secrets" | tail -n 1 |
        sed -e 's/[[:space:]]*$//' -e 's/^"\([^"]*\)".*$/\1/' -e "s/^'\([^']*\)'.*\$/\1/" -e 's/[[:space:]][[:space:]]*#.*$//'
}

settings() {
    secrets=${DRIVE_RELAY_SECRETS:-}
    for place in "$here" "$here/.." "$here/../.."; do
        [ -n "$secrets" ] || [ ! -f "$place/secrets.yaml" ] || secrets=$(cd "$place" && pwd)/secrets.yaml
    done
    home=$(dirname "${secrets:-$here/x}")
    state=${DRIVE_RELAY_STATE:-$home/drive_relay}
    log=$state/drive_relay.log
    mkdir -p "$state" 2>/dev/null || say "$state cannot be made: nothing is kept of what is under way"
    [ "$(stat -c %s "$log" 2>/dev/null || echo 0)" -lt 1048576 ] || mv -f "$log" "$log.1" 2>/dev/null || :
    [ -r "${secrets:-/dev/null/x}" ] || { stop 2 "there is no secrets.yaml in $here or above it"; return; }
    url=$(secret drive_relay_url) key=$(secret drive_relay_key)
    url=${url%/}
    case $url in
    http*://*/api/connections/*) ;;
    *) stop 2 "drive_relay_url in $secrets must be the connection's address, https://…/api/connections/…"; return ;;
    esac
    [ -n "$key" ] || { stop 2 "drive_relay_key is missing in $secrets"; return; }
    rate=$(secret drive_relay_upload_rate)
    case ${rate:-1} in
    [!0-9]* | *[!0-9]?* | *[!0-9KMG]) stop 2 "drive_relay_upload_rate in $secrets must be bytes a second, such as 500K or 2M" ;;
    esac
}

# ---- asking the relay

# member NAME: the first member of that name in $answer, a text or a number
member() {
    printf '%s\n' "$answer" | sed 's/\\"//g' | tr ',{}[]' '\n\n\n\n\n' | sed -n "s/^ *\"$1\" *: *\"\{0,1\}\([^\"]*\)\"\{0,1\} *\$/\1/p" | head -n 1
}

# detail: what a person shall do, of $answer; may hold commas
detail() {
    printf '%s\n' "$answer" | tr -d '\001' | sed -n -e "s/\\\\\"/$mark/g" -e 's/.*"detail" *: *"\([^"]*\).*/\1/p' | tail -n 1 | tr '\001' '"'
}

# quoted TEXT: between the quotation marks of JSON, or of curl's configuration
quoted() {
    printf '%s' "$1" | sed 's/[\\"]/\\&/g'
}

# call METHOD PATH BODY: once; $status is 000 where there was no answer. Keys reach curl by a pipe: no other process sees them.
call() {
    answer=$({
        printf 'url = "%s"\nrequest = "%s"\nheader = "x-home-key: %s"\n' "$url$2" "$1" "$key"
        [ "$1" = GET ] || printf 'header = "content-type: application/json"\ndata-raw = "%s"\n' "$(quoted "$3")"
        [ -z "$once" ] || printf 'header = "idempotency-key: %s"\n' "$once"
    } | curl --disable --silent --config - --connect-timeout 20 --max-time 240 --dump-header - --write-out '\n%{http_code}' 2>/dev/null)
    status=${answer##*"$newline"}
}

# ask METHOD PATH [BODY]: until there is an answer of the relay's own that is not about a passing trouble; 7 when patience ends
ask() {
    while :; do
        call "$1" "$2" "${3:-}"
        case $status in
        2??) calm; return 0 ;;
        400 | 401 | 403 | 404 | 409 | 411 | 413 | 415 | 507) [ -z "$(member code)" ] || return 0 ;; # without: a front end's
        esac
        case $status in
        000) rest "the relay does not answer" || return ;;
        404) rest "the relay answers 404 and no word of its own; is drive_relay_url right?" || return ;;
        *) rest "the relay answers $status" || return ;;
        esac
    done
}

calm() {
    pause=2 waited=0
}

# rest WORDS: waits, each time longer, and as long as was asked; 7 when it has been too long without progress
rest() {
    asked=$(printf '%s\n' "$answer" | sed -n 's/^[Rr]etry-[Aa]fter: *\([0-9]\{1,4\}\).*/\1/p' | tail -n 1)
    length=$pause
    [ "${asked:-0}" -le "$length" ] || length=$asked
    pause=$((pause * 2))
    [ "$pause" -le 300 ] || pause=300
    waited=$((waited + length))
    [ "$waited" -le "${DRIVE_RELAY_PATIENCE:-86400}" ] || { stop 7 "$1; given up for now"; return; }
    say "$1; again in $length s"
    case ${DRIVE_RELAY_SECOND:-1} in
    1) sleep "$length" ;;
    *) sleep "$(awk "BEGIN { print $length * $DRIVE_RELAY_SECOND }")" ;;
    esac
}

# refused WHAT: the end that an answer means
refused() {
    case $status in
    401) stop 5 "the relay does not take the key; put another as drive_relay_key into $secrets" ;;
    *) case $(member code) in drive-full | sign-in-required) end=9 ;; *) end=6 ;; esac
        stop "$end" "$1 is refused ($(member code)): $(detail)" ;;
    esac
}

# ---- reading the source: a file, or what a server gives by ranges

# get SOURCE CURL-OPTION...: from Supervisor or Home Assistant, with its token
get() {
    what=$1
    shift
    case $what in
    supervisor:*) address=${DRIVE_RELAY_SUPERVISOR:-http://supervisor}/${what#*:} token=${SUPERVISOR_TOKEN:-} ;;
    *) address=${DRIVE_RELAY_HOME_ASSISTANT:-http://127.0.0.1:8123}/${what#*:} token=$(secret drive_relay_home_assistant_token) ;;
    esac
    printf 'url = "%s"\nheader = "Authorization: Bearer %s"\n' "$address" "$token" |
        curl --disable --silent --config - --connect-timeout 20 --speed-time 60 --speed-limit 1 "$@"
}

# look SOURCE: prints "size version"; 3 when it is not there, 4 when it cannot be read so, 7 when its server does not answer now
look() {
    case $1 in
    /*)
        [ -f "$1" ] || return 3
        [ -r "$1" ] || return 4
        # written again within a second, or put back with its old time: another one
        echo "$(stat -c %s "$1") $(stat -c '%i %y %z' "$1" | cksum | tr ' ' -)"
        ;;
    *)
        head=$(get "$1" --range 0-0 --max-filesize 1 --dump-header - --output /dev/null --write-out '%{http_code}')
        case ${head##*"$newline"} in
        206) printf '%s\n' "$head" | tr -d '\r' | awk 'tolower($1) == "content-range:" { sub(".*/", ""); size = $0 }
            tolower($1) == "etag:" { version = $2 } tolower($1) == "last-modified:" { if (!version) version = $3 $4 $5 $6 }
            END { gsub("[^A-Za-z0-9.-]", "", version); print size, version }' ;;
        404) return 3 ;;
        000 | 429 | 5??) return 7 ;;
        *) return 4 ;;
        esac
        ;;
    esac
}

# range SOURCE FIRST LENGTH: those bytes; FIRST is of whole mebibytes
range() {
    case $1 in
    /*) dd if="$1" bs=1048576 skip=$(($2 / 1048576)) count=$((($3 + 1048575) / 1048576)) 2>/dev/null | head -c "$3" ;;
    *) get "$1" --fail --range "$2-$(($2 + $3 - 1))" 2>/dev/null | head -c "$3" ;;
    esac
}

# ---- sending

# put NUMBER FIRST LENGTH: one block; what was read short is sent short, and counted
put() {
    said=$(printf 'url = "%s&comp=block&blockid=%s"\n' "$staging" "$(printf %06d "$1" | base64)" | {
        exec 3<&0
        range "$source" "$2" "$3" </dev/null 3<&- | curl --disable --silent --config /dev/fd/3 --request PUT --data-binary @- \
            --header 'Content-Type: application/octet-stream' --header 'Expect:' --connect-timeout 20 --speed-time 60 --speed-limit 1 \
            ${rate:+--limit-rate "$rate"} --output /dev/null --write-out '%{http_code} %{size_upload}' 2>/dev/null
    })
    status=${said% *}
    [ "${said#* }" = "$3" ] || case $status in 201 | 400) status=short ;; esac
}

# staged: " NUMBER:BYTES " of each block that lies in staging already
staged() {
    have=' ' from=0
    while [ -n "$from" ]; do
        ask GET "/uploads/$upload?blocksFrom=$from" || return
        case $status in 200) ;; *) refused "$label"; return ;; esac
        have="$have$(printf '%s' "$answer" | tr '{' '\n' | sed -n 's/^"number":\([0-9]*\),"sizeBytes":\([0-9]*\).*/\1:\2/p' | tr '\n' ' ')"
        from=$(member nextBlocksFrom)
        [ "$from" != null ] || from=
    done
}

# fill: every block that is not there yet, each until it is
fill() {
    number=0 tenth=0 short=0
    while [ $((number * block)) -lt "$size" ]; do
        first=$((number * block))
        bytes=$((size - first))
        [ "$bytes" -le "$block" ] || bytes=$block
        case $have in
        *" $number:$bytes "*) status=201 ;;
        *) put "$number" "$first" "$bytes" ;;
        esac
        case $status in
        201)
            calm
            number=$((number + 1)) short=0
            [ $((number * block * 10 / (size + 1))) -le "$tenth" ] || {
                tenth=$((number * block * 10 / (size + 1)))
                [ "$tenth" -gt 9 ] || say "${tenth}0 % is in staging"
            }
            ;;
        403)
            answer=
            rest "the staging URL is over" || return
            fresh || return
            ;;
        short)
            answer=
            unchanged || return
            short=$((short + 1))
            case $source:$short in /*:10) stop 4 "it cannot be read beyond $first bytes"; return ;; esac
            rest "it could not be read" || return
            ;;
        000)
            answer=
            rest "staging does not answer" || return
            ;;
        *)
            answer=
            rest "staging answers $status" || return
            ;;
        esac
    done
}

# fresh: another staging URL for the upload
fresh() {
    ask POST "/uploads/$upload/staging-url" || return
    case $status in 2??) staging=$(member url) ;; *) refused "$label" ;; esac
}

# unchanged: 4 when the source is not what it was; a server that does not answer now tells nothing
unchanged() {
    now=$(look "$source")
    case $? in
    0) [ "$now" != "$seen" ] || return 0 ;;
    7) return 0 ;;
    esac
    call DELETE "/uploads/$upload" ''
    stop 4 "it changed or went while it was sent; what was sent is dropped"
}

# open: the upload, new or as it stands
open() {
    body="{\"kind\":\"$kind\",\"sizeBytes\":$size,\"transfer\":\"blocks\""
    [ "$kind" = backup ] || body="$body,\"fileName\":\"$(quoted "$(basename "$source")")\",\"conflict\":\"$conflict\""
    [ -z "$folder" ] || body="$body,\"destinationFolder\":\"$(quoted "$folder")\""
    once=$id
    ask POST /uploads "$body}"
    code=$?
    once=
    [ $code -eq 0 ] || return $code
    case $status in 2??) ;; *) refused "$label"; return ;; esac
    upload=$(member id) staging=$(member url) block=$(member blockBytes)
}

# fill_and_commit: the upload is filled and committed; 1 when it must be filled once more
fill_and_commit() {
    have=' '
    [ "$status" = 201 ] || staged || return
    fill || return
    unchanged || return
    ask POST "/uploads/$upload/commit" || return
    case $status in
    2??) say "handed over as upload $upload" ;;
    *) case $(member code) in incomplete-content | wrong-state) return 1 ;; *) refused "$label" ;; esac ;;
    esac
}

# deliver: opens, and goes on from how it stands
deliver() {
    for _ in 1 2 3; do
        open || return
        case $(member state) in
        awaitingContent)
            [ "$status" = 201 ] && say "upload $upload of $size bytes" || say "going on with upload $upload"
            fill_and_commit
            code=$?
            [ $code -eq 1 ] || return $code
            say "staging lacks something; once more"
            ;;
        failed)
            drop= # nobody knows yet whether it will arrive
            ask POST "/uploads/$upload/retry" || return
            case $status in 2??) say "upload $upload had failed; the relay tries again" ;; *) refused "another try" ;; esac
            return
            ;;
        *)
            say "the relay has it already, upload $upload: $(member state)"
            # somebody may have deleted it on OneDrive since: before it is deleted here it is sent once more
            [ "$(member state):$drop" = delivered:yes ] || return 0
            id=$id-$(date +%s)
            ;;
        esac
    done
    stop 6 "the relay still lacks something after three times: $(detail)"
}

# send KIND SOURCE FOLDER CONFLICT [WHEN] [REMOVE]: one file; its job file is there until it is handed over or refused for good
send() {
    kind=$1 source=$2 folder=$3 conflict=$4 when=${5:-} drop=${6:-}
    label=${source##*/}
    [ "$kind" != backup ] || label="backup $label"
    case $source in supervisor:*/*) label="backup $(echo "$source" | cut -d/ -f2)" ;; home-assistant:*) label="backup $(echo "${source##*/}" | cut -d'?' -f1)" ;; esac
    once='' answer='' job=
    ! printf '%s' "$source$folder" | LC_ALL=C grep -q '[[:cntrl:]]' || { stop 4 "its name or folder holds a tab or another control character"; return; }
    [ ! -d "$source" ] || { stop 3 "$source is a folder; $source/** is all that is in it"; return; }
    calm
    while :; do
        seen=$(look "$source")
        code=$?
        [ $code -eq 7 ] || break
        rest "its server does not answer" || return
    done
    name=$(printf '%s' "$kind $source $folder $conflict" | cksum | tr ' ' -)
    case $code in
    0) ;;
    3) rm -f "$state/$name.job" "$state/$name.lock"; stop 3 "there is no such file or backup: $source"; return ;;
    *) case $source in
        home-assistant:*) stop 4 "Home Assistant does not give it; is drive_relay_home_assistant_token in $secrets that of an administrator?" ;;
        *) stop 4 "$source cannot be read; it must be readable for Home Assistant, and a server must answer to ranges" ;;
        esac
        return ;;
    esac
    size=${seen%% *} id=$(echo "$name-$seen$when" | tr ' ' -)
    if command -v flock >/dev/null && (: >>"$state/$name.lock") 2>/dev/null; then
        exec 9>>"$state/$name.lock"
        flock -n 9 || { stop 8 "another run is sending it"; return; }
    fi
    job=$state/$name.job
    { printf '%s\n' "$kind" "$source" "$folder" "$conflict" "$when" "$drop" >"$job.new"; } 2>/dev/null && mv -f "$job.new" "$job" ||
        say "$state cannot be written: a reboot would lose this"
    deliver
    code=$?
    [ "$code:$drop" != 0:yes ] || [ "$(look "$source")" != "$seen" ] || rm -f "$source" || say "it cannot be deleted here"
    case $code in 0 | 2 | 3 | 4 | 6) rm -f "$job" "$state/$name.lock" "$job.new" ;; esac # else, a reboot's too, it is kept
    exec 9>&-
    return $code
}

# ---- what to send

# worst CODE: remembers the first that is not 0
worst() {
    [ "$result" -ne 0 ] || result=$1
}

# expression PATTERN: the same as an extended regular expression; * and ? stop at a slash and take no hidden names, ** goes deeper
expression() {
    printf '%s\n' "$1" | awk '{
        out = "^"
        for (i = 1; i <= length($0); i++) {
            c = substr($0, i, 1); start = (i == 1 || substr($0, i - 1, 1) == "/")
            if (substr($0, i, 3) == "**/" && start) { out = out "([^/.][^/]*/)*"; i += 2 }
            else if (substr($0, i, 2) == "**" && start) { out = out "([^/.][^/]*/)*[^/.][^/]*"; i++ }
            else if (c == "*") out = out (start ? "([^/.][^/]*)?" : "[^/]*")
            else if (c == "?") out = out (start ? "[^/.]" : "[^/]")
            else if (c == "[" && (end = index(substr($0, i + 2), "]"))) {
                set = substr($0, i, end + 2); if (substr(set, 2, 1) == "!") set = "[^" substr(set, 3); out = out set; i += end + 1 }
            else if (c ~ /[A-Za-z0-9_\/ -]/) out = out c
            else if (c == "^" || c == "\\") out = out "\\" c
            else out = out "[" c "]"
        }
        print out "$" }'
}

# matching: what lies below $base and matches $pattern
matching() {
    find "${base:-/}" -type f ! -name "*$newline*" 2>/dev/null | grep -aE "$(expression "$pattern")"
}

# files PATTERN: each that matches
files() {
    pattern=$1
    case $pattern in /*) ;; *) pattern=$PWD/$pattern ;; esac
    if [ -f "$pattern" ]; then
        send file "$pattern" "$to" "$conflict" "$again" "$remove"
        worst $?
        return
    fi
    base=$(printf '%s\n' "$pattern" | sed -e 's,/[^/]*[*?[].*$,,')
    [ "$base" != "$pattern" ] || { send file "$pattern" "$to" "$conflict" "$again" "$remove"; worst $?; return; }
    broken=$(find "${base:-/}" -type f -name "*$newline*" 2>/dev/null | head -n 1)
    [ -z "$broken" ] || { label=$1; stop 4 "files with a line end in their name are left out"; worst $?; }
    # letter by letter, and byte by byte for names that are not UTF-8
    found=$({ matching; (export LC_ALL=C; matching); } | LC_ALL=C sort -u)
    [ -n "$found" ] || { label=$1; stop 3 "no file matches"; worst $?; return; }
    while IFS= read -r one; do
        below=${one#"$base"/}
        case $below in */*) below=${to:+$to/}${below%/*} ;; *) below=$to ;; esac
        send file "$one" "$below" "$conflict" "$again" "$remove" </dev/null
        worst $?
    done <<LIST
$found
LIST
}

# newest FOLDER: its youngest tar
newest() {
    find "$1" -maxdepth 1 -name '*.tar' -type f -exec stat -c '%Y %n' {} + 2>/dev/null | sort -n | tail -n 1 | cut -d' ' -f2-
}

# backup_with_id ID FOLDER: the tar there whose backup.json, which Home Assistant writes first, says that id
backup_with_id() {
    for tar in "$2"/*.tar; do
        head -c 65536 "$tar" 2>/dev/null | LC_ALL=C tr -cd ' -~' | grep -q "\"slug\": *\"$1\"" && echo "$tar" && return
    done
}

# backup [ID]
backup() {
    label="backup ${1:-newest}"
    [ -n "$from" ] || { [ -n "${SUPERVISOR_TOKEN:-}" ] && from=supervisor || from=$home/backups; }
    case $from in
    supervisor)
        slug=${1:-$(get supervisor:backups --fail | sed 's/{"slug"/\n&/g' |
            sed -n 's/^{"slug": *"\([^"]*\)".*"date": *"\([^"]*\)".*/\2 \1/p' | sort | tail -n 1 | cut -d' ' -f2)}
        what=${slug:+supervisor:backups/$slug/download}
        ;;
    home-assistant)
        [ -n "${1:-}" ] || { stop 2 "Home Assistant is asked for a backup by its id"; return; }
        [ -n "$(secret drive_relay_home_assistant_token)" ] || { stop 2 "drive_relay_home_assistant_token is missing in $secrets"; return; }
        what="home-assistant:api/backup/download/$1?agent_id=$agent"
        ;;
    *.tar) what=$from ;;
    *) what=$([ -n "${1:-}" ] && backup_with_id "$1" "$from" || { [ -n "${1:-}" ] || newest "$from"; }) ;;
    esac
    [ -n "$what" ] || { stop 3 "there is no such backup in $from"; return; }
    send backup "$what" '' fail "$again"
}

# resume: every job that is left
resume() {
    for left in "$state"/*.job; do
        [ -f "$left" ] || continue
        { IFS= read -r kind; IFS= read -r source; IFS= read -r folder; IFS= read -r conflict; IFS= read -r when; IFS= read -r remove; } <"$left"
        send "$kind" "$source" "$folder" "$conflict" "$when" "$remove"
        worst $?
    done
}

# tell CODE: Home Assistant, how it ended in the background; its owner sees no log
tell() {
    hook=$(secret drive_relay_webhook_id)
    [ -n "$hook" ] && [ "$1" -ne 8 ] || return 0
    [ "$1" -eq 0 ] && event=sent || event=not-sent
    body=$(printf '%s' "$trouble" | tr -d '[:cntrl:]')
    body="{\"event\":\"$event\",\"what\":\"$task\",\"detail\":\"$(quoted "$body")\"}"
    printf 'url = "%s/api/webhook/%s"\nheader = "content-type: application/json"\ndata-raw = "%s"\n' \
        "${DRIVE_RELAY_HOME_ASSISTANT:-http://127.0.0.1:8123}" "$hook" "$(quoted "$body")" |
        curl --disable --silent --noproxy '*' --config - --max-time 20 --output /dev/null || :
}

main() {
    to='' conflict=replace again='' remove='' from='' agent=backup.local result=0
    settings || return
    while [ $# -gt 0 ]; do
        case $1 in
        --to | --conflict | --from | --agent) [ $# -gt 1 ] || { usage >&2; return 2; } ;;
        esac
        case $1 in
        --to)
            to=$(printf '%s' "$2" | sed -e 's,^/*,,' -e 's,/*$,,')
            shift
            ;;
        --conflict)
            conflict=$2
            case $conflict in replace | fail | rename) ;; *) usage >&2; return 2 ;; esac
            shift
            ;;
        --from) from=$2; shift ;;
        --agent) agent=$2; shift ;;
        --remove) remove=yes ;;
        --again) again=-$(date +%s) ;;
        --detach) [ -n "${DRIVE_RELAY_DETACHED:-}" ] || detach=yes ;;
        -*) stop 2 "there is no option $1; --help tells those that there are"; return ;;
        *) break ;;
        esac
        shift
    done
    task=${1:-}
    [ $# -eq 0 ] || shift
    case $task:$# in
    file:0) usage >&2; return 2 ;;
    backup:* | resume:*) [ -z "$remove" ] || { usage >&2; return 2; } ;;
    esac
    case $task:$# in
    file:* | backup:0 | backup:1 | resume:0) ;;
    *) usage >&2; return 2 ;;
    esac
    [ -z "$detach" ] || return 0
    case $task in
    file) for one in "$@"; do files "$one"; done; return "$result" ;;
    backup) backup "$@" ;;
    resume) resume; return "$result" ;;
    esac
}

case ${1:-} in --help | -h) usage; exit 0 ;; esac
detach='' trouble='' task=''
main "$@"
code=$?
[ -z "${DRIVE_RELAY_DETACHED:-}" ] || tell "$code"
[ -n "$detach" ] && [ "$code" -eq 0 ] || exit "$code"
# a session of its own, with nothing open that whoever called waits for
command -v setsid >/dev/null && session=setsid || session=
DRIVE_RELAY_DETACHED=yes $session sh "$me" "$@" </dev/null >/dev/null 2>&1 9>&- &
label=$*
say "begun in the background"
