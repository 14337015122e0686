-- Events, shifts, sign-ups and what surrounds them.
INSERT INTO event_kinds SELECT i, 'Kind ' || i, i % 3 = 0 FROM generate_series(1, 12) i;
INSERT INTO events (id, title, kind_id, venue_id, state, starts, duration, description, revision)
SELECT i, pg_temp.pick('{Career day,Food bank,Reading hour,River clean-up,Summer fête,Tutoring}', i, 20) || ' ' || i, 1 + i % 12,
    1 + i % 260,
    (CASE WHEN i > 3900 THEN 'published' WHEN i % 40 = 0 THEN 'cancelled' ELSE 'done' END)::event_state,
    timestamp '2023-01-07 09:00' + make_interval(hours => i * 8), make_interval(hours => 2 + i % 6),
    'We meet at ' || pg_temp.pick('{the gate,the hall,the bridge}', i, 21) || ', bring ' || pg_temp.pick('{gloves,books,good will}', i, 22), 1
FROM generate_series(1, 4000) i;
INSERT INTO venue_bookings
SELECT id, venue_id, id, tsrange(starts, starts + duration) FROM events WHERE state <> 'cancelled';
INSERT INTO tags SELECT i, 'tag-' || i FROM generate_series(1, 40) i;
INSERT INTO event_tags SELECT 1 + i % 4000, 1 + (i % 4000 + i / 4000 * 11) % 40 FROM generate_series(0, 7999) i;
INSERT INTO event_organisations
SELECT 1 + i % 4000, 1 + (i % 4000 * 3 + i / 4000 * 17) % 420, pg_temp.pick('{host,sponsor,helper}', i, 23) FROM generate_series(0, 5999) i;
INSERT INTO shifts
SELECT i, e.id, pg_temp.pick('{Set-up,Morning,Afternoon}', i, 24), e.starts + make_interval(mins => 30 * (i % 3)),
    e.starts + make_interval(mins => 30 * (i % 3)) + e.duration, 4 + pg_temp.dice(i, 25, 12)
FROM generate_series(1, 12000) i JOIN events e ON e.id = 1 + (i - 1) / 3;
INSERT INTO signups
SELECT i, 1 + (i - 1) / 4, 1 + (pg_temp.dice((i - 1) / 4, 26, 8000) + i % 4 * 1999) % 8000,
    (CASE WHEN i > 46800 THEN 'confirmed' WHEN i % 29 = 0 THEN 'no-show' WHEN i % 31 = 0 THEN 'withdrawn' ELSE 'attended' END)::signup_state,
    timestamptz '2022-12-20 10:00+00' + make_interval(mins => i * 40), CASE WHEN i % 11 = 0 THEN 'Will be 10 minutes late' END
FROM generate_series(1, 48000) i;
INSERT INTO expenses
SELECT i, 1 + pg_temp.dice(i, 27, 8000), 1 + i % 4000, 3 + pg_temp.dice(i, 28, 9000) / 100.0, i % 6 > 0, 'Bus and parking, day ' || i % 365
FROM generate_series(1, 4200) i;
INSERT INTO feedback
SELECT i, 1 + i % 4000, 1 + pg_temp.dice(i, 29, 8000), 1 + pg_temp.dice(i, 30, 5), CASE WHEN i % 3 = 0 THEN 'A good day, thank you! 👍' END
FROM generate_series(1, 9000) i;
INSERT INTO photos
SELECT i, 1 + i * 11 % 4000, 'photos/' || lpad(i::text, 4, '0') || '.jpg', sha256(convert_to('photo' || i, 'UTF8')),
    timestamp '2025-06-01 14:00' + make_interval(mins => i * 97)
FROM generate_series(1, 120) i;
