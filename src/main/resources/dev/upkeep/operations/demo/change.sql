-- A month goes by: about 1 % of the rows change.
SET ROLE vms_owner;
SET vms.account = 'user7';
-- The month's hours are approved,
UPDATE hours SET approved_by = 'Grace Müller' WHERE id > 147500;
-- new ones come in,
INSERT INTO hours (person_id, event_id, served_on, amount, task, entered_at)
SELECT 1 + i * 37 % 8000, 3751 + i % 200, date '2026-06-09' + i / 120, 0.5 * (1 + i % 12), 'kitchen', timestamptz '2026-06-09 18:00+00' + make_interval(mins => i * 12)
FROM generate_series(1, 1500) i;
-- some people move, some sign-ups are confirmed, a few leave.
UPDATE people SET address = ROW('1 New Road', '66101', 'Kansas City')::postal_address WHERE id BETWEEN 2000 AND 2199;
UPDATE signups SET state = 'attended' WHERE id BETWEEN 46801 AND 47000;
DELETE FROM message_recipients WHERE message_id = 3000;
REFRESH MATERIALIZED VIEW reporting.hours_by_year;
RESET ROLE;
