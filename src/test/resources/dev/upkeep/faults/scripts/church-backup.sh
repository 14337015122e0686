# Create backup script: /usr/local/bin/backup-chms-db.sh
#!/bin/bash
BACKUP_DIR="/var/backups/chms"
DATE=$(date +%Y%m%d_%H%M%S)
DB_NAME="chms_production"
DB_USER="chms_user"

# Create backup directory if it doesn't exist
mkdir -p $BACKUP_DIR

# Create database backup
pg_dump -U $DB_USER -h localhost -F c -b -v -f "$BACKUP_DIR/db_${DATE}.dump" $DB_NAME

# Compress backup
gzip "$BACKUP_DIR/db_${DATE}.dump"

# Remove backups older than 30 days
find $BACKUP_DIR -name "db_*.dump.gz" -mtime +30 -delete

# Log backup completion
echo "$(date): Database backup completed: db_${DATE}.dump.gz" >> /var/log/chms-backup.log
