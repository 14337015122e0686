killall -9 nsd; dropdb projop
createdb projop
psql -f pg_dump.xxxx.sql 2>&1 > import.log
