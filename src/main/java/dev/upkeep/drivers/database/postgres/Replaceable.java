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

    private record Account(
            String user, boolean superuser, boolean makesDatabases, boolean owns, String owner, boolean endsSessions) {}

    List<String> rights() throws SQLException {
        var found = Rows.list(
                session,
                """
                SELECT r.rolname, r.rolsuper, r.rolcreatedb, pg_catalog.pg_has_role(d.datdba, 'USAGE'),
                    pg_catalog.pg_get_userbyid(d.datdba), pg_catalog.pg_has_role('pg_signal_backend', 'USAGE')
                FROM pg_catalog.pg_database d, pg_catalog.pg_roles r
                WHERE r.rolname = current_user AND d.datname =""" + database,
                row -> new Account(
                        row.getString(1),
                        row.getBoolean(2),
                        row.getBoolean(3),
                        row.getBoolean(4),
                        row.getString(5),
                        row.getBoolean(6)));
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
            if (!account.superuser() && !account.endsSessions()) {
                missing.add(
                        "account %s may not end other people's sessions: run as a superuser: GRANT pg_signal_backend TO %s"
                                .formatted(user, user));
            }
        }
        if (found.stream().anyMatch(account -> !account.superuser())) {
            superusersInIt().forEach(missing::add);
        }
        return missing;
    }

    /// Nobody but a superuser may end them.
    private List<String> superusersInIt() throws SQLException {
        return Rows.texts(session, """
                SELECT pg_catalog.format('superuser %I is in database "%s" (process %s), and only a superuser may end that session: end it, or restore as a superuser',
                    a.usename, a.datname, a.pid)
                FROM pg_catalog.pg_stat_activity a JOIN pg_catalog.pg_roles r ON r.oid = a.usesysid
                WHERE r.rolsuper AND a.datname =""" + database + " ORDER BY a.pid");
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
