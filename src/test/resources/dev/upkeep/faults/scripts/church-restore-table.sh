# Extract specific table from backup
pg_restore -U chms_user -d chms_production \
    -t members "$BACKUP_DIR/db_YYYYMMDD.dump.gz"
