-- The same rows every time: numbers come out of arithmetic, never out of random() or the clock.
-- dice(i, salt, sides): a number from 0 to sides - 1 that looks thrown but belongs to i and salt.
CREATE FUNCTION pg_temp.dice(i bigint, salt int, sides int) RETURNS int LANGUAGE sql IMMUTABLE AS
    'SELECT ((((i * 2654435761 + salt * 97003) % 2147483647) * 48271 % 2147483647) % sides)::int';
CREATE FUNCTION pg_temp.pick(words text[], i bigint, salt int) RETURNS text LANGUAGE sql IMMUTABLE AS
    'SELECT words[1 + pg_temp.dice(i, salt, cardinality(words))]';
CREATE FUNCTION pg_temp.first_name(i bigint) RETURNS text LANGUAGE sql IMMUTABLE AS $$
    SELECT pg_temp.pick('{Ada,Ayşe,Benjamin,Björn,Carlos,Chloë,Dmitri,Émile,Fatima,Grace,Hanna,Ingrid,Jörg,Keiko,Lars,Mária,
        Noah,Olga,Priya,Quentin,Rosa,Søren,Tomás,Uwe,Věra,Wanjiru,Xenia,Yusuf,Zoë,李,Παύλος,Ольга}'::text[], i, 1) $$;
CREATE FUNCTION pg_temp.last_name(i bigint) RETURNS text LANGUAGE sql IMMUTABLE AS $$
    SELECT pg_temp.pick('{Almeida,Becker,Çelik,D''Souza,Eriksson,Fischer,García,Hofmann,Ivanova,Jansen,Kowalski,Lindqvist,
        Müller,Nguyen,O''Brien,Popescu,Quist,Rossi,Schmidt,Tanaka,Uhlmann,Vogel,Weiß,Xu,Yılmaz,Zieliński}'::text[], i, 2) $$;

INSERT INTO districts SELECT i, 'District ' || i, pg_temp.pick('{KS,MO,NE,IA}', i, 3) FROM generate_series(1, 24) i;
INSERT INTO schools
SELECT i, 1 + i % 24, pg_temp.last_name(i * 7) || ' School No. ' || i, pg_temp.pick('{elementary,middle,high}', i, 4),
    '001' || upper(left(md5('school' || i), 15)), ROW(i || ' School Lane', (10000 + i * 37)::text, 'Town ' || i % 40)::postal_address
FROM generate_series(1, 180) i;
INSERT INTO organisations
SELECT i, pg_temp.last_name(i * 11) || pg_temp.pick('{" & Sons"," Foundation"," Bank"," Church"," e. V."," University"}', i, 5) || ' ' || i,
    pg_temp.pick('{company,charity,church,school,city}', i, 6), NULL, CASE WHEN i % 3 > 0 THEN 'https://org' || i || '.example' END,
    ROW(i || ' Market Street', (20000 + i * 41)::text, 'Town ' || i % 40)::postal_address, i % 17 > 0
FROM generate_series(1, 420) i;
INSERT INTO venues
SELECT i, 'Hall ' || i, CASE WHEN i % 4 > 0 THEN i END, 10 + pg_temp.dice(i, 7, 400),
    point(39 + pg_temp.dice(i, 8, 1000) / 1000.0, -94 - pg_temp.dice(i, 9, 1000) / 1000.0), int4range(7 + i % 3, 18 + i % 5)
FROM generate_series(1, 260) i;

INSERT INTO people (id, key, first_name, last_name, email, phone, birth_date, organisation_id, address, nicknames, created_at, revision)
SELECT i, md5('person' || i)::uuid, pg_temp.first_name(i), pg_temp.last_name(i * 13),
    CASE WHEN i % 19 > 0 THEN 'person' || i || '@mail' || i % 7 || '.example' END,
    CASE WHEN i % 5 > 0 THEN '+1 913 555 ' || lpad((i % 10000)::text, 4, '0') ELSE '' END,
    date '1946-01-01' + pg_temp.dice(i, 10, 23000), CASE WHEN i % 3 = 0 THEN 1 + pg_temp.dice(i, 11, 420) END,
    CASE WHEN i % 8 > 0 THEN ROW(i % 200 || ' Oak "Old" Road', (30000 + i)::text, 'Town ' || i % 40)::postal_address END,
    CASE i % 10 WHEN 0 THEN ARRAY['the "quick"', 'a,b', NULL] WHEN 1 THEN ARRAY[pg_temp.first_name(i + 1)] ELSE '{}' END,
    timestamptz '2015-03-01 08:00+00' + make_interval(mins => i * 577), 1 + i % 3
FROM generate_series(1, 9000) i;
UPDATE organisations SET main_contact_id = id * 21;
INSERT INTO volunteers
SELECT i, date '2016-01-01' + pg_temp.dice(i, 12, 3800), pg_temp.pick('{active,active,active,paused,left}', i, 13),
    CASE i % 6 WHEN 0 THEN E'One day,\nI help.\tAnd then \\again' WHEN 1 THEN '' END,
    jsonb_build_object('mail', i % 2 = 0, 'distance', i % 50, 'days', jsonb_build_array('sat', i % 7)),
    ARRAY[int4range(8, 12), int4range(13 + i % 3, 18)]
FROM generate_series(1, 8000) i;
INSERT INTO "EmergencyContact"
SELECT i, i, pg_temp.first_name(i * 3) || ' ' || pg_temp.last_name(i * 13), '+1 816 555 ' || lpad((i % 10000)::text, 4, '0'),
    pg_temp.pick('{partner,parent,friend,child}', i, 14)
FROM generate_series(1, 6000) i;
INSERT INTO skills SELECT i, pg_temp.pick('{Cooking,Driving,Teaching,First aid,Painting,Accounting}', i, 15) || ' ' || i,
    pg_temp.pick('{hands,head,heart}', i, 16) FROM generate_series(1, 120) i;
INSERT INTO volunteer_skills
SELECT 1 + i % 8000, 1 + (i % 8000 + i / 8000 * 31) % 120, 1 + pg_temp.dice(i, 17, 5), CASE WHEN i % 4 > 0 THEN date '2012-01-01' + i % 5000 END
FROM generate_series(0, 20999) i;
INSERT INTO languages SELECT chr(97 + i / 26) || chr(97 + i % 26), 'Language ' || i FROM generate_series(0, 29) i;
INSERT INTO volunteer_languages
SELECT 1 + i % 8000, chr(97 + (i * 7 + i / 8000) % 30 / 26) || chr(97 + (i * 7 + i / 8000) % 30 % 26), i % 3 = 0 FROM generate_series(0, 9599) i;
INSERT INTO background_checks
SELECT i, i, date '2023-01-01' + pg_temp.dice(i, 18, 1000), date '2026-01-01' + pg_temp.dice(i, 18, 1000),
    (CASE WHEN i % 400 = 0 THEN 'refused' WHEN i % 50 = 0 THEN 'needs review' ELSE 'clear' END)::check_result
FROM generate_series(1, 8000) i;
INSERT INTO consents
SELECT 1 + i / 2, CASE i % 2 WHEN 0 THEN 'newsletter' ELSE 'photos' END, timestamptz '2024-05-25 00:00+00' + make_interval(mins => i * 31),
    CASE WHEN i % 23 = 0 THEN timestamptz '2026-02-01 12:00+00' + make_interval(hours => i % 900) END
FROM generate_series(0, 15999) i;
INSERT INTO notes
SELECT i, 1 + pg_temp.dice(i, 19, 9000), CASE WHEN i % 4 = 0 THEN i - 1 END, pg_temp.first_name(i * 5),
    'Called on day ' || i % 365 || E'; asked for "weekends only".\nWill call again.', i % 9 = 0
FROM generate_series(1, 2500) i;
