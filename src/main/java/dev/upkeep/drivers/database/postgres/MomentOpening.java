package dev.upkeep.drivers.database.postgres;

import dev.upkeep.base.problem.Kind;
import dev.upkeep.base.problem.UpkeepException;
import dev.upkeep.base.time.Pause;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// Opens a moment in the only safe order: list the tables, lock them all, only then take the snapshot, list again
/// within it, and start over when the lists differ. A snapshot taken before the locks would see a table that is
/// truncated in between as empty, and call that a success.
final class MomentOpening {
    private static final int RESTARTS = 10;
    private static final int BATCH = 200;
    /// Below the server's deadlock_timeout of 1 s: while we give up this early and release everything, the server
    /// never finds a deadlock between us and the application, and never ends the application's transaction for it.
    private static final Duration ATTEMPT = Duration.ofMillis(500);

    private static final Duration BETWEEN = Duration.ofMillis(500);

    private final Connections connections;
    private final Pause pause;

    MomentOpening(Connections connections, Pause pause) {
        this.connections = connections;
        this.pause = pause;
    }

    Moment open(PostgresAddress address, Duration lockWait) {
        var connection = connections.open(address);
        try {
            Rows.execute(connection, "SET lock_timeout = " + ATTEMPT.toMillis());
            Names.requireReadable(connection, address);
            Sessions.beginRepeatableRead(connection);
            return open(address, connection, attempts(lockWait));
        } catch (SQLException failure) {
            Sessions.abandon(connection);
            throw Failures.of("could not open a snapshot of " + address, failure);
        } catch (RuntimeException failure) {
            Sessions.abandon(connection);
            throw failure;
        }
    }

    private static long attempts(Duration lockWait) {
        return 1 + lockWait.dividedBy(ATTEMPT.plus(BETWEEN));
    }

    private Moment open(PostgresAddress address, Connection connection, long lockAttempts) throws SQLException {
        Set<String> changed = new TreeSet<>();
        for (var restart = 0; restart < RESTARTS; restart++) {
            var listed = lock(address, connection, lockAttempts);
            var exported = Export.of(connection);
            var seen = Catalog.relations(connection);
            if (shapes(seen).equals(shapes(listed))) {
                return new Moment(address, connection, exported.id(), exported.at(), seen);
            }
            changed.addAll(differing(listed, seen));
            connection.rollback();
        }
        throw new UpkeepException(
                Kind.FAILED,
                "tables of %s were created, changed or dropped each of the %d times a snapshot was tried: %s"
                        .formatted(address, RESTARTS, shortened(changed)),
                "Back up when no migration runs, or find out what makes and drops these tables.");
    }

    /// Lists and locks, again and again until every lock was had at once. Holds all locks, and has no snapshot yet.
    private List<Relation> lock(PostgresAddress address, Connection connection, long attempts) throws SQLException {
        for (var attempt = 1L; ; attempt++) {
            var listed = Catalog.names(connection);
            connection.rollback();
            Rights.require(connection, address, listed);
            connection.rollback();
            try {
                Locks.take(connection, listed, BATCH, "");
                return listed;
            } catch (SQLException failure) {
                connection.rollback();
                requireRepeatable(address, connection, failure, attempt >= attempts, listed);
                pause.pause(BETWEEN);
            }
        }
    }

    private static void requireRepeatable(
            PostgresAddress address, Connection connection, SQLException failure, boolean last, List<Relation> listed)
            throws SQLException {
        var repeatable = Set.of(Failures.LOCK_NOT_AVAILABLE, Failures.NO_SUCH_TABLE, Failures.NO_SUCH_SCHEMA)
                .contains(Failures.state(failure));
        if (!repeatable) {
            throw failure;
        }
        if (last) {
            var holders = Locks.holders(connection, listed);
            throw new UpkeepException(
                    Kind.FAILED,
                    "could not lock the tables of %s for reading: %s%s"
                            .formatted(address, Failures.message(failure), holders.isEmpty() ? "" : "; " + holders),
                    "Try again when that session has ended, or wait longer for locks.",
                    failure);
        }
    }

    private static Set<Relation.Shape> shapes(List<Relation> relations) {
        return relations.stream().map(Relation::shape).collect(Collectors.toSet());
    }

    private static Set<String> differing(List<Relation> before, List<Relation> after) {
        var names = new TreeSet<String>();
        before.stream().filter(r -> !shapes(after).contains(r.shape())).forEach(r -> names.add(r.sqlName()));
        after.stream().filter(r -> !shapes(before).contains(r.shape())).forEach(r -> names.add(r.sqlName()));
        return names;
    }

    private static String shortened(Set<String> names) {
        var first = names.stream().limit(5).collect(Collectors.joining(", "));
        return names.size() > 5 ? first + " and " + (names.size() - 5) + " more" : first;
    }
}
