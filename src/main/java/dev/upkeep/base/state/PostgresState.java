package dev.upkeep.base.state;

import dev.upkeep.base.time.Pause;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The state on a PostgreSQL server. Writers of all machines take turns by an advisory lock, as they do on the file. A
/// connection that is lost is made again, and what was under way is done again, for some seconds; then the server
/// counts as unreachable.
final class PostgresState implements State {
    private static final Duration PATIENCE = Duration.ofSeconds(8);
    private static final Duration PATIENCE_AT_FIRST = Duration.ofSeconds(4);
    private static final Duration ASK_AGAIN = Duration.ofMillis(200);

    /// The lock's number is for this database alone.
    private static final String WRITE = "begin isolation level read committed read write;"
            + " select pg_advisory_xact_lock(hashtextextended('upkeep state', 0))";
    private static final String READ = "begin isolation level repeatable read read only";

    private final PostgresConnector connector;
    private final PostgresSchema schema;
    private final PostgresProblems problems;
    private final Pause pause = Pause.real();
    private final String session = UUID.randomUUID().toString();
    private final ReentrantLock turn = new ReentrantLock();
    private final AtomicLong written = new AtomicLong();
    private @Nullable Connection connection;
    private Duration patience = PATIENCE_AT_FIRST;

    private PostgresState(StatePlace.Server place, Supplier<Optional<String>> password) {
        this.connector = new PostgresConnector(place, password);
        this.schema = new PostgresSchema(place);
        this.problems = new PostgresProblems(place);
    }

    static PostgresState open(StatePlace.Server place) {
        return open(place, StatePassword::find);
    }

    static PostgresState open(StatePlace.Server place, Supplier<Optional<String>> password) {
        var state = new PostgresState(place, password);
        var opened = false;
        try {
            state.makeSchema();
            new Migrations("state " + place, Migrations.OURS).apply(state);
            state.patience = PATIENCE;
            opened = true;
            return state;
        } finally {
            if (!opened) {
                state.close();
            }
        }
    }

    private void makeSchema() {
        if (read(schema::isThere)) {
            return;
        }
        inTurn(() -> transaction(WRITE, made -> {
            schema.make(made);
            return true;
        }));
    }

    @Override
    public <T> T read(Work<T> work) {
        return inTurn(() -> transaction(READ, work));
    }

    @Override
    public <T> T write(Work<T> work) {

        return inTurn(new Writing<>(work));
    }

    @Override
    public Instant now(Connection transaction, InstantSource ours) throws SQLException {
        return now(transaction);
    }

    private static Instant now(Connection transaction) throws SQLException {
        try (var query = transaction.prepareStatement("select (extract(epoch from clock_timestamp()) * 1000)::bigint");
                var row = query.executeQuery()) {
            row.next();
            return Instant.ofEpochMilli(row.getLong(1));
        }
    }

    @Override
    public boolean isShared() {
        return true;
    }

    @Override
    public Optional<ServerFacts> facts() {
        return Optional.of(write(transaction -> schema.facts(transaction, now(transaction))));
    }

    /// What is left in the table of writers by processes that were killed is a row each; it goes after a day.
    @Override
    public void close() {
        turn.lock();
        try {
            if (connection != null && written.get() > 0) {
                execute("delete from writer where session = '%s' or at < clock_timestamp() - interval '1 day'"
                        .formatted(session));
            }
        } catch (SQLException unneeded) {
            // The row goes after a day.
        } finally {
            disconnect();
            turn.unlock();
        }
    }

    private interface Turn<T> {
        T take() throws SQLException;
    }

    /// Tries it again while that may help.
    private <T> T inTurn(Turn<T> work) {
        turn.lock();
        try {
            var begun = System.nanoTime();
            while (true) {
                try {
                    return work.take();
                } catch (SQLException failure) {
                    var waited = Duration.ofNanos(System.nanoTime() - begun);
                    if (!PostgresProblems.isTemporary(failure) || waited.compareTo(patience) > 0) {
                        throw problems.of(failure);
                    }
                }
                pause.pause(ASK_AGAIN);
            }
        } finally {
            turn.unlock();
        }
    }

    /// One write, until it is known to be kept. Nobody knows that when the connection breaks at the commit: the next
    /// attempt waits for its turn, so the broken one has ended, and looks for its number.
    private final class Writing<T> implements Turn<T> {
        private final Work<T> work;
        private final long number = written.incrementAndGet();
        private @Nullable Supplier<T> uncertain;

        private Writing(Work<T> work) {
            this.work = work;
        }

        @Override
        public T take() throws SQLException {
            return transaction(WRITE, transaction -> {
                if (uncertain != null && wasKept(transaction)) {
                    return uncertain.get();
                }
                var result = work.with(transaction);
                mark(transaction);
                uncertain = () -> result;
                return result;
            });
        }

        private boolean wasKept(Connection transaction) throws SQLException {
            try (var query = transaction.prepareStatement("select from writer where session = ? and number = ?")) {
                query.setString(1, session);
                query.setLong(2, number);
                try (var row = query.executeQuery()) {
                    return row.next();
                }
            }
        }

        private void mark(Connection transaction) throws SQLException {
            try (var mark = transaction.prepareStatement("""
                    insert into writer (session, number) values (?, ?)
                    on conflict (session) do update set number = excluded.number, at = excluded.at""")) {
                mark.setString(1, session);
                mark.setLong(2, number);
                mark.executeUpdate();
            }
        }
    }

    private <T> T transaction(String begin, Work<T> work) throws SQLException {
        try {
            execute(begin);
            var result = work.with(connection());
            execute("commit");
            return result;
        } catch (Throwable failure) {
            rollBack(failure);
            throw failure;
        }
    }

    private void rollBack(Throwable reason) {
        if (reason instanceof SQLException failure && PostgresProblems.isLost(failure)) {
            disconnect();
            return;
        }
        try {
            execute("rollback");
        } catch (SQLException failure) {
            reason.addSuppressed(failure);
            disconnect();
        }
    }

    private void execute(String sql) throws SQLException {
        try (var statement = connection().createStatement()) {
            statement.execute(sql);
        }
    }

    private Connection connection() throws SQLException {
        if (connection == null) {
            connection = connector.connect();
        }
        return connection;
    }

    private void disconnect() {
        try {
            if (connection != null) {
                connection.close();
            }
        } catch (SQLException gone) {
            // It was to end, and it has.
        } finally {
            connection = null;
        }
    }
}
