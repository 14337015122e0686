# Upkeep: one command for database and files. The app `database` has no files, so that the database's share can be compared too.
upkeep_title='Upkeep'
upkeep_prepare='rm -rf "$UPKEEP_WORK" && upkeep_describe'
upkeep_backup_database='upkeep backup database'
upkeep_backup_whole='upkeep backup whole'
upkeep_verify_database='upkeep verify database'
upkeep_verify_whole='upkeep verify whole'
upkeep_restore_database='upkeep restore database --into "$NEW"'
upkeep_restore_files='upkeep restore whole --files --to "$TO"'
upkeep_restored_files='$TO/files'
upkeep_note='`verify` restores into a private server and compares every row and file (L5); the others only read their copy.'

upkeep_describe() {
    mkdir -p "$UPKEEP_WORK/apps"
    local app
    for app in database whole; do
        cat >"$UPKEEP_WORK/apps/$app.yml" <<END
app: $app
host: local
database:
  engine: postgres
  name: $DB
  host: 127.0.0.1
  port: $PGPORT
  user: bench
  password: env:PGPASSWORD
$([ $app = whole ] && printf 'files:\n  files: %s\n' "$FILES")
backup:
  store: $STORE/sets-$app
END
    done
}
upkeep() { "$HOME_OF_BENCH/upkeep" "$@" --config "$UPKEEP_WORK/apps" --state "$UPKEEP_WORK/state" --json >>"$WORK/upkeep.log"; }
