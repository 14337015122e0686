-- The accounts of the volunteer system. Passwords are set elsewhere: none stands in a file.
CREATE ROLE vms_owner NOLOGIN;
CREATE ROLE vms_app LOGIN;
CREATE ROLE vms_report NOLOGIN;
CREATE ROLE vms_coordinator NOLOGIN;
GRANT vms_report TO vms_coordinator;
GRANT vms_coordinator TO vms_app;

-- Who takes the backups: reads everything, changes nothing.
CREATE ROLE vms_backup LOGIN BYPASSRLS;
GRANT pg_read_all_data TO vms_backup;
