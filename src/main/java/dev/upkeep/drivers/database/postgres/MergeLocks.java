package dev.upkeep.drivers.database.postgres;

import dev.upkeep.base.problem.Kind;
import dev.upkeep.base.problem.UpkeepException;
import dev.upkeep.base.time.Pause;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.stream.Collectors;

/// Locks tables such that reading goes on and writing waits: nobody inserts a key or deletes a parent between
/// looking and changing. Whoever can't have all of them soon gives all back for a moment, so that the app never
/// stands still behind somebody who waits himself.
///
/// @param limit for all attempts together
record MergeLocks(Duration limit, Pause pause) {
    private static final Duration ATTEMPT = Duration.ofMillis(400);
    private static final Duration BETWEEN = Duration.ofMillis(200);

    /// @param tables quoted for SQL, with schema; the parts of partitioned ones are locked with them
    void take(Connection session, Collection<String> tables) throws SQLException {
        var names = tables.stream().distinct().sorted().collect(Collectors.joining(", "));
        Rows.execute(session, "SET LOCAL lock_timeout = %d".formatted(ATTEMPT.toMillis()));
        var attempts = Math.max(1, limit.dividedBy(ATTEMPT.plus(BETWEEN)));
        for (var attempt = 1L; !taken(session, names); attempt++) {
            if (attempt >= attempts) {
                throw tooLong(names);
            }
            pause.pause(BETWEEN);
        }
        Rows.execute(session, "SET LOCAL lock_timeout = %d".formatted(limit.toMillis()));
    }

    private static boolean taken(Connection session, String names) throws SQLException {
        var before = session.setSavepoint();
        try {
            Rows.execute(session, "LOCK TABLE %s IN SHARE ROW EXCLUSIVE MODE".formatted(names));
            session.releaseSavepoint(before);
            return true;
        } catch (SQLException failure) {
            if (!Failures.state(failure).equals(Failures.LOCK_NOT_AVAILABLE)) {
                throw failure;
            }
            session.rollback(before);
            return false;
        }
    }

    private static UpkeepException tooLong(String names) {
        return new UpkeepException(
                Kind.FAILED,
                "could not lock %s in time: somebody has written there and not ended his transaction".formatted(names),
                "Try again when it is over: see pg_stat_activity for old transactions.");
    }
}
