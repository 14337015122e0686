# pgBackRest, physical copies of the whole server; twice, as it comes and as a good administrator sets it. Files by tar, as it has
# no word for them. The restored server is started, replays its log and is promoted within the measured time.
pgbackrest_title='pgBackRest tuned (zst, 2 processes, bundles), `tar`'
pgbackrest_needs=pgbackrest
pgbackrest_options='compress-type=zst compress-level=3 process-max=2 repo1-bundle=y'
pgbackrest_backup_database_first='as_server pgbackrest --type=full backup'
pgbackrest_backup_database='as_server pgbackrest --type=incr backup'
pgbackrest_backup_files='tar -c -C "$FILES" . | zstd -q -3 -T2 -o "$STORE/files-$SET.tar.zst"'
pgbackrest_verify_database='as_server pgbackrest verify'
pgbackrest_verify_files='zstd -q -t "$STORE/files-$SET.tar.zst"'
pgbackrest_restore_database='as_server pgbackrest --pg1-path="$SECOND/data" --type=immediate --target-action=promote restore &&
    as_server pg_ctl -D "$SECOND/data" -o "-p $SECOND_PORT -c archive_command=/bin/true" -l "$SECOND/log" -w start >/dev/null &&
    until [ "$(psql -p $SECOND_PORT -Atc "SELECT pg_is_in_recovery()" "$DB")" = f ]; do sleep 0.05; done'
pgbackrest_restore_files='mkdir "$TO" && zstd -q -d -c "$STORE/files-$SET.tar.zst" | tar -x -C "$TO"'
pgbackrest_restored_port='$SECOND_PORT'

pgbackrestdefault_title='pgBackRest defaults, `tar czf`'
pgbackrestdefault_needs=pgbackrest
pgbackrestdefault_options=
pgbackrestdefault_backup_database_first=$pgbackrest_backup_database_first
pgbackrestdefault_backup_database=$pgbackrest_backup_database
pgbackrestdefault_backup_files=$guide_backup_files
pgbackrestdefault_verify_database=$pgbackrest_verify_database
pgbackrestdefault_verify_files=$guide_verify_files
pgbackrestdefault_restore_database=$pgbackrest_restore_database
pgbackrestdefault_restore_files=$guide_restore_files
pgbackrestdefault_restored_port='$SECOND_PORT'

# archive_command must name pgbackrest while it works; outside its turn it is /bin/true, so that nobody else pays for it.
pgbackrest_settings() {
    cat <<END
[global]
repo1-path=$STORE/repo
lock-path=$STORE/lock
log-path=$STORE/log
spool-path=$STORE/spool
log-level-console=warn
log-level-file=off
start-fast=y
repo1-retention-full=9
$(printf '%s\n' $OPTIONS)
[bench]
pg1-path=$SERVER/data
pg1-port=$PGPORT
pg1-socket-path=$SOCKETS
pg1-user=bench
END
}
pgbackrest_turn_begins() {
    export PGBACKREST_CONFIG=$STORE/pgbackrest.conf PGBACKREST_STANZA=bench
    if [ ! -f "$PGBACKREST_CONFIG" ]; then
        chown "$ACCOUNT" "$STORE"
        pgbackrest_settings | as_server tee "$PGBACKREST_CONFIG" >/dev/null
        as_server pgbackrest stanza-create
    fi
    psql -q -d postgres -c "ALTER SYSTEM SET archive_command = 'pgbackrest --config=$PGBACKREST_CONFIG --stanza=bench archive-push %p'" \
        -c 'SELECT pg_reload_conf()' -o /dev/null
    sleep 0.3
}
pgbackrest_turn_ends() {
    psql -q -d postgres -c "ALTER SYSTEM SET archive_command = '/bin/true'" -c 'SELECT pg_reload_conf()' -o /dev/null
    unset PGBACKREST_CONFIG PGBACKREST_STANZA
    sleep 0.3
}
pgbackrestdefault_turn_begins() { pgbackrest_turn_begins; }
pgbackrestdefault_turn_ends() { pgbackrest_turn_ends; }
