-- One of everything that a PostgreSQL 15 database may hold and that a backup may lose. Load it with psql as a superuser
-- into an empty database of template0; roles may exist already from another load into the same server.
\set ON_ERROR_STOP on
SET client_min_messages = warning;

-- Roles -------------------------------------------------------------------------------------------------------------
DO $$
DECLARE wanted text;
BEGIN
  FOREACH wanted IN ARRAY ARRAY['every_owner', 'every_reader', 'every_writer', 'Every "Quoted" Rôle'] LOOP
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = wanted) THEN
      EXECUTE format('CREATE ROLE %I', wanted);
    END IF;
  END LOOP;
END $$;
ALTER ROLE every_owner LOGIN CREATEDB CONNECTION LIMIT 7;
ALTER ROLE every_writer LOGIN VALID UNTIL '2031-01-01 00:00:00+00';
GRANT every_reader TO every_writer;
GRANT pg_read_all_stats TO every_owner;

-- Extensions -------------------------------------------------------------------------------------------------------
CREATE SCHEMA tools;
CREATE EXTENSION pg_trgm SCHEMA tools;
CREATE EXTENSION btree_gist SCHEMA tools;
CREATE EXTENSION hstore SCHEMA tools;

CREATE SCHEMA app AUTHORIZATION every_owner;
CREATE SCHEMA "Odd ""Schema"" ü";
COMMENT ON SCHEMA app IS 'the application''s own';
GRANT USAGE ON SCHEMA app TO every_reader, every_writer;
GRANT USAGE ON SCHEMA "Odd ""Schema"" ü" TO PUBLIC;

-- Types -------------------------------------------------------------------------------------------------------------
CREATE TYPE app.mood AS ENUM ('sad', 'ok', 'happy', 'it''s "odd"');
ALTER TYPE app.mood ADD VALUE 'between' BEFORE 'happy';
CREATE DOMAIN app.positive AS integer DEFAULT 1 CONSTRAINT more_than_zero CHECK (VALUE > 0);
CREATE DOMAIN app.email AS text COLLATE "C" NOT NULL CHECK (VALUE ~ '@');
ALTER DOMAIN app.positive ADD CONSTRAINT below_a_million CHECK (VALUE < 1000000) NOT VALID;
CREATE TYPE app.address AS (street text, number app.positive, tags text[]);
CREATE TYPE app.float_span AS RANGE (SUBTYPE = float8, SUBTYPE_DIFF = float8mi);
COMMENT ON TYPE app.mood IS 'how a volunteer feels';

-- Every sort of value -----------------------------------------------------------------------------------------------
CREATE TABLE app.kinds (
  id bigint GENERATED ALWAYS AS IDENTITY (START WITH 100 INCREMENT BY 5 CACHE 3) PRIMARY KEY,
  a_bool boolean, a_small smallint, a_int integer, a_numeric numeric, a_money_like numeric(12, 2),
  a_real real, a_double double precision, a_char char(5), a_varchar varchar(40) COLLATE "C", a_text text,
  a_bytea bytea, a_date date, a_time time, a_timetz timetz, a_timestamp timestamp, a_timestamptz timestamptz(3),
  a_interval interval, a_uuid uuid, a_json json, a_jsonb jsonb, a_xml xml, a_inet inet, a_cidr cidr, a_mac macaddr,
  a_bit bit(8), a_varbit bit varying, a_point point, a_box box, a_path path, a_tsvector tsvector, a_tsquery tsquery,
  a_mood app.mood, a_positive app.positive, a_address app.address, some_addresses app.address[],
  some_ints integer[], a_matrix text[][], a_range int4range, a_multirange datemultirange, a_span app.float_span,
  a_hstore tools.hstore, an_oid oid, a_lsn pg_lsn, a_money money
);
INSERT INTO app.kinds (a_bool, a_text) VALUES (NULL, NULL), (true, ''), (false, '\N'), (true, E'tab\tline\nback\\slash\rend');
INSERT INTO app.kinds (a_real, a_double, a_numeric) VALUES
  ('NaN', 'NaN', 'NaN'), ('Infinity', '-Infinity', 'Infinity'), ('-0', '-0', '0'), (0.1, 0.1, 0.10),
  (1e-37, 5e-324, 123456789012345678901234567890.123456789), (3.4028235e38, 1.7976931348623157e308, '-Infinity');
INSERT INTO app.kinds (a_date, a_timestamp, a_timestamptz, a_time, a_timetz, a_interval) VALUES
  ('infinity', 'infinity', '-infinity', '24:00', '12:30:15.5+05:30', '1 year -2 mons +3 days -04:05:06.789'),
  ('4713-01-01 BC', '0044-03-15 12:00 BC', '2026-10-25 00:30:00+00', '00:00', '23:59:59.999999-12', '-0.000001 s');
INSERT INTO app.kinds (a_small, a_int, a_money_like, a_char, a_varchar, a_bytea, a_uuid, a_json, a_jsonb, a_xml, a_inet,
  a_cidr, a_mac, a_bit, a_varbit, a_point, a_box, a_path, a_tsvector, a_tsquery, a_mood, a_positive, a_address,
  some_addresses, some_ints, a_matrix, a_range, a_multirange, a_span, a_hstore, an_oid, a_lsn, a_money) VALUES
  (-32768, 2147483647, -0.01, 'ab', 'größe 漢字 🦉', '\x00ff0a5c09', '3f2504e0-4f89-11d3-9a0c-0305e82c3301',
   '{"b": 1,  "a": [1, 2]}', '{"b": 1, "a": null}', '<r a="1">x&amp;y<!-- c --></r>', '::1/64', '10.0.0.0/8',
   '08:00:2b:01:02:03', B'10101010', B'101', '(1,-2.5)', '(2,2),(0,0)', '[(0,0),(1,1)]', 'fat:2 cat:3A'::tsvector,
   'fat & !rat', 'between', 5, ROW('High "St", 1', 12, ARRAY['a', NULL, 'NULL', '']),
   ARRAY[ROW('x', 1, NULL)::app.address, NULL], '[0:2]={1,NULL,3}', ARRAY[['a', 'b'], ['{', E'"\\']],
   '[1,10)', '{[2026-01-01,2026-02-01),[2026-03-01,)}', '(0.1,]', 'k=>v, "n"=>NULL', 4294967295, '16/B374D848', 1234.5);

-- Generated columns, dropped columns, no columns, no key ------------------------------------------------------------
CREATE TABLE app.computed (
  net numeric NOT NULL, gone text, gross numeric GENERATED ALWAYS AS (round(net * 1.19, 2)) STORED,
  name text, search tsvector GENERATED ALWAYS AS (to_tsvector('pg_catalog.english', coalesce(name, ''))) STORED,
  PRIMARY KEY (net) INCLUDE (name)
);
INSERT INTO app.computed (net, gone, name) SELECT i, 'x', 'name of ' || i FROM generate_series(1, 50) i;
ALTER TABLE app.computed DROP COLUMN gone;
ALTER TABLE app.computed ADD COLUMN later text DEFAULT 'filled without a rewrite', ADD COLUMN plain int;
CREATE TABLE app.only_computed (gone int, one int GENERATED ALWAYS AS (1) STORED);
INSERT INTO app.only_computed (gone) VALUES (1), (2), (3);
ALTER TABLE app.only_computed DROP COLUMN gone;
CREATE TABLE app.no_columns ();
INSERT INTO app.no_columns DEFAULT VALUES;
INSERT INTO app.no_columns DEFAULT VALUES;
CREATE TABLE app.no_key (word text, n int);
INSERT INTO app.no_key VALUES ('same', 1), ('same', 1), ('same', NULL), (NULL, 1), ('', 1);
CREATE TABLE app.empty (id serial PRIMARY KEY, word text);
CREATE UNLOGGED TABLE app.unlogged (id int PRIMARY KEY, word text) WITH (fillfactor = 70, autovacuum_enabled = false);
INSERT INTO app.unlogged SELECT i, md5(i::text) FROM generate_series(1, 20) i;
CREATE TABLE app.storage (big text, small text COMPRESSION pglz);
ALTER TABLE app.storage ALTER big SET STORAGE EXTERNAL, ALTER big SET STATISTICS 321, ALTER small SET (n_distinct = -0.5);
INSERT INTO app.storage SELECT repeat(md5(i::text), 500), 's' FROM generate_series(1, 10) i;
CREATE TABLE app.typed OF app.address (street WITH OPTIONS NOT NULL);
INSERT INTO app.typed VALUES ('Main', 1, NULL);

-- Names -------------------------------------------------------------------------------------------------------------
CREATE TABLE "Odd ""Schema"" ü"."Tabelle mit ""Quote"", Komma; -- und 漢字" (
  "Spalte Ä" text, "select" int, "a""b" int, "with 'single'" text, "new
line" text);
INSERT INTO "Odd ""Schema"" ü"."Tabelle mit ""Quote"", Komma; -- und 漢字" VALUES ('ä', 1, 2, '''', E'\n');
COMMENT ON COLUMN "Odd ""Schema"" ü"."Tabelle mit ""Quote"", Komma; -- und 漢字"."a""b" IS E'several\nlines';
CREATE TABLE public."..%2F$(touch x)" ("\" text);
INSERT INTO public."..%2F$(touch x)" VALUES ('\.'), ('\\.');

-- Partitions, several levels and default; inheritance ---------------------------------------------------------------
CREATE TABLE app.event (id bigint NOT NULL, at date NOT NULL, kind text NOT NULL, note text, PRIMARY KEY (id, at, kind))
  PARTITION BY RANGE (at);
CREATE TABLE app.event_2025 PARTITION OF app.event FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
CREATE TABLE app.event_2026 PARTITION OF app.event FOR VALUES FROM ('2026-01-01') TO ('2027-01-01')
  PARTITION BY LIST (kind);
CREATE TABLE app.event_2026_a PARTITION OF app.event_2026 FOR VALUES IN ('a', 'A');
CREATE TABLE app.event_2026_hash PARTITION OF app.event_2026 FOR VALUES IN ('b') PARTITION BY HASH (id);
CREATE TABLE app.event_2026_hash_0 PARTITION OF app.event_2026_hash FOR VALUES WITH (MODULUS 2, REMAINDER 0);
CREATE TABLE app.event_2026_hash_1 (note text, gone int, kind text NOT NULL, at date NOT NULL, id bigint NOT NULL);
ALTER TABLE app.event_2026_hash_1 DROP COLUMN gone;
ALTER TABLE app.event_2026_hash ATTACH PARTITION app.event_2026_hash_1 FOR VALUES WITH (MODULUS 2, REMAINDER 1);
CREATE TABLE app.event_2026_rest PARTITION OF app.event_2026 DEFAULT;
CREATE TABLE app.event_rest PARTITION OF app.event DEFAULT;
CREATE INDEX event_note ON app.event (note);
INSERT INTO app.event SELECT i, date '2025-06-01' + i * 5, (ARRAY['a', 'A', 'b', 'c'])[1 + i % 4], 'note ' || i
  FROM generate_series(1, 200) i;
CREATE TABLE app.parent (id int PRIMARY KEY, name text NOT NULL CHECK (name <> ''));
CREATE TABLE app.child (extra text CHECK (extra <> 'no') NO INHERIT) INHERITS (app.parent);
INSERT INTO app.parent VALUES (1, 'in the parent');
INSERT INTO app.child VALUES (2, 'in the child', 'more');

-- Keys that go round in circles, exclusion, indexes -----------------------------------------------------------------
CREATE TABLE app.team (id int PRIMARY KEY, leader int NOT NULL, name text UNIQUE NULLS NOT DISTINCT);
CREATE TABLE app.member (id int PRIMARY KEY, team int REFERENCES app.team ON DELETE SET NULL (team), email app.email,
  mentor int REFERENCES app.member DEFERRABLE);
ALTER TABLE app.team ADD CONSTRAINT team_leader FOREIGN KEY (leader) REFERENCES app.member
  ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED;
BEGIN;
INSERT INTO app.team VALUES (1, 1, 'one'), (2, 2, NULL);
INSERT INTO app.member VALUES (1, 1, 'a@b', 2), (2, 2, 'c@d', 1);
COMMIT;
CREATE TABLE app.not_valid (id int, team int);
INSERT INTO app.not_valid VALUES (1, 99);
ALTER TABLE app.not_valid ADD CONSTRAINT to_team FOREIGN KEY (team) REFERENCES app.team NOT VALID,
  ADD CONSTRAINT small CHECK (id > 5) NOT VALID;
CREATE TABLE app.booking (room int, during tsrange, CONSTRAINT no_overlap
  EXCLUDE USING gist (room WITH OPERATOR(pg_catalog.=), during WITH &&) WHERE (room > 0) DEFERRABLE);
INSERT INTO app.booking VALUES (1, '[2026-01-01,2026-01-02)'), (1, '[2026-01-02,2026-01-03)');
CREATE INDEX member_trgm ON app.member USING gin ((email::text) tools.gin_trgm_ops);
CREATE UNIQUE INDEX member_lower ON app.member (lower(email::text) COLLATE "C" DESC NULLS LAST) INCLUDE (team)
  WITH (fillfactor = 80) WHERE team IS NOT NULL;
ALTER TABLE app.member CLUSTER ON member_pkey;
ALTER TABLE app.not_valid REPLICA IDENTITY FULL;
CREATE STATISTICS app.kinds_stat (ndistinct, mcv) ON a_int, a_text, (lower(a_varchar)) FROM app.kinds;
ALTER STATISTICS app.kinds_stat SET STATISTICS 55;

-- Code --------------------------------------------------------------------------------------------------------------
CREATE FUNCTION app.twice(n int, OUT result int) LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE COST 7
  RETURN n * 2;
CREATE FUNCTION app.stamp() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = app, pg_temp AS
  $body$ BEGIN NEW.note := coalesce(NEW.note, '') || ' stamped'; RETURN NEW; END $body$;
CREATE PROCEDURE app.do_nothing(INOUT n int DEFAULT 3) LANGUAGE plpgsql AS 'BEGIN COMMIT; END';
CREATE FUNCTION app.rows_of(VARIADIC words text[]) RETURNS TABLE (word text) LANGUAGE sql ROWS 5 AS 'SELECT unnest($1)';
CREATE AGGREGATE app.total(int) (SFUNC = pg_catalog.int4pl, STYPE = int, INITCOND = '0', PARALLEL = safe);
CREATE OPERATOR app.=== (LEFTARG = int, RIGHTARG = int, FUNCTION = pg_catalog.int4eq, COMMUTATOR = OPERATOR(app.===));
CREATE FUNCTION app.to_mood(text) RETURNS app.mood LANGUAGE sql IMMUTABLE AS 'SELECT $1::app.mood';
CREATE FUNCTION app.mood_of(n int) RETURNS app.mood LANGUAGE sql IMMUTABLE AS $$ SELECT 'ok'::app.mood $$;
CREATE CAST (int AS app.mood) WITH FUNCTION app.mood_of(int) AS ASSIGNMENT;
CREATE OPERATOR CLASS app.int_ops FOR TYPE int USING btree AS OPERATOR 3 pg_catalog.=, FUNCTION 1 pg_catalog.btint4cmp(int, int);
CREATE COLLATION app.plain (LOCALE = 'C');
CREATE TEXT SEARCH CONFIGURATION app.simple_words (COPY = pg_catalog.simple);
CREATE TEXT SEARCH DICTIONARY app.my_simple (TEMPLATE = pg_catalog.simple, accept = false);
REVOKE EXECUTE ON FUNCTION app.stamp() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.stamp() TO every_writer;
CREATE TRIGGER stamp BEFORE INSERT OR UPDATE OF note ON app.event FOR EACH ROW WHEN (NEW.id > 1000) EXECUTE FUNCTION app.stamp();
CREATE TRIGGER sleeping BEFORE INSERT ON app.event_2025 FOR EACH ROW EXECUTE FUNCTION app.stamp();
ALTER TABLE app.event_2025 DISABLE TRIGGER sleeping;
CREATE CONSTRAINT TRIGGER at_the_end AFTER INSERT ON app.event_rest DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION app.stamp();
ALTER TABLE app.event_rest ENABLE ALWAYS TRIGGER at_the_end;
CREATE FUNCTION app.watch() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN END';
CREATE EVENT TRIGGER every_watch ON ddl_command_end WHEN TAG IN ('CREATE TABLE', 'DROP TABLE') EXECUTE FUNCTION app.watch();
CREATE EVENT TRIGGER every_refusal ON ddl_command_start EXECUTE FUNCTION app.watch();
ALTER EVENT TRIGGER every_refusal DISABLE;

-- Views -------------------------------------------------------------------------------------------------------------
CREATE VIEW app.leaders WITH (security_barrier, security_invoker = true) AS
  SELECT t.name, m.email FROM app.team t JOIN app.member m ON m.id = t.leader;
CREATE VIEW app.some_events AS SELECT id, note FROM app.event WHERE id < 10 WITH LOCAL CHECK OPTION;
ALTER VIEW app.some_events ALTER note SET DEFAULT 'through the view';
CREATE MATERIALIZED VIEW app.per_kind AS SELECT kind, count(*) AS events FROM app.event GROUP BY kind;
CREATE UNIQUE INDEX per_kind_kind ON app.per_kind (kind);
CREATE MATERIALIZED VIEW app.not_populated AS SELECT 1 AS one WITH NO DATA;
CREATE RULE no_delete AS ON DELETE TO app.no_key DO INSTEAD NOTHING;
ALTER TABLE app.no_key DISABLE RULE no_delete;
CREATE VIEW app.updatable AS SELECT word FROM app.no_key WHERE n = 1;
CREATE RULE through AS ON INSERT TO app.updatable DO INSTEAD INSERT INTO app.no_key VALUES (NEW.word, 1) RETURNING word;

-- Sequences ---------------------------------------------------------------------------------------------------------
CREATE SEQUENCE app.down AS smallint INCREMENT -2 MINVALUE -100 MAXVALUE 50 START 50 CYCLE CACHE 2;
SELECT nextval('app.down');
CREATE SEQUENCE app.untouched START 77;
CREATE SEQUENCE app."Größe" OWNED BY app.empty.word;
SELECT setval('app."Größe"', 9223372036854775806, false);

-- Rights ------------------------------------------------------------------------------------------------------------
CREATE TABLE app.secret (id int PRIMARY KEY, owner text, value text);
INSERT INTO app.secret VALUES (1, 'every_reader', 'seen'), (2, 'somebody', 'hidden');
ALTER TABLE app.secret ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON app.secret AS PERMISSIVE FOR SELECT TO every_reader USING (owner = CURRENT_USER);
CREATE POLICY never ON app.secret AS RESTRICTIVE FOR UPDATE USING (true) WITH CHECK (value <> 'x');
ALTER TABLE app.secret OWNER TO every_owner;
GRANT SELECT ON app.secret, app.kinds TO every_reader;
GRANT SELECT (id), UPDATE (word) ON app.unlogged TO every_writer WITH GRANT OPTION;
GRANT USAGE ON SEQUENCE app.down TO "Every ""Quoted"" Rôle";
GRANT USAGE ON TYPE app.mood TO every_reader;
REVOKE ALL ON app.team FROM PUBLIC;
GRANT ALL ON app.team TO every_writer;
ALTER DEFAULT PRIVILEGES FOR ROLE every_owner IN SCHEMA app GRANT SELECT ON TABLES TO every_reader;
ALTER DEFAULT PRIVILEGES FOR ROLE every_owner REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC;
COMMENT ON TABLE app.team IS 'a comment with ''quotes'' and ünïcode';
COMMENT ON CONSTRAINT team_leader ON app.team IS 'deferred';
COMMENT ON FUNCTION app.twice(int) IS 'doubles';
COMMENT ON TRIGGER stamp ON app.event IS 'stamps';
COMMENT ON POLICY own ON app.secret IS 'only one''s own';
COMMENT ON INDEX app.member_trgm IS 'for searching';

-- Elsewhere ---------------------------------------------------------------------------------------------------------
CREATE PUBLICATION every_publication FOR TABLE app.team (id, name, leader), app.event WHERE (id > 5)
  WITH (publish = 'insert, update', publish_via_partition_root = true);
CREATE FOREIGN DATA WRAPPER every_wrapper OPTIONS (note 'nobody answers');
CREATE SERVER every_server TYPE 'none' FOREIGN DATA WRAPPER every_wrapper OPTIONS (host 'nowhere');
CREATE USER MAPPING FOR every_owner SERVER every_server OPTIONS (remote_user 'x');
CREATE FOREIGN TABLE app.far_away (id int OPTIONS (column_name 'ID'), word text) SERVER every_server OPTIONS (tab 't');

-- Large objects -----------------------------------------------------------------------------------------------------
SELECT lo_from_bytea(4001, 'a small one'), lo_from_bytea(4002, decode(repeat('00ff', 5000), 'hex')), lo_create(4003);
SELECT lo_from_bytea(4004, 'after a hole');
SELECT lo_put(4004, 100000, 'far behind');
ALTER LARGE OBJECT 4002 OWNER TO every_owner;
GRANT SELECT ON LARGE OBJECT 4001 TO every_reader;
COMMENT ON LARGE OBJECT 4001 IS 'a large object''s comment';

-- Owners ------------------------------------------------------------------------------------------------------------
ALTER TABLE app.kinds OWNER TO every_owner;
ALTER FUNCTION app.twice(int) OWNER TO every_owner;
ALTER TABLE "Odd ""Schema"" ü"."Tabelle mit ""Quote"", Komma; -- und 漢字" OWNER TO "Every ""Quoted"" Rôle";

-- The database itself -----------------------------------------------------------------------------------------------
DO $$
BEGIN
  EXECUTE format('ALTER DATABASE %I SET work_mem = ''7MB''', current_database());
  EXECUTE format('ALTER DATABASE %I SET search_path = app, "Odd ""Schema"" ü", public', current_database());
  EXECUTE format('ALTER DATABASE %I SET DateStyle = ''SQL, DMY''', current_database());
  EXECUTE format('ALTER ROLE every_writer IN DATABASE %I SET statement_timeout = ''3min''', current_database());
  EXECUTE format('ALTER DATABASE %I CONNECTION LIMIT 42', current_database());
  EXECUTE format('REVOKE TEMPORARY ON DATABASE %I FROM PUBLIC', current_database());
  EXECUTE format('GRANT CONNECT, TEMPORARY ON DATABASE %I TO every_writer', current_database());
  EXECUTE format('COMMENT ON DATABASE %I IS %L', current_database(), 'everything, with ''quotes'' and ü');
END $$;
