#!/bin/bash
BACKUP_DIR="/var/backups/chms"
DATE=$(date +%Y%m%d_%H%M%S)
APP_DIR="/var/www/chms-production"

mkdir -p $BACKUP_DIR

# Backup uploaded files
tar -czf "$BACKUP_DIR/files_${DATE}.tar.gz" \
    -C $APP_DIR/backend storage/app/public \
    --exclude="*.tmp" --exclude="*.cache"

# Remove backups older than 14 days
find $BACKUP_DIR -name "files_*.tar.gz" -mtime +14 -delete

echo "$(date): Files backup completed: files_${DATE}.tar.gz" >> /var/log/chms-backup.log
