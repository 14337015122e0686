#!/bin/sh
# Restores a backup set of this store without Upkeep. Needs sh, sha256sum, zstd; for databases psql and pg_restore.
# Checks the SHA-256 of everything before it uses it. See README.md beside this file.
set -eu
umask 077
LC_ALL=C
# What a server, a database or a role has set for its sessions must not matter here.
PGCLIENTENCODING=UTF8
PGOPTIONS="-c default_transaction_read_only=off -c statement_timeout=0 -c lock_timeout=0 -c row_security=off -c search_path="
export LC_ALL PGCLIENTENCODING PGOPTIONS

store=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
tab=$(printf '\t')
work=

# say WORDS: names come from the data; what would steer a terminal is shown as a question mark
say() { printf '%s\n' "$*" | LC_ALL=C tr '\001-\010\013-\037\177' '?' >&2; }
fail() { say "restore.sh: $*"; exit 1; }
usage() {
    say "usage: sh restore.sh list
       sh restore.sh check SET
       sh restore.sh database SET NEW-DATABASE     (connects as PGHOST, PGPORT, PGUSER, ... say)
       sh restore.sh files SET FOLDER [GROUP]
       sh restore.sh part SET NAME                 (prints globals.sql, for example)"
    exit 2
}
clean() { [ -z "$work" ] || rm -rf -- "$work"; }
trap clean EXIT
trap 'exit 1' HUP INT TERM
work=$(mktemp -d)

# decode FIELD: sets $text to the field's bytes; the X keeps line ends at the end.
decode() {
    case $1 in
        -) text='' ;;
        *) text=$(printf '%bX' "$1"); text=${text%X} ;;
    esac
}

# open_object HASH: writes the checked plain content to $work/object, with holes for blocks of zeros; cp keeps them
open_object() {
    file=$store/objects/$(printf %.2s "$1")/$1.zst
    [ -f "$file" ] || fail "object $1 is missing"
    zstd -q -d -c --sparse -- "$file" >"$work/object" || fail "object $1 is damaged: zstd cannot read it"
    sum=$(sha256sum <"$work/object")
    [ "${sum%% *}" = "$1" ] || fail "object $1 is damaged: its content has another SHA-256"
}

# find_set PREFIX: sets $folder; checks the manifest
find_set() {
    folder=
    for manifest in "$store"/sets/*/"$1"*/manifest.json; do
        [ -f "$manifest" ] || continue
        [ -z "$folder" ] || fail "more than one set begins with $1"
        folder=${manifest%/manifest.json}
    done
    [ -n "$folder" ] || fail "no set begins with $1; see: sh restore.sh list"
    (cd -- "$folder" && sha256sum -c --status manifest.json.sha256) || fail "the manifest of $folder is damaged"
    grep -q '^  "format" : 1,$' "$folder/manifest.json" || fail "this set was written by a newer Upkeep"
}

member() { sed -n 's/^  "'"$1"'" : "\([^" ]*\).*/\1/p' "$folder/manifest.json"; }

# open_list MEMBER FILE: the checked list, without its first line
open_list() {
    hash=$(member "$1")
    [ -n "$hash" ] || fail "the manifest names no $1"
    open_object "$hash"
    [ "$(head -n 1 "$work/object")" = "format${tab}1" ] || fail "this set was written by a newer Upkeep"
    tail -n +2 "$work/object" >"$work/$2"
}

list() {
    for manifest in "$store"/sets/*/*/manifest.json; do
        [ -f "$manifest" ] || continue
        folder=${manifest%/manifest.json}
        app=${folder%/*}
        if (cd -- "$folder" && sha256sum -c --status manifest.json.sha256); then
            say_state=$(member taken)
        else
            say_state='DAMAGED MANIFEST'
        fi
        printf '%s\t%s\t%s\n' "${folder##*/}" "${app##*/}" "$say_state"
    done
}

objects() {
    while IFS=$tab read -r kind a b c d e f g rest; do
        case $kind in
            part) printf '%s\n' "$b" ;;
            piece) printf '%s\n' "$g" ;;
        esac
    done <"$work/database.list"
    while IFS=$tab read -r kind a b c d e f g h i hash rest; do
        case $kind in file) printf '%s\n' "$hash" ;; esac
    done <"$work/files.list"
}

check() {
    find_set "$1"
    open_list databaseList database.list
    open_list filesList files.list
    open_object "$(member inventory)"
    objects >"$work/objects"
    sort -u "$work/objects" >"$work/unique"
    while read -r hash; do
        open_object "$hash"
    done <"$work/unique"
    say "whole: $(wc -l <"$work/unique") objects of ${folder##*/}"
}

part() {
    find_set "$1"
    open_list databaseList database.list
    open_part "$2"
    cat "$work/object"
}

# open_part NAME: its content is in $work/object
open_part() {
    hash=$(part_hash "$1")
    [ -n "$hash" ] || fail "this set has no part $1"
    open_object "$hash"
}

# part_hash NAME: nothing when the set has no such part
part_hash() {
    while IFS=$tab read -r kind name sum rest; do
        [ "$kind $name" != "part $1" ] || printf '%s' "$sum"
    done <"$work/database.list"
}

# query goes to the server, here to the new database. A restored setting of the database may keep sessions out.
query() { psql -X -q -A -t -v ON_ERROR_STOP=1 "$@"; }
here() { query -d "$connection" "$@"; }

database() {
    find_set "$1"
    new=$2
    open_list databaseList database.list
    IFS=$tab read -r kind name encoding collate ctype provider icu owner limit comment acl without rest <"$work/database.list"
    [ "$kind" = database ] || fail "database.list does not begin with the database"
    decode "$owner"; owner=$text
    there=$(printf '%s' "SELECT count(*) FROM pg_database WHERE datname = :'new'" | query -d postgres -v new="$new" -f -)
    [ "$there" = 0 ] || fail "there is a database $new already"
    check_roles
    make_database
    open_part definitions.dump
    cp -- "$work/object" "$work/definitions.dump"
    say "definitions ..."
    decode "${without:--}"
    case $text in '{public}'|'{"public"}') here -c 'DROP SCHEMA public' </dev/null ;; esac
    definitions --section=pre-data
    settings=$PGOPTIONS
    # An extension's keys and triggers are there before its rows; only a superuser may keep them from firing.
    [ "$(here -c 'SELECT rolsuper FROM pg_roles WHERE rolname = current_user' </dev/null)" != t ] ||
        PGOPTIONS="$PGOPTIONS -c session_replication_role=replica"
    empty_extension_tables
    rows
    PGOPTIONS=$settings
    large_objects
    sequences
    say "indexes, keys, triggers ..."
    indexes_keys_triggers
    say "statistics ..."
    here -c 'ANALYZE' </dev/null
    settle
    say "done: $new"
}

definitions() {
    pg_restore --exit-on-error --no-tablespaces --no-subscriptions --dbname="$connection" "$@" "$work/definitions.dump"
}

# Event triggers last: one that forbids changes would forbid to fill materialized views.
indexes_keys_triggers() {
    pg_restore --list --section=post-data "$work/definitions.dump" >"$work/contents"
    pattern='^[0-9]*; [0-9]* [0-9]* \(COMMENT - \)\{0,1\}EVENT TRIGGER '
    grep -v "$pattern" "$work/contents" >"$work/first" || :
    grep "$pattern" "$work/contents" >"$work/last" || :
    definitions --section=post-data --use-list="$work/first"
    [ ! -s "$work/last" ] || definitions --section=post-data --use-list="$work/last"
}

# An extension may put rows into its own configuration tables; those that the set records come with its rows.
empty_extension_tables() {
    here -f - <<'SQL'
SELECT format('DELETE FROM %s %s', recorded.relation::regclass, condition)
FROM pg_extension e,
     LATERAL ROWS FROM (unnest(e.extconfig), unnest(e.extcondition)) AS recorded (relation, condition)
JOIN pg_class c ON c.oid = recorded.relation
WHERE c.relkind IN ('r', 'p') \gexec
SQL
}

check_roles() {
    known=$(printf '%s' "SELECT count(*) FROM pg_roles WHERE rolname = :'owner'" | query -d postgres -v owner="$owner" -f -)
    [ "$known" = 1 ] || fail "role \"$owner\" is missing; make the roles first (passwords are not in the set):
    sh restore.sh part $(basename "$folder") globals.sql | psql -d postgres"
}

make_database() {
    decode "$encoding"; encoding=$text
    # Such a database keeps bytes of which nobody knows the encoding.
    [ "$encoding" != SQL_ASCII ] || PGCLIENTENCODING=SQL_ASCII
    decode "$collate"; collate=$text
    decode "$ctype"; ctype=$text
    decode "$icu"; icu=$text
    words="CREATE DATABASE :\"new\" TEMPLATE template0 OWNER :\"owner\" ENCODING :'encoding' LC_COLLATE :'collate' LC_CTYPE :'ctype'"
    [ "$provider" != icu ] || words="$words LOCALE_PROVIDER icu ICU_LOCALE :'icu'"
    printf '%s' "$words" | query -d postgres -v new="$new" -v owner="$owner" -v encoding="$encoding" \
        -v collate="$collate" -v ctype="$ctype" -v icu="$icu" -f -
    # pg_restore takes a name with "=" for a connection string, so it gets one that is quoted.
    connection="dbname='$(printf '%sX' "$new" | sed "s/[\\\\']/\\\\&/g")"
    connection=${connection%X}\'
}

rows() {
    say "rows ..."
    number=0
    while IFS=$tab read -r kind a b c d e f g h rest; do
        case $kind in
            table)
                decode "$d"; table=$text
                decode "$e"; columns=$text
                number=$a
                [ -n "$columns" ] || here -c "INSERT INTO $table SELECT FROM generate_series(1, $h)" </dev/null
                ;;
            piece)
                [ "$a" = "$number" ] || fail "a piece of table $a stands with table $number"
                [ -z "$columns" ] || load "$d" "$g"
                ;;
        esac
    done <"$work/database.list"
}

# load ROWS HASH: into $table ($columns)
load() {
    open_object "$2"
    loaded=$(psql -X -A -t -v ON_ERROR_STOP=1 -d "$connection" -c "COPY $table ($columns) FROM STDIN (ENCODING '$PGCLIENTENCODING')" <"$work/object")
    [ "$loaded" = "COPY $1" ] || fail "$table: $1 rows expected, but: $loaded"
}

large_objects() {
    [ -n "$(part_hash large-objects.dump)" ] || return 0
    say "large objects ..."
    open_part large-objects.dump
    pg_restore --exit-on-error --dbname="$connection" "$work/object"
}

sequences() {
    while IFS=$tab read -r kind name last called rest; do
        [ "$kind" = sequence ] || continue
        decode "$name"
        printf '%s' "SELECT setval(:'name', $last, '$called'::boolean)" | here -v name="$text" -f - >/dev/null
    done <"$work/database.list"
}

settle() {
    say "settings ..."
    while IFS=$tab read -r kind role name value rest; do
        [ "$kind" = setting ] || continue
        decode "$role"; role=$text
        decode "$name"; name=$text
        decode "$value"; value=$text
        whom='DATABASE :"new"'
        [ -z "$role" ] || whom='ROLE :"role" IN DATABASE :"new"'
        case $name in
            search_path|temp_tablespaces|*_preload_libraries|unix_socket_directories) what=:value ;;
            *) what=":'value'" ;;
        esac
        printf '%s' "ALTER $whom SET :\"name\" TO $what" |
            query -d postgres -v new="$new" -v role="$role" -v name="$name" -v value="$value" -f -
    done <"$work/database.list"
    decode "$comment"; comment=$text
    decode "$acl"; acl=$text
    [ -z "$comment" ] || printf '%s' "COMMENT ON DATABASE :\"new\" IS :'comment'" |
        query -d postgres -v new="$new" -v comment="$comment" -f -
    case $acl in ''|'{}') ;; *) rights ;; esac
    printf '%s' "ALTER DATABASE :\"new\" CONNECTION LIMIT $limit" | query -d postgres -v new="$new" -f -
}

rights() {
    query -d postgres -v new="$new" -v owner="$owner" -v acl="$acl" -f - <<'SQL'
REVOKE ALL ON DATABASE :"new" FROM PUBLIC;
REVOKE ALL ON DATABASE :"new" FROM :"owner";
SELECT format('GRANT %s ON DATABASE %I TO %s%s', privilege_type, :'new',
    CASE grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(grantee)) END,
    CASE WHEN is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)
FROM aclexplode(:'acl'::aclitem[]) \gexec
SQL
}

files() {
    find_set "$1"
    target=$2
    wanted=${3:-}
    case $target in /*) ;; *) target=$PWD/$target ;; esac
    mkdir -- "$target" || fail "$target must not exist, and its parent folder must"
    open_list filesList files.list
    while IFS=$tab read -r kind group path a b c d e f g hash rest; do
        selected || continue
        place
        case $kind in
            folder) mkdir -p -- "$at" ;;
            file)
                open_object "$hash"
                mkdir -p -- "${at%/*}"
                cp -- "$work/object" "$at"
                attributes "$a" "$b" "$c" "$f"
                ;;
            hardlink)
                there=$at
                path=$a
                place
                ln -- "$at" "$there"
                ;;
            skipped) decode "$a"; say "was not kept: $at: $text" ;;
        esac
    done <"$work/files.list"
    links
    folders
    say "done: $target"
}

selected() {
    decode "$group"; group=$text
    case $kind in file|folder|hardlink|link|skipped) ;; *) return 1 ;; esac
    [ -z "$wanted" ] || [ "$group" = "$wanted" ]
}

# place: sets $at for $group and $path
place() {
    decode "$path"
    case "/$group/" in */../*|*/./*) fail "a group leads out of the folder" ;; esac
    case "/$text/" in */../*|*/./*|*//*) [ -z "$text" ] || fail "a path leads out of the folder: $text" ;; esac
    at=$target/$group
    [ -z "$text" ] || at=$at/$text
}

# attributes MODE UID GID MTIME: of $at; only root may give files away
attributes() {
    [ "$(id -u)" != 0 ] || chown -h -- "$2:$3" "$at"
    chmod -- "$1" "$at"
    touch -d "@$4" -- "$at"
}

# Links come after all files, so that no file is written through one.
links() {
    while IFS=$tab read -r kind group path mode uid gid user name mtime to rest; do
        [ "$kind" = link ] || continue
        selected || continue
        place
        decode "$to"
        ln -s -- "$text" "$at"
        [ "$(id -u)" != 0 ] || chown -h -- "$uid:$gid" "$at"
        touch -h -d "@$mtime" -- "$at"
    done <"$work/files.list"
}

# Folders get mode and time last and from the innermost, because what is put into them changes their time.
folders() {
    grep '^folder' "$work/files.list" | cat -n | sort -rn | cut -f 2- >"$work/backwards"
    while IFS=$tab read -r kind group path mode uid gid user name mtime rest; do
        [ "$kind" = folder ] || continue
        selected || continue
        place
        attributes "$mode" "$uid" "$gid" "$mtime"
    done <"$work/backwards"
}

PGCLIENTENCODING=UTF8
PGOPTIONS="${PGOPTIONS:-} -c search_path= -c DateStyle=ISO -c IntervalStyle=postgres -c xmloption=content -c row_security=off"
export PGCLIENTENCODING PGOPTIONS

case ${1:-} in
    list) [ $# = 1 ] || usage; list ;;
    check) [ $# = 2 ] || usage; check "$2" ;;
    part) [ $# = 3 ] || usage; part "$2" "$3" ;;
    database) [ $# = 3 ] || usage; database "$2" "$3" ;;
    files) [ $# = 3 ] || [ $# = 4 ] || usage; files "$2" "$3" "${4:-}" ;;
    *) usage ;;
esac
