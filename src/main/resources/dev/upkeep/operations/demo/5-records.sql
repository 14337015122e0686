-- The large tables: hours, messages, imports, the audit log.
INSERT INTO hours (id, person_id, event_id, served_on, amount, task, approved_by, entered_at, revision)
SELECT i, 1 + pg_temp.dice(i, 31, 8000), 1 + i / 40, date '2023-01-07' + i / 120, 0.25 * (1 + pg_temp.dice(i, 32, 32)),
    pg_temp.pick('{set-up,teaching,driving,kitchen,clean-up,welcome desk}', i, 33),
    CASE WHEN i < 149000 THEN pg_temp.pick('{Hanna Becker,Noah Rossi,Olga Ivanova}', i, 34) END,
    timestamptz '2023-01-07 18:00+00' + make_interval(mins => i * 12), 1
FROM generate_series(1, 150000) i;

INSERT INTO certificate_kinds SELECT i, 'Thanks for ' || i * 25 || ' hours', i * 25 FROM generate_series(1, 8) i;
INSERT INTO certificates
SELECT i, 1 + pg_temp.dice(i, 35, 8000), 1 + i % 8, date '2023-02-01' + i / 7, 'C-' || 100000 + i,
    CASE WHEN i <= 240 THEN 'certificates/C-' || 100000 + i || '.pdf' END, sha256(convert_to('seal' || i, 'UTF8'))
FROM generate_series(1, 9000) i;
INSERT INTO trainings SELECT i, 'Training ' || i, CASE WHEN i % 3 > 0 THEN make_interval(months => 12 * (i % 3)) END FROM generate_series(1, 30) i;
INSERT INTO training_sessions
SELECT i, 1 + i % 30, date '2023-01-10' + i * 3, pg_temp.first_name(i * 17) FROM generate_series(1, 400) i;
INSERT INTO training_attendance
SELECT 1 + i % 400, 1 + (i * 37) % 8000, CASE WHEN i % 20 > 0 THEN i % 9 > 0 END, CASE WHEN i % 777 = 0 THEN 'NaN' ELSE i % 101 / 3.0 END
FROM generate_series(0, 5999) i;
INSERT INTO donations
SELECT i, CASE WHEN i % 2 = 0 THEN 1 + i % 420 END, CASE WHEN i % 2 = 1 THEN 1 + i % 9000 END,
    ((500 + pg_temp.dice(i, 36, 99500)) / 100.0)::numeric::money, date '2023-01-02' + i / 3, CASE WHEN i % 4 = 0 THEN 'Books' END
FROM generate_series(1, 3500) i;

INSERT INTO message_templates
SELECT i, 'template-' || i, 'Hello {{name}} (' || i || ')', ('<mail n="' || i || '"><p>Dear {{name}} &amp; friends</p></mail>')::xml
FROM generate_series(1, 25) i;
INSERT INTO messages
SELECT i, 1 + i % 25, 'We need you on Saturday ' || i, E'Dear all,\n\n' || repeat('there is work to do. ', 3 + i % 20) || E'\n\nThank you!',
    CASE WHEN i < 2990 THEN timestamptz '2023-01-05 07:00+00' + make_interval(hours => i * 10) END
FROM generate_series(1, 3000) i;
INSERT INTO message_recipients
SELECT 1 + i / 15, 1 + (i * 7919::bigint % 9000), 'person' || 1 + (i * 7919::bigint % 9000) || '@mail.example',
    CASE WHEN i % 3 > 0 THEN timestamptz '2023-01-06 09:00+00' + make_interval(mins => i * 40) END, i % 97 = 0
FROM generate_series(0, 44999) i;

INSERT INTO import_runs
SELECT i, CASE WHEN i % 2 = 0 THEN 'volunteers' ELSE 'schools' END, timestamptz '2026-01-01 02:00+00' + make_interval(days => i),
    CASE WHEN i % 60 > 0 THEN make_interval(secs => 100 + i) END, 60 + i, CASE WHEN i % 60 > 0 THEN 'done' ELSE 'failed' END
FROM generate_series(1, 300) i;
INSERT INTO import_rows
SELECT 1 + i / 60, i % 60, '003' || upper(left(md5('row' || i), 15)),
    jsonb_build_object('FirstName', pg_temp.first_name(i), 'LastName', pg_temp.last_name(i), 'Hours', i % 80, 'Email', NULL)
FROM generate_series(0, 17999) i;
INSERT INTO import_errors SELECT 1 + i % 300, CASE WHEN i % 3 > 0 THEN i % 60 END, 'line ' || i || ': no such school' FROM generate_series(1, 900) i;
INSERT INTO import_staging SELECT '003' || upper(left(md5('row' || i), 15)), json_build_object('n', i) FROM generate_series(1, 500) i;

INSERT INTO accounts
SELECT i, 'user' || i, CASE WHEN i > 3 THEN i * 9 END, 'scrypt:32768:8:1$' || md5('hash' || i),
    timestamptz '2026-09-01 06:00+00' + make_interval(hours => i), ('10.0.' || i % 4 || '.' || i)::inet
FROM generate_series(1, 60) i;
INSERT INTO account_roles SELECT 1 + i % 60, CASE WHEN i < 60 THEN 'viewer' ELSE 'coordinator' END FROM generate_series(0, 89) i;
INSERT INTO settings SELECT 'setting.' || i, jsonb_build_object('value', i, 'text', repeat('x', i % 9)) FROM generate_series(1, 40) i;
INSERT INTO letterheads
SELECT i, 'Letterhead ' || i, lo_from_bytea(700000 + i, decode(repeat(md5('letter' || i), 200 * i), 'hex')) FROM generate_series(1, 12) i;
INSERT INTO alembic_version VALUES ('9f3c1d7be2a4');
INSERT INTO audit.entries
SELECT timestamptz '2025-12-28 00:00+00' + make_interval(mins => i * 8), 'user' || 1 + i % 60, pg_temp.pick('{insert,update,delete}', i, 37),
    pg_temp.pick('{people,events,signups,hours}', i, 38), (1 + pg_temp.dice(i, 39, 9000))::text,
    CASE WHEN i % 3 > 0 THEN jsonb_build_object('status', 'active', 'n', i % 90) END,
    CASE WHEN i % 5 > 0 THEN jsonb_build_object('status', 'paused', 'n', i % 91) END
FROM generate_series(1, 60000) i;

SELECT setval('certificate_number', 109000), setval('invoice_number', 45, false);
SELECT setval(pg_get_serial_sequence('people', 'id'), 9000), setval(pg_get_serial_sequence('hours', 'id'), 150000);
