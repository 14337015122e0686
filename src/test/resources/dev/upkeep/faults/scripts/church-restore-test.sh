# Restore database
pg_restore -U chms_user -d chms_test -c "$BACKUP_DIR/db_YYYYMMDD.dump.gz"

# Verify record counts
psql -U chms_user -d chms_test -c "SELECT COUNT(*) FROM members;"
