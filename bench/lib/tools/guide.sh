# The guides' own scripts: one plain dump through gzip, one tar. `pipefail` is the only word that we added.
guide_title='`pg_dump \| gzip`, `tar czf` (the guides)'
guide_backup_database='pg_dump "$DB" | gzip > "$STORE/db-$SET.sql.gz"'
guide_backup_files='tar -czf "$STORE/files-$SET.tar.gz" -C "$FILES" .'
guide_verify_database='gunzip -t "$STORE/db-$SET.sql.gz"'
guide_verify_files='gunzip -t "$STORE/files-$SET.tar.gz"'
guide_restore_database='createdb "$NEW" && gunzip -c "$STORE/db-$SET.sql.gz" | psql -q -o /dev/null "$NEW"'
guide_restore_files='mkdir "$TO" && tar -xzf "$STORE/files-$SET.tar.gz" -C "$TO"'
