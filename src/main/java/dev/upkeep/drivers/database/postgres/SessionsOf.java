package dev.upkeep.drivers.database.postgres;

import dev.upkeep.base.problem.Kind;
import dev.upkeep.base.problem.UpkeepException;
import dev.upkeep.base.time.Pause;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/// The sessions of people and programs that are in one database, seen from another one. Processes of the server itself
/// have no account; only a superuser may end them, and a rename does.
final class SessionsOf {
    private static final Duration STEP = Duration.ofMillis(100);
    private static final int STEPS = 300;

    private final Connection session;
    private final String database;
    private final Pause pause;

    SessionsOf(Connection session, String database, Pause pause) {
        this.session = session;
        this.database = database;
        this.pause = pause;
    }

    /// Asks all of them to end.
    void askToEnd() throws SQLException {
        Rows.texts(session, """
                SELECT pg_catalog.pg_terminate_backend(pid) FROM pg_catalog.pg_stat_activity
                WHERE usesysid IS NOT NULL AND pid <> pg_catalog.pg_backend_pid() AND datname =""" + Sql.text(database));
    }

    /// Ends all of them and waits until they are gone.
    void endAll() throws SQLException {
        List<String> left = List.of();
        for (var step = 0; step < STEPS; step++) {
            askToEnd();
            left = Rows.texts(session, """
                    SELECT pg_catalog.format('%s of %s (process %s)', COALESCE(NULLIF(application_name, ''), backend_type),
                        usename, pid)
                    FROM pg_catalog.pg_stat_activity
                    WHERE usesysid IS NOT NULL AND datname =""" + Sql.text(database) + " ORDER BY 1");
            if (left.isEmpty()) {
                return;
            }
            pause.pause(STEP);
        }
        throw new UpkeepException(
                Kind.FAILED,
                "somebody is still in database \"%s\": %s".formatted(database, String.join(", ", left)),
                "End these sessions, then try again.");
    }
}
