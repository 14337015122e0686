#!/bin/bash
# scripts/backup.sh

BACKUP_DIR="/home/vms/backups"
DATE=$(date +%Y%m%d_%H%M%S)
DB_NAME="vms_production"

# Create backup directory
mkdir -p $BACKUP_DIR

# Database backup
pg_dump -U vms_user -h localhost $DB_NAME | gzip > $BACKUP_DIR/vms_$DATE.sql.gz

# Keep only last 30 days of backups
find $BACKUP_DIR -name "vms_*.sql.gz" -mtime +30 -delete

# Upload to cloud storage (optional)
# aws s3 cp $BACKUP_DIR/vms_$DATE.sql.gz s3://your-backup-bucket/

echo "Backup completed: vms_$DATE.sql.gz"
