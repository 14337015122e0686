#!/bin/bash
BACKUP_DIR="/var/backups/chms"
DATE=$(date +%Y%m%d)

# Check if today's backup exists
if [ -f "$BACKUP_DIR/db_${DATE}*.dump.gz" ]; then
    echo "✓ Database backup found for $DATE"
    # Test backup integrity
    gunzip -t "$BACKUP_DIR/db_${DATE}"*.dump.gz
    if [ $? -eq 0 ]; then
        echo "✓ Backup integrity verified"
    else
        echo "✗ Backup integrity check failed"
        # Send alert
        mail -s "ChMS Backup Verification Failed" admin@example.com
    fi
else
    echo "✗ No backup found for $DATE"
    # Send alert
    mail -s "ChMS Backup Missing" admin@example.com
fi
