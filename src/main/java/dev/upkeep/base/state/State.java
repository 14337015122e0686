package dev.upkeep.base.state;

import dev.upkeep.base.problem.UpkeepException;
import dev.upkeep.base.time.Pause;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.JournalMode;
import org.sqlite.SQLiteConfig.SynchronousMode;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/// Upkeep's own state, `state.db` in the state folder. What [#write] returned from is on disk, also after a power
/// cut. Several processes and threads may use the same file at once: writers of all processes take turns; within
/// one process so do readers. Transactions are short: no work on the outside world belongs inside one.
public final class State implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration ASK_AGAIN = Duration.ofMillis(20);

    private final Path file;
    private final ReentrantLock turn = new ReentrantLock();
    private final Connection connection;

    private State(Path file, Connection connection) {
        this.file = file;
        this.connection = connection;
    }

    /// Opens the state, making folder (0700) and file (0600) when they are not there.
    ///
    /// @throws UpkeepException REFUSED when the folder belongs to another account or holds other things or the file
    ///     was made by a newer Upkeep; MISSING without rights or space; DAMAGED when the file is not a database
    public static State open(Path folder) {
        var file = StateFolder.prepare(folder);
        try {
            var state = new State(file, connect(file));
            state.migrate();
            return state;
        } catch (SQLException failure) {
            throw StateProblems.of(file, failure);
        }
    }

    /// Reads one consistent moment.
    public <T> T read(Work<T> work) {
        return inTurn(() -> transaction("begin", work));
    }

    /// Reads and changes in one transaction that no other writer interrupts; on return it is on disk. When the work
    /// throws, nothing was changed.
    public <T> T write(Work<T> work) {
        return inTurn(() -> transaction("begin immediate", work));
    }

    @Override
    public void close() {
        inTurn(() -> {
            connection.close();
            return true;
        });
    }

    /// Work on a connection, inside a transaction that is neither the work's to end nor to keep.
    @FunctionalInterface
    public interface Work<T> {
        T with(Connection connection) throws SQLException;
    }

    private interface Turn<T> {
        T take() throws SQLException;
    }

    private <T> T inTurn(Turn<T> work) {
        turn.lock();
        try {
            return work.take();
        } catch (SQLException failure) {
            throw StateProblems.of(file, failure);
        } finally {
            turn.unlock();
        }
    }

    /// The driver's own transaction mode would begin the next transaction at each commit and so keep the lock.
    private <T> T transaction(String begin, Work<T> work) throws SQLException {
        execute(begin);
        try {
            var result = work.with(connection);
            execute("commit");
            return result;
        } catch (Throwable failure) {
            rollBack(failure);
            throw failure;
        }
    }

    /// The database has already done it itself after some failures, such as a full disk.
    private void rollBack(Throwable reason) {
        try {
            execute("rollback");
        } catch (SQLException failure) {
            reason.addSuppressed(failure);
        }
    }

    private void execute(String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private void migrate() throws SQLException {
        var migrated = false;
        try {
            new Migrations(file, Migrations.OURS).apply(this);
            migrated = true;
        } finally {
            if (!migrated) {
                connection.close();
            }
        }
    }

    /// Two processes that both turn a new file to WAL are refused at once, whatever time they were given.
    private static Connection connect(Path file) throws SQLException {
        var pause = Pause.real();
        for (var waited = Duration.ZERO; ; waited = waited.plus(ASK_AGAIN)) {
            try {
                return connectOnce(file);
            } catch (SQLiteException failure) {
                var busy = (failure.getResultCode().code & 0xff) == SQLiteErrorCode.SQLITE_BUSY.code;
                if (!busy || waited.compareTo(PATIENCE) > 0) {
                    throw failure;
                }
            }
            pause.pause(ASK_AGAIN);
        }
    }

    private static Connection connectOnce(Path file) throws SQLException {
        var config = new SQLiteConfig();
        config.setJournalMode(JournalMode.WAL);
        config.setSynchronous(SynchronousMode.FULL);
        config.setBusyTimeout((int) PATIENCE.toMillis());
        config.enforceForeignKeys(true);
        return config.createConnection("jdbc:sqlite:" + file);
    }
}
