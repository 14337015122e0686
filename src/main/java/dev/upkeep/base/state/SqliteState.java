package dev.upkeep.base.state;

import dev.upkeep.base.time.Pause;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.JournalMode;
import org.sqlite.SQLiteConfig.SynchronousMode;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/// The state in one SQLite file, `state.db` in the state folder: nothing to administer, for one machine.
final class SqliteState implements State {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration ASK_AGAIN = Duration.ofMillis(20);

    private final Path file;
    private final ReentrantLock turn = new ReentrantLock();
    private final Connection connection;

    private SqliteState(Path file, Connection connection) {
        this.file = file;
        this.connection = connection;
    }

    /// Makes folder (0700) and file (0600) when they are not there.
    static SqliteState open(Path folder) {
        var file = StateFolder.prepare(folder);
        try {
            var state = new SqliteState(file, connect(file));
            state.migrate();
            return state;
        } catch (SQLException failure) {
            throw SqliteProblems.of(file, failure);
        }
    }

    @Override
    public <T> T read(Work<T> work) {
        return inTurn(() -> transaction("begin", work));
    }

    @Override
    public <T> T write(Work<T> work) {
        return inTurn(() -> transaction("begin immediate", work));
    }

    @Override
    public Instant now(Connection connection, InstantSource ours) {
        return ours.instant();
    }

    @Override
    public boolean isShared() {
        return false;
    }

    @Override
    public Optional<ServerFacts> facts() {
        return Optional.empty();
    }

    @Override
    public void close() {
        inTurn(() -> {
            connection.close();
            return true;
        });
    }

    private interface Turn<T> {
        T take() throws SQLException;
    }

    private <T> T inTurn(Turn<T> work) {
        turn.lock();
        try {
            return work.take();
        } catch (SQLException failure) {
            throw SqliteProblems.of(file, failure);
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
            new Migrations("state file " + file, Migrations.OURS).apply(this);
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
