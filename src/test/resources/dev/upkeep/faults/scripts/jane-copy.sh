pg_dump jane --file jane.sql
