psql jane < jane.sql
