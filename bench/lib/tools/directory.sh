# What a careful person makes of the same programs: the directory format, two jobs.
directory_title='`pg_dump -Fd -j2`, `tar czf`'
directory_backup_database='pg_dump -Fd -j2 -f "$STORE/db-$SET" "$DB"'
directory_backup_files='tar -czf "$STORE/files-$SET.tar.gz" -C "$FILES" .'
directory_verify_database='pg_restore -f /dev/null "$STORE/db-$SET"'
directory_verify_files='tar -tzf "$STORE/files-$SET.tar.gz" > /dev/null'
directory_restore_database='createdb "$NEW" && pg_restore -j2 --exit-on-error -d "$NEW" "$STORE/db-$SET"'
directory_restore_files='mkdir "$TO" && tar -xzf "$STORE/files-$SET.tar.gz" -C "$TO"'
