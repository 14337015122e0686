-- Views, functions, triggers, rights.
CREATE FUNCTION next_revision() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.revision := OLD.revision + 1;
    RETURN NEW;
END $$;
CREATE TRIGGER revision BEFORE UPDATE ON people FOR EACH ROW EXECUTE FUNCTION next_revision();
CREATE TRIGGER revision BEFORE UPDATE ON events FOR EACH ROW EXECUTE FUNCTION next_revision();
CREATE TRIGGER revision BEFORE UPDATE ON hours FOR EACH ROW EXECUTE FUNCTION next_revision();
CREATE FUNCTION audit.record() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = audit, pg_temp AS $$
BEGIN
    INSERT INTO audit.entries VALUES (now(), current_setting('vms.account', true), lower(TG_OP), TG_TABLE_NAME, NEW.id::text,
        CASE WHEN TG_OP = 'UPDATE' THEN to_jsonb(OLD) END, to_jsonb(NEW));
    RETURN NULL;
END $$;
CREATE TRIGGER audit AFTER INSERT OR UPDATE ON people FOR EACH ROW EXECUTE FUNCTION audit.record();
CREATE TRIGGER audit AFTER INSERT OR UPDATE ON events FOR EACH ROW EXECUTE FUNCTION audit.record();
ALTER TABLE events DISABLE TRIGGER audit;
CREATE PROCEDURE approve(until date, approver text) LANGUAGE sql AS
    'UPDATE hours SET approved_by = approver WHERE approved_by IS NULL AND served_on <= until';

CREATE VIEW active_volunteers WITH (security_barrier) AS
    SELECT p.id, p.full_name, p.email, v.joined FROM people p JOIN volunteers v ON v.person_id = p.id WHERE v.status = 'active';
CREATE MATERIALIZED VIEW reporting.hours_by_year AS
    SELECT extract(year FROM served_on)::int AS year, count(*) AS entries, count(DISTINCT person_id) AS people, sum(amount) AS hours
    FROM hours GROUP BY 1;
CREATE UNIQUE INDEX ON reporting.hours_by_year (year);
CREATE MATERIALIZED VIEW reporting.not_yet_counted AS SELECT kind_id, count(*) FROM certificates GROUP BY 1 WITH NO DATA;
COMMENT ON MATERIALIZED VIEW reporting.hours_by_year IS 'What the grants are paid by';

ALTER TABLE notes ENABLE ROW LEVEL SECURITY;
CREATE POLICY not_confidential ON notes FOR SELECT TO vms_app USING (NOT confidential);

GRANT USAGE ON SCHEMA audit, reporting TO vms_report;
GRANT SELECT ON reporting.hours_by_year TO vms_report;
GRANT SELECT (id, first_name, last_name) ON people TO vms_report;
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO vms_app;
GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO vms_app;
REVOKE DELETE ON hours, certificates FROM vms_app;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT ON TABLES TO vms_report;
DO $$
BEGIN
    FOR number IN 700001..700012 LOOP
        EXECUTE format('GRANT SELECT ON LARGE OBJECT %s TO vms_app, vms_backup', number);
    END LOOP;
END $$;

RESET ROLE;
ANALYZE;
