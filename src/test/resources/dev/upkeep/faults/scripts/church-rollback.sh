# 3. Restore database (if schema changed)
pg_restore -U chms_user -d chms_production -c "$BACKUP_DIR/db_YYYYMMDD.dump.gz"
