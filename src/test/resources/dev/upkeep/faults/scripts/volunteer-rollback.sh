#!/bin/bash
# scripts/rollback.sh

BACKUP_FILE=$1
if [ -z "$BACKUP_FILE" ]; then
    echo "Usage: $0 <backup_file>"
    exit 1
fi

echo "Rolling back to: $BACKUP_FILE"

# Stop application
sudo systemctl stop vms

# Restore database
gunzip -c $BACKUP_FILE | psql -U vms_user -d vms_production

# Start application
sudo systemctl start vms

echo "Rollback completed"
