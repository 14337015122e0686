package dev.upkeep.drivers.database.postgres;

import dev.upkeep.base.problem.Kind;
import dev.upkeep.base.problem.UpkeepException;
import java.sql.Connection;
import java.sql.SQLException;

/// What a transaction that changes live rows starts from, whatever the role, the database or the server has set.
final class MergeSession {
    private MergeSession() {}

    /// Each statement sees what was committed when it began: what was locked is seen as it is then.
    static void beginChange(Connection session) throws SQLException {
        session.setAutoCommit(false);
        Rows.execute(session, "SET TRANSACTION ISOLATION LEVEL READ COMMITTED, READ WRITE");
        prepare(session);
        Rows.texts(session, """
                SELECT pg_catalog.set_config('synchronous_commit', 'local', true)
                WHERE pg_catalog.current_setting('synchronous_commit') = 'off'""");
        requireForeignKeysOn(session);
    }

    /// One moment for all statements.
    static void beginLook(Connection session) throws SQLException {
        session.setAutoCommit(false);
        Rows.execute(session, "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ WRITE");
        prepare(session);
    }

    private static void prepare(Connection session) throws SQLException {
        Rows.execute(session, "SET LOCAL work_mem = '64MB'");
    }

    private static void requireForeignKeysOn(Connection session) throws SQLException {
        var role = Rows.one(
                session, "SELECT pg_catalog.current_setting('session_replication_role')", row -> row.getString(1));
        if (!role.equals("origin")) {
            throw new UpkeepException(
                    Kind.REFUSED,
                    "session_replication_role is \"%s\" for the restoring user: foreign keys would not be checked"
                            .formatted(role),
                    "Set it back: ALTER ROLE … RESET session_replication_role, or ALTER DATABASE …");
        }
    }
}
