package dev.upkeep.drivers.database.postgres;

import dev.upkeep.base.problem.Kind;
import dev.upkeep.base.problem.UpkeepException;
import dev.upkeep.base.time.Pause;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/// Two renames in one transaction. The server refuses while anybody is in one of the databases, autovacuum included; so
/// it is tried a few times.
final class Swap {
    private static final String IN_USE = "55006";
    private static final int ATTEMPTS = 8;
    private static final Duration BETWEEN = Duration.ofMillis(500);

    private final Connection session;
    private final Pause pause;

    Swap(Connection session, Pause pause) {
        this.session = session;
        this.pause = pause;
    }

    void perform(String live, String kept, String next) throws SQLException {
        requireFree(kept);
        requireThere(live);
        requireThere(next);
        for (var attempt = 1; ; attempt++) {
            for (var database : List.of(live, next)) {
                new SessionsOf(session, database, pause).askToEnd();
            }
            try {
                rename(live, kept, next);
                return;
            } catch (SQLException failure) {
                var inUse = List.of(IN_USE, Failures.LOCK_NOT_AVAILABLE).contains(Failures.state(failure));
                if (!inUse || attempt == ATTEMPTS) {
                    throw failure;
                }
                pause.pause(BETWEEN);
            }
        }
    }

    private void rename(String live, String kept, String next) throws SQLException {
        session.setAutoCommit(false);
        try {
            Rows.execute(session, "SET LOCAL lock_timeout = '10s'");
            Rows.execute(session, "ALTER DATABASE %s RENAME TO %s".formatted(Sql.name(live), Sql.name(kept)));
            Rows.execute(session, "ALTER DATABASE %s RENAME TO %s".formatted(Sql.name(next), Sql.name(live)));
            session.commit();
        } catch (SQLException failure) {
            takeBack(failure);
            throw failure;
        }
    }

    /// A lost session takes itself back.
    private void takeBack(SQLException failure) {
        try {
            session.rollback();
            session.setAutoCommit(true);
        } catch (SQLException lost) {
            failure.addSuppressed(lost);
        }
    }

    private void requireFree(String name) throws SQLException {
        if (exists(name)) {
            throw new UpkeepException(
                    Kind.REFUSED, "database \"%s\" exists already".formatted(name), "Rename or drop that one.");
        }
    }

    private void requireThere(String name) throws SQLException {
        if (!exists(name)) {
            throw new UpkeepException(
                    Kind.NOT_FOUND, "there is no database \"%s\"".formatted(name), "Somebody renamed or dropped it.");
        }
    }

    private boolean exists(String name) throws SQLException {
        return !Rows.texts(session, "SELECT 1 FROM pg_catalog.pg_database WHERE datname = " + Sql.text(name))
                .isEmpty();
    }
}
