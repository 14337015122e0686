package dev.upkeep.drivers.database.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/// The coordinator of a snapshot: its session holds every table's lock and the exported snapshot until it is
/// closed. Nothing is copied through it; it is asked whether it is still there, and why a worker failed.
final class Moment implements AutoCloseable {
    private final PostgresAddress address;
    private final Connection connection;
    private final String exportedId;
    private final Instant taken;
    private final List<Relation> relations;

    Moment(PostgresAddress address, Connection connection, String exportedId, Instant taken, List<Relation> relations) {
        this.address = address;
        this.connection = connection;
        this.exportedId = exportedId;
        this.taken = taken;
        this.relations = List.copyOf(relations);
    }

    PostgresAddress address() {
        return address;
    }

    /// As `SET TRANSACTION SNAPSHOT` and `pg_dump --snapshot` take it.
    String exportedId() {
        return exportedId;
    }

    Instant taken() {
        return taken;
    }

    /// All that are locked: those with rows and those that are only parents.
    List<Relation> relations() {
        return relations;
    }

    /// Fails when the session ended: then the locks are gone, and what was read since may be of changed
    /// definitions.
    synchronized void requireAlive() {
        try {
            Rows.execute(connection, "SELECT 1");
        } catch (SQLException failure) {
            throw Failures.of("the session that holds the snapshot of " + address + " ended", failure);
        }
    }

    /// A small question about what the moment holds.
    synchronized <T> T ask(Question<T> question) throws SQLException {
        return question.of(connection);
    }

    @FunctionalInterface
    interface Question<T> {
        T of(Connection connection) throws SQLException;
    }

    @Override
    public void close() {
        Sessions.abandon(connection);
    }
}
