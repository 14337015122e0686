# A PostgreSQL server of the bench's own: own folder, own account when we are root, loopback and a socket in its folder.
# Ends when this script ends, also by kill -9 (pdeathsig).

server_binaries() {
    local folder
    folder=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n 1)
    [ -x "$folder/initdb" ] || { echo "bench: no PostgreSQL server programs; type: sudo apt-get install postgresql" >&2; exit 2; }
    echo "$folder"
}

# as_server COMMAND...: as the server's account.
as_server() {
    if [ "$(id -u)" = 0 ]; then
        setpriv --reuid "$ACCOUNT" --regid "$ACCOUNT" --init-groups -- "$@"
    else
        "$@"
    fi
}

server_account() {
    ACCOUNT=$(id -un)
    [ "$(id -u)" = 0 ] || return 0
    ACCOUNT=upkeep-bench
    id "$ACCOUNT" >/dev/null 2>&1 || useradd --system --no-create-home --shell /usr/sbin/nologin "$ACCOUNT"
}

# Settings as on a small production server: fsync, full_page_writes and synchronous_commit are on. Autovacuum is off, because it
# would hit whichever step happens to run; the bench vacuums between rounds instead.
server_make() {
    local memory
    memory=$(awk '/MemTotal/ {print int($2 / 1024)}' /proc/meminfo)
    as_server mkdir -m 700 "$SERVER" "$SOCKETS"
    as_server sh -c 'printf %s "$1" > "$2"' - "$PGPASSWORD" "$SOCKETS/first-password"
    as_server "$BIN/initdb" -D "$SERVER/data" -U bench --pwfile "$SOCKETS/first-password" -E UTF8 --locale=C.UTF-8 \
        --data-checksums -A scram-sha-256 --auth-local=trust >"$WORK/initdb.log" 2>&1 || { cat "$WORK/initdb.log" >&2; return 1; }
    cat >"$WORK/settings" <<END
listen_addresses = '127.0.0.1'
port = $PGPORT
unix_socket_directories = '$SOCKETS'
shared_buffers = $((memory / 8 > 2048 ? 2048 : memory / 8))MB
maintenance_work_mem = 128MB
max_wal_size = 4GB
checkpoint_timeout = 15min
autovacuum = off
archive_mode = on
archive_command = '/bin/true'
fsync = on
full_page_writes = on
synchronous_commit = on
END
    cat "$WORK/settings" | as_server tee -a "$SERVER/data/postgresql.conf" >/dev/null
}

server_start() {
    if [ "$(id -u)" = 0 ]; then
        setsid setpriv --reuid "$ACCOUNT" --regid "$ACCOUNT" --init-groups --pdeathsig INT -- \
            "$BIN/postgres" -D "$SERVER/data" >"$WORK/server.log" 2>&1 3>&- 9>&- &
    else
        setsid setpriv --pdeathsig INT -- "$BIN/postgres" -D "$SERVER/data" >"$WORK/server.log" 2>&1 3>&- 9>&- &
    fi
    local attempt
    for attempt in $(seq 100); do
        "$BIN/pg_isready" -q && return 0
        sleep 0.2
    done
    echo "bench: the server does not start:" >&2
    tail -5 "$WORK/server.log" >&2
    return 1
}

# Stops every server below the work folder, whoever started it.
servers_stop() {
    local pidfile
    for pidfile in "$WORK"/*/data/postmaster.pid; do
        [ -f "$pidfile" ] && as_server "$BIN/pg_ctl" -D "$(dirname "$pidfile")" -m immediate -w stop >/dev/null 2>&1
    done
    return 0
}

free_port() {
    perl -MIO::Socket::INET -e 'print IO::Socket::INET->new(Listen => 1, LocalAddr => "127.0.0.1")->sockport'
}
