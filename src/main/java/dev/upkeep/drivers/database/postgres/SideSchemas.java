package dev.upkeep.drivers.database.postgres;

import dev.upkeep.base.problem.Kind;
import dev.upkeep.base.problem.UpkeepException;
import dev.upkeep.base.time.Pause;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Makes, marks, opens and drops schemas on one session. A schema of ours carries a mark in its comment until it is
/// complete.
final class SideSchemas {
    private static final int DROP_ATTEMPTS = 60;
    private static final Duration DROP_PAUSE = Duration.ofMillis(100);

    private final Connection session;

    SideSchemas(Connection session) {
        this.session = session;
    }

    private static String mark(String schema) {
        return "Upkeep restores tables into schema %s; they are not complete.".formatted(schema);
    }

    static Optional<String> identity(Connection session, String schema) throws SQLException {
        return Rows.texts(session, "SELECT oid FROM pg_catalog.pg_namespace WHERE nspname = " + Sql.text(schema))
                .stream()
                .findFirst();
    }

    /// @param owners of the tables that will be in it: an owner is given a table only in a schema where it may create
    void make(String schema, List<String> owners) throws SQLException {
        session.setAutoCommit(false);
        Rows.execute(session, "CREATE SCHEMA " + Sql.name(schema));
        Rows.execute(session, "COMMENT ON SCHEMA %s IS %s".formatted(Sql.name(schema), Sql.text(mark(schema))));
        revokeFromAll(schema);
        for (var owner : owners) {
            Rows.execute(
                    session, "GRANT USAGE, CREATE ON SCHEMA %s TO %s".formatted(Sql.name(schema), Sql.name(owner)));
        }
        session.commit();
        session.setAutoCommit(true);
    }

    /// Default privileges may have given rights that nobody asked for.
    void open(String schema, List<String> owners) throws SQLException {
        session.setAutoCommit(false);
        durable();
        revokeFromAll(schema);
        for (var revoke : Rows.texts(session, """
                SELECT DISTINCT pg_catalog.format('REVOKE ALL ON %%s %%I.%%I FROM %%s',
                        CASE c.relkind WHEN 'S' THEN 'SEQUENCE' ELSE 'TABLE' END, %1$s, c.relname,
                        CASE a.grantee WHEN 0 THEN 'PUBLIC'
                            ELSE pg_catalog.quote_ident(pg_catalog.pg_get_userbyid(a.grantee)) END)
                FROM pg_catalog.pg_class c, pg_catalog.aclexplode(c.relacl) a
                WHERE c.relnamespace = (SELECT oid FROM pg_catalog.pg_namespace WHERE nspname = %1$s)
                    AND c.relkind IN ('r', 'p', 'S') AND a.grantee <> c.relowner""".formatted(Sql.text(schema)))) {
            Rows.execute(session, revoke);
        }
        for (var owner : owners) {
            Rows.execute(session, "GRANT USAGE ON SCHEMA %s TO %s".formatted(Sql.name(schema), Sql.name(owner)));
        }
        session.commit();
        session.setAutoCommit(true);
    }

    private void revokeFromAll(String schema) throws SQLException {
        for (var grantee : Rows.texts(session, """
                SELECT DISTINCT CASE a.grantee WHEN 0 THEN 'PUBLIC'
                        ELSE pg_catalog.quote_ident(pg_catalog.pg_get_userbyid(a.grantee)) END
                FROM pg_catalog.pg_namespace n, pg_catalog.aclexplode(n.nspacl) a
                WHERE n.nspname = %s AND a.grantee <> n.nspowner""".formatted(Sql.text(schema)))) {
            Rows.execute(session, "REVOKE ALL ON SCHEMA %s FROM %s".formatted(Sql.name(schema), grantee));
        }
    }

    /// In one transaction, whose durable commit takes along the rows that were committed without waiting for the disk.
    void rename(String from, String to, String comment) throws SQLException {
        session.setAutoCommit(false);
        durable();
        Rows.execute(session, "ALTER SCHEMA %s RENAME TO %s".formatted(Sql.name(from), Sql.name(to)));
        Rows.execute(session, "COMMENT ON SCHEMA %s IS %s".formatted(Sql.name(to), Sql.text(comment)));
        session.commit();
        session.setAutoCommit(true);
    }

    void drop(String schema, Pause pause) throws SQLException {
        if (identity(session, schema).isEmpty()) {
            return;
        }
        requireOurs(schema);
        Rows.execute(session, "SET lock_timeout = '3s'");
        for (var attempt = 0; attempt < DROP_ATTEMPTS; attempt++) {
            endSessionsIn(schema);
            if (dropped(schema)) {
                return;
            }
            pause.pause(DROP_PAUSE);
        }
        throw new UpkeepException(
                Kind.FAILED,
                "schema \"%s\" is in use and could not be dropped".formatted(schema),
                "End the sessions that use it: see pg_locks.");
    }

    /// Whatever the server, the database or the role has set.
    private void durable() throws SQLException {
        Rows.execute(session, "SET LOCAL synchronous_commit = local");
    }

    private void requireOurs(String schema) throws SQLException {
        var comment = Rows.texts(
                session,
                "SELECT coalesce(pg_catalog.obj_description(oid, 'pg_namespace'), '')"
                        + " FROM pg_catalog.pg_namespace WHERE nspname = " + Sql.text(schema));
        if (!comment.equals(List.of(mark(schema)))) {
            throw new UpkeepException(
                    Kind.REFUSED,
                    "schema \"%s\" does not say that Upkeep is making it; it is left alone".formatted(schema),
                    "Look into it, and drop it yourself when nobody needs it.");
        }
    }

    /// Ends the sessions that are at work in the schema, and waits until each is gone: whatever it was about to commit
    /// is
    /// committed by then or never.
    void waitUntilQuiet(String schema, Pause pause) throws SQLException {
        for (var attempt = 0; attempt < DROP_ATTEMPTS; attempt++) {
            if (endSessionsIn(schema) == 0) {
                return;
            }
            pause.pause(DROP_PAUSE);
        }
        throw new UpkeepException(
                Kind.FAILED,
                "schema \"%s\" is in use, and its sessions do not end".formatted(schema),
                "End them: see pg_locks.");
    }

    /// A process that was killed leaves its server processes at work, which hold locks on what they make. Autovacuum
    /// has
    /// no account and gives way by itself.
    ///
    /// @return how many there were
    private int endSessionsIn(String schema) throws SQLException {
        return Rows.texts(session, """
                SELECT pg_catalog.pg_terminate_backend(pid) FROM (
                    SELECT DISTINCT l.pid
                    FROM pg_catalog.pg_locks l
                    JOIN pg_catalog.pg_stat_activity a ON a.pid = l.pid, pg_catalog.pg_namespace n
                    WHERE pg_catalog.pg_has_role(a.usesysid, 'MEMBER') AND n.nspname = %s AND l.pid <> pg_catalog.pg_backend_pid()
                        AND l.database = (SELECT oid FROM pg_catalog.pg_database
                                          WHERE datname = pg_catalog.current_database())
                        AND (l.locktype = 'object' AND l.classid = 'pg_catalog.pg_namespace'::pg_catalog.regclass
                                AND l.objid = n.oid
                            OR l.relation IN (SELECT oid FROM pg_catalog.pg_class WHERE relnamespace = n.oid))) busy
                """.formatted(Sql.text(schema))).size();
    }

    private boolean dropped(String schema) throws SQLException {
        try {
            Rows.execute(session, "DROP SCHEMA IF EXISTS %s CASCADE".formatted(Sql.name(schema)));
            return true;
        } catch (SQLException busy) {
            if (Failures.state(busy).equals(Failures.LOCK_NOT_AVAILABLE)) {
                return false;
            }
            throw busy;
        }
    }
}
