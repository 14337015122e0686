pg_dump -c -O -F p -f /web/projop/filestorage/backup/pg_dump.sql
