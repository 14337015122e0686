#!/bin/bash
# scripts/cleanup.sh

LOG_DIR="/home/vms/vms/logs"
DAYS_TO_KEEP=30

# Remove old log files
find $LOG_DIR -name "*.log" -mtime +$DAYS_TO_KEEP -delete

# Remove old backup files
find /home/vms/backups -name "*.sql.gz" -mtime +30 -delete

echo "Cleanup completed: $(date)"
