package dev.upkeep.drivers.database.postgres;

import dev.upkeep.base.problem.Kind;
import dev.upkeep.base.problem.UpkeepException;
import dev.upkeep.base.time.Pause;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/// The sessions that are in one database, seen from another one.
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

    /// Asks all of them to end, autovacuum's too.
    void askToEnd() throws SQLException {
        Rows.texts(session, """
                SELECT pg_catalog.pg_terminate_backend(pid) FROM pg_catalog.pg_stat_activity
                WHERE pid <> pg_catalog.pg_backend_pid() AND datname =""" + Sql.text(database));
    }

    /// Ends all of them and waits until they are gone. Autovacuum comes and goes as it likes, and is not waited for.
    void endAll() throws SQLException {
        List<String> left = List.of();
        for (var step = 0; step < STEPS; step++) {
            askToEnd();
            left = Rows.texts(session, """
                    SELECT pg_catalog.format('%s of %s (process %s)', COALESCE(NULLIF(application_name, ''), backend_type),
                        usename, pid)
                    FROM pg_catalog.pg_stat_activity
                    WHERE backend_type <> 'autovacuum worker' AND datname =""" + Sql.text(database) + " ORDER BY 1");
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
