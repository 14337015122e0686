package dev.upkeep.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/// An app that writes all the time: a row with a number of its own, committed, hundreds of times a second, on a new
/// connection when it lost the old one. Remembers what the server acknowledged.
public final class Writer implements AutoCloseable {
    /// Without it a long test fills the memory with what it must remember.
    private static final long BETWEEN = 1_000_000;

    private final PrivateCluster cluster;
    private final String database;
    private final BooleanSupplier running;
    private final Set<Long> acknowledged = new ConcurrentSkipListSet<>();
    private final Thread thread;
    private volatile boolean ended;

    /// @param running whether the app is started; a stopped one closes its connection
    public Writer(PrivateCluster cluster, String database, BooleanSupplier running) {
        this.cluster = cluster;
        this.database = database;
        this.running = running;
        this.thread = Thread.ofPlatform().daemon().name("writer").unstarted(this::work);
    }

    /// The table, in each database that may be written into.
    public static final String TABLE = "CREATE TABLE written (number bigint)";

    public Writer start() {
        thread.start();
        return this;
    }

    /// The numbers of the rows that the server acknowledged.
    public Set<Long> acknowledged() {
        return Set.copyOf(acknowledged);
    }

    public int count() {
        return acknowledged.size();
    }

    /// The numbers that a database holds, also twice.
    public static List<Long> in(PrivateCluster cluster, String database) {
        return cluster.psql(database, "SELECT number FROM written ORDER BY 1")
                .lines()
                .map(Long::valueOf)
                .toList();
    }

    /// Every acknowledged row is among these, and none is there twice.
    public void requireEachOnce(List<Long> found) {
        var once = new HashSet<>(found);
        assertThat(once).as("no row is there twice").hasSameSizeAs(found);
        var lost = new TreeSet<>(acknowledged);
        lost.removeAll(once);
        assertThat(lost).as("acknowledged rows that are nowhere").isEmpty();
    }

    private void work() {
        var number = 0L;
        while (!ended) {
            if (!running.getAsBoolean()) {
                LockSupport.parkNanos(10_000_000);
                continue;
            }
            number = write(number);
        }
    }

    private long write(long from) {
        var number = from;
        try (var session = connect();
                var insert = session.prepareStatement("INSERT INTO written VALUES (?)")) {
            while (!ended && running.getAsBoolean()) {
                number++;
                insert.setLong(1, number);
                insert.execute();
                acknowledged.add(number);
                LockSupport.parkNanos(BETWEEN);
            }
        } catch (SQLException lost) {
            LockSupport.parkNanos(5_000_000);
        }
        return number;
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(cluster.jdbcUrl(database), cluster.user(), cluster.password());
    }

    @Override
    public void close() {
        finish();
    }

    /// Waits until the last row is acknowledged or lost.
    public void finish() {
        ended = true;
        try {
            thread.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
