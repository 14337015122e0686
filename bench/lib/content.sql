-- What is compared before speed is: every table's count and content, every sequence, how many indexes and constraints.
SELECT format('SELECT %L, count(*), coalesce(sum(hashtextextended(r::text, 0)::numeric), 0) FROM %s r', c.oid::regclass, c.oid::regclass)
FROM pg_class c WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace ORDER BY c.relname
\gexec
SELECT sequencename, last_value FROM pg_sequences ORDER BY 1;
SELECT 'indexes', count(*) FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid
WHERE c.relnamespace = 'public'::regnamespace AND i.indisvalid;
SELECT 'constraints', count(*) FROM pg_constraint WHERE connamespace = 'public'::regnamespace AND convalidated;
