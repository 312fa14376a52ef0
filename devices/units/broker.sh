#!/bin/sh
# broker.sh DIR PORT [USER]: writes DIR/mosquitto.conf, DIR/acl and DIR/passwd, ready for `mosquitto -c DIR/mosquitto.conf`.
#
# Reads DIR/credentials/*.json (what `tsubame gateway enrol --out` wrote, one per gateway) and DIR/server.json
# ({"broker":…,"username":…,"password":…}, mode 0600, made with a fresh password when it is not there; give it to
# `tsubame serve --credentials`). Run it again after enrolling or revoking a gateway, then send the broker SIGHUP:
# it reads passwd and acl anew without dropping anybody.
#
# DIR/accounts, when it is there, is what the server writes ([broker] accounts; a link to that file will do): the entrances that were paired, with
# the hashes of their passwords, and those that are revoked, whose credentials files count no more.
#
# USER is who the broker runs as, and owns what it reads: `mosquitto` for tsubame-broker.service; without it, who calls this.
set -eu
umask 077

fail() {
    echo "broker.sh: $1" >&2
    exit "${2:-1}"
}

[ $# -eq 2 ] || [ $# -eq 3 ] || fail "usage: broker.sh DIR PORT [USER]" 2
dir=$1
port=$2
user=${3:-$(id -un)}
here=$(dirname "$0")
case $port in *[!0-9]* | '') fail "the port must be a number, not '$port'" 2 ;; esac
[ -d "$dir" ] || fail "$dir is no folder: make it, and put the credentials of the gateways into $dir/credentials"
dir=$(cd "$dir" && pwd)
id -u "$user" >/dev/null 2>&1 || fail "there is no user $user: apt-get install mosquitto makes 'mosquitto'"
command -v mosquitto_passwd >/dev/null || fail "mosquitto_passwd is not installed: apt-get install mosquitto"

# member FILE NAME: the text of one member of a credentials file. Ids and passwords are plain base64url: no escapes to undo.
member() {
    tr -d '\n' <"$1" | sed -n "s/.*\"$2\"[[:space:]]*:[[:space:]]*\"\([A-Za-z0-9_.-]*\)\".*/\1/p"
}

if [ ! -e "$dir/server.json" ]; then
    password=$(od -An -N24 -tx1 /dev/urandom | tr -d ' \n')
    printf '{"broker":"mqtt://127.0.0.1:%s","username":"tsubame-server","password":"%s"}\n' "$port" "$password" >"$dir/server.json"
fi

server=$(member "$dir/server.json" username)
[ -n "$server" ] || fail "$dir/server.json has no username of letters, digits and hyphens: correct it, or remove it for a new one"
printf '%s:%s\n' "$server" "$(member "$dir/server.json" password)" >"$dir/passwd.new"
cat >"$dir/acl.new" <<END
user $server
topic read tsubame/v1/+/+/tap
topic read tsubame/v1/+/+/state
topic write tsubame/v1/+/+/receipt
topic write tsubame/v1/+/+/command
topic write tsubame/v1/+/+/roster
END

# account GATEWAY: what the server says of it: a hash, "-", "revoked", or nothing.
account() {
    if [ -e "$dir/accounts" ]; then
        awk -v name="$1" '$2 == name { print $3 }' "$dir/accounts"
    fi
}

# admit SITE GATEWAY USERNAME: what it may say and hear.
admit() {
    cat >>"$dir/acl.new" <<END

user $3
topic write tsubame/v1/$1/$2/tap
topic write tsubame/v1/$1/$2/state
topic read tsubame/v1/$1/$2/receipt
topic read tsubame/v1/$1/$2/command
topic read tsubame/v1/$1/$2/roster
END
}

# Exact lines for every gateway, not patterns: a pattern with %u would let a gateway write below any site.
for file in "$dir"/credentials/*.json; do
    [ -e "$file" ] || continue
    site=$(member "$file" site)
    gateway=$(member "$file" gateway)
    name=$(member "$file" username)
    password=$(member "$file" password)
    if [ -z "$site" ] || [ -z "$gateway" ] || [ -z "$name" ] || [ -z "$password" ]; then
        fail "$file is no credentials file: take it away, or enrol the gateway again"
    fi
    case $(account "$gateway") in '' | -) ;; *) continue ;; esac
    printf '%s:%s\n' "$name" "$password" >>"$dir/passwd.new"
    admit "$site" "$gateway" "$name"
done

# Hash in the background file, then replace whole: a broker that is reloading never reads half of one.
mosquitto_passwd -U "$dir/passwd.new"
if [ -e "$dir/accounts" ]; then
    while read -r site gateway hash; do
        case $site$gateway in *[!a-z0-9-]*) fail "$dir/accounts is not the server's: it has a line '$site $gateway'" ;; esac
        case $hash in
        '$7$'*)
            printf '%s:%s\n' "$gateway" "$hash" >>"$dir/passwd.new"
            admit "$site" "$gateway" "$gateway"
            ;;
        esac
    done <"$dir/accounts"
fi
sed -e "s|@PORT@|$port|" -e "s|@DIR@|$dir|" -e "s|@USER@|$user|" "$here/mosquitto.conf" >"$dir/mosquitto.conf.new"
if [ $# -eq 3 ]; then
    chown "$user" "$dir" "$dir/passwd.new" "$dir/acl.new" "$dir/mosquitto.conf.new" ||
        fail "these files cannot be given to $user: run this as root, and check that the user exists"
fi
for file in passwd acl mosquitto.conf; do
    mv "$dir/$file.new" "$dir/$file"
done
