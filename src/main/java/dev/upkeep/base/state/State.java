package dev.upkeep.base.state;

import dev.upkeep.base.problem.UpkeepException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/// Upkeep's own state: a file of this machine, or a schema on a PostgreSQL server that several machines share. What
/// [#write] returned from is on disk, also after a power cut. Several processes and threads may use the same state at
/// once: writers of all processes take turns; within one process so do readers. Transactions are short: no work on the
/// outside world belongs inside one.
public interface State extends AutoCloseable {
    /// The state file in a folder of this machine, see [StatePlace.Folder].
    static State open(Path folder) {
        return open(new StatePlace.Folder(folder));
    }

    /// Opens the state and makes what is not there yet: folder and file, or schema and tables.
    ///
    /// @throws UpkeepException REFUSED when the place is another's, holds other things, or is a newer Upkeep's;
    ///     UNREACHABLE when the server does not answer; MISSING without rights or space; DAMAGED when the file
    ///     is no database
    static State open(StatePlace place) {
        return switch (place) {
            case StatePlace.Folder(var folder) -> SqliteState.open(folder);
            case StatePlace.Server server -> PostgresState.open(server);
        };
    }

    /// Reads one consistent moment.
    ///
    /// @param work may be done again from its beginning, when the connection was lost
    <T> T read(Work<T> work);

    /// Reads and changes in one transaction that no other writer interrupts; on return it is on disk. When the work
    /// throws, nothing was changed.
    ///
    /// @param work may be done again from its beginning, when the connection was lost and nothing of it was kept
    <T> T write(Work<T> work);

    /// The time by which everybody who uses this state judges leases: the server's, or this machine's for a file.
    ///
    /// @param connection the one that a work was given
    /// @param ours this machine's clock
    Instant now(Connection connection, InstantSource ours) throws SQLException;

    /// Whether several machines may use it.
    boolean isShared();

    /// Writes something and looks at the server; nothing where the state is a file.
    Optional<ServerFacts> facts();

    @Override
    void close();

    /// Work on a connection, inside a transaction that is neither the work's to end nor to keep.
    @FunctionalInterface
    interface Work<T> {
        T with(Connection connection) throws SQLException;
    }
}
