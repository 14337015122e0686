#!/bin/bash
# scripts/update.sh

set -e

APP_DIR="/home/vms/vms"
BACKUP_DIR="/home/vms/backups"
DATE=$(date +%Y%m%d_%H%M%S)

echo "Starting VMS update..."

# Create backup
echo "Creating backup..."
pg_dump -U vms_user -h localhost vms_production | gzip > $BACKUP_DIR/pre_update_$DATE.sql.gz

# Stop application
echo "Stopping application..."
sudo systemctl stop vms

# Update code
echo "Updating code..."
cd $APP_DIR
git fetch origin
git reset --hard origin/main

# Update dependencies
echo "Updating dependencies..."
source venv/bin/activate
pip install -r requirements.txt

# Run database migrations
echo "Running database migrations..."
python -c "from app import create_app; app = create_app(); app.app_context().push(); from models import db; db.create_all()"

# Start application
echo "Starting application..."
sudo systemctl start vms

# Health check
echo "Performing health check..."
sleep 10
if curl -f http://localhost:5000/health; then
    echo "Update completed successfully!"
else
    echo "Health check failed! Rolling back..."
    # Rollback logic here
    exit 1
fi
