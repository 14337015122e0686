package dev.upkeep.drivers.database.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/// What stands against another database taking the place of this one.
final class Replaceable {
    private final Connection session;
    private final String name;
    private final String database;

    Replaceable(Connection session, String name) {
        this.session = session;
        this.name = name;
        this.database = Sql.text(name);
    }

    private record Account(String user, boolean superuser, boolean makesDatabases, boolean owns, String owner) {}

    List<String> rights() throws SQLException {
        var found = Rows.list(
                session,
                """
                SELECT r.rolname, r.rolsuper, r.rolcreatedb, pg_catalog.pg_has_role(d.datdba, 'USAGE'),
                    pg_catalog.pg_get_userbyid(d.datdba)
                FROM pg_catalog.pg_database d, pg_catalog.pg_roles r
                WHERE r.rolname = current_user AND d.datname =""" + database,
                row -> new Account(
                        row.getString(1), row.getBoolean(2), row.getBoolean(3), row.getBoolean(4), row.getString(5)));
        var missing = new ArrayList<String>();
        for (var account : found) {
            var user = Sql.name(account.user());
            if (!account.superuser() && !account.makesDatabases()) {
                missing.add("account %s may not rename databases: run as a superuser: ALTER ROLE %s CREATEDB"
                        .formatted(user, user));
            }
            if (!account.superuser() && !account.owns()) {
                missing.add(
                        "account %s is not a member of %s, which owns database \"%s\": run as a superuser: GRANT %s TO %s"
                                .formatted(user, Sql.name(account.owner()), name, Sql.name(account.owner()), user));
            }
        }
        return missing;
    }

    List<String> bound() throws SQLException {
        var found = new ArrayList<String>();
        ask("SELECT gid FROM pg_catalog.pg_prepared_xacts WHERE database = " + database)
                .forEach(gid -> found.add(
                        "prepared transaction %s is not ended: in database \"%s\" COMMIT PREPARED or ROLLBACK PREPARED it"
                                .formatted(Sql.text(gid), name)));
        ask("SELECT slot_name FROM pg_catalog.pg_replication_slots WHERE database = " + database)
                .forEach(slot -> found.add(
                        "logical replication slot \"%s\" reads this database and would stay at the old one: end its reader and drop it, or keep this database"
                                .formatted(slot)));
        ask("""
                SELECT s.subname FROM pg_catalog.pg_subscription s JOIN pg_catalog.pg_database d ON d.oid = s.subdbid
                WHERE d.datname =""" + database)
                .forEach(subscription -> found.add(
                        "subscription \"%s\" writes into this database and would stay at the old one: drop it first, make it again in the new one"
                                .formatted(subscription)));
        return found;
    }

    private List<String> ask(String sql) throws SQLException {
        return Rows.texts(session, sql + " ORDER BY 1");
    }
}
