# restic of an uncompressed directory dump and of the files, as its manual recommends for deduplication. It always encrypts.
restic_title='restic (dump + files)'
restic_needs=restic
restic_prepare='restic -q init --repository-version 2'
restic_backup_database='rm -rf "$DUMPS/db" && pg_dump -Fd -j2 -Z0 -f "$DUMPS/db" "$DB" && restic -q backup --tag db "$DUMPS/db"'
restic_backup_files='restic -q backup --tag files "$FILES"'
restic_verify_database='restic -q check --read-data'
restic_verify_files=true
restic_restore_database='rm -rf "$DUMPS" && restic -q restore latest --tag db --target / && createdb "$NEW" && pg_restore -j2 --exit-on-error -d "$NEW" "$DUMPS/db"'
restic_restore_files='restic -q restore latest --tag files --target "$TO"'
restic_restored_files='$TO$FILES'
restic_note='`check --read-data` reads the whole repository, files too; its time stands under database.'
