package dev.upkeep.drivers.database.postgres;

import java.sql.Connection;
import java.sql.SQLException;

/// An extension's script may put rows into its own configuration tables. Those that the set records are taken out again
/// before they are loaded; otherwise they would be there twice.
final class ExtensionRows {
    private static final String RECORDED_TABLES = """
            SELECT pg_catalog.format('%I.%I', n.nspname, c.relname), condition
            FROM pg_catalog.pg_extension e,
                 LATERAL ROWS FROM (pg_catalog.unnest(e.extconfig), pg_catalog.unnest(e.extcondition))
                     AS recorded (relation, condition),
                 pg_catalog.pg_class c, pg_catalog.pg_namespace n
            WHERE c.oid = recorded.relation AND n.oid = c.relnamespace AND c.relkind IN ('r', 'p')""";

    private ExtensionRows() {}

    /// An extension's keys and triggers are there before its rows: a key would want an order among them, a trigger
    /// would
    /// change them. Only a superuser may keep them from firing.
    static void silenceTriggers(Connection session) throws SQLException {
        if (new Roles(session).isSuperuser()) {
            Rows.execute(session, "SET session_replication_role = replica");
        }
    }

    static void removeOwn(Connection session) throws SQLException {
        silenceTriggers(session);
        var statements = Rows.list(
                session, RECORDED_TABLES, row -> "DELETE FROM %s %s".formatted(row.getString(1), row.getString(2)));
        for (var statement : statements) {
            Rows.execute(session, statement);
        }
    }
}
