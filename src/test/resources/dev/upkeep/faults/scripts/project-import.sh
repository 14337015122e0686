createdb projop
psql -f pg_dump.xxxx.sql 2>&1 > import.log
