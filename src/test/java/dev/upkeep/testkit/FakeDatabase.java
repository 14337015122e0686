package dev.upkeep.testkit;

import dev.upkeep.drivers.database.Database;
import dev.upkeep.drivers.database.DatabaseDescription;
import dev.upkeep.drivers.database.Fingerprint;
import dev.upkeep.drivers.database.Part;
import dev.upkeep.drivers.database.Piece;
import dev.upkeep.drivers.database.Reading;
import dev.upkeep.drivers.database.Sequence;
import dev.upkeep.drivers.database.Server;
import dev.upkeep.drivers.database.Snapshot;
import dev.upkeep.drivers.database.Table;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/// A database in memory: tables of rows in COPY text format, ten rows to a block. A snapshot is a copy, so rows that
/// are
/// added later are not in it.
public final class FakeDatabase implements Database {
    public static final Instant MOMENT = Instant.parse("2026-11-21T07:35:01Z");
    private static final int ROWS_PER_BLOCK = 10;

    private final SortedMap<String, List<String>> tables = new TreeMap<>();
    private final Map<String, List<String>> columns = new HashMap<>();
    private final Map<String, List<String>> keys = new HashMap<>();
    private final AtomicInteger open = new AtomicInteger();
    private volatile Consumer<String> beforeCopy = table -> {};

    /// @param rows each without its line end
    public FakeDatabase with(String table, List<String> rows) {
        tables.put(table, new ArrayList<>(rows));
        return this;
    }

    /// A table of several columns.
    ///
    /// @param key its primary key; empty for none
    /// @param rows each without its line end, with tabs between the columns
    public FakeDatabase with(String table, List<String> itsColumns, List<String> key, List<String> rows) {
        columns.put(table, List.copyOf(itsColumns));
        keys.put(table, List.copyOf(key));
        return with(table, rows);
    }

    public void drop(String table) {
        tables.remove(table);
    }

    public List<String> rows(String table) {
        return tables.getOrDefault(table, List.of());
    }

    /// Is called with a table's name before each of its pieces is copied: may throw, or change the live rows.
    public void beforeCopy(Consumer<String> action) {
        beforeCopy = action;
    }

    /// Moments that were not closed.
    public int openSnapshots() {
        return open.get();
    }

    @Override
    public String address() {
        return "a database in memory";
    }

    @Override
    public Set<Feature> features() {
        return Set.of(Feature.PIECES);
    }

    @Override
    public Snapshot snapshot(int workers, Duration lockWait) {
        open.incrementAndGet();
        var copy = new TreeMap<String, List<String>>();
        tables.forEach((name, rows) -> copy.put(name, List.copyOf(rows)));
        return new Moment(copy);
    }

    @Override
    public Server server() {
        throw new UnsupportedOperationException("nothing is restored into memory");
    }

    public static Fingerprint fingerprint(String row) {
        try {
            var hash = MessageDigest.getInstance("SHA-256").digest(row.getBytes(StandardCharsets.UTF_8));
            return Fingerprint.parse(HexFormat.of().formatHex(hash, 0, 16));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private final class Moment implements Snapshot {
        private final SortedMap<String, List<String>> rows;
        private final List<String> names;
        private volatile boolean closed;

        Moment(SortedMap<String, List<String>> rows) {
            this.rows = rows;
            this.names = List.copyOf(rows.keySet());
        }

        @Override
        public Instant taken() {
            return MOMENT;
        }

        @Override
        public DatabaseDescription description() {
            return new DatabaseDescription(
                    "fake", "vms", "1", "UTF8", "C", "C", "libc", "", "", "vms", List.of(), "", -1, List.of(),
                    List.of(), List.of(), List.of());
        }

        @Override
        public List<Table> tables() {
            var tables = new ArrayList<Table>();
            for (var name : names) {
                var bytes = rows(name).stream().mapToLong(String::length).sum();
                var itsColumns = columns.getOrDefault(name, List.of("row"));
                tables.add(new Table(tables.size() + 1, "public", name, name, itsColumns, "", bytes));
            }
            return tables;
        }

        @Override
        public List<String> primaryKey(Table table) {
            return keys.getOrDefault(table.name(), List.of());
        }

        @Override
        public List<Piece> pieces(Table table, long previousBlocks) {
            var perPiece = previousBlocks == 0 ? 2 : previousBlocks;
            var blocks = (rows(table.name()).size() + ROWS_PER_BLOCK - 1) / ROWS_PER_BLOCK;
            var pieces = new ArrayList<Piece>();
            for (var from = 0L; from == 0 || from < blocks; from += perPiece) {
                var last = from + perPiece >= blocks;
                pieces.add(new Piece(table.number(), from, last ? -1 : from + perPiece));
            }
            return pieces;
        }

        @Override
        public Reading copy(Piece piece, OutputStream out) {
            var name = names.get(piece.table() - 1);
            beforeCopy.accept(name);
            if (closed) {
                throw new IllegalStateException("the moment is over");
            }
            var all = rows.getOrDefault(name, List.of());
            var to = piece.toBlock() < 0 ? all.size() : (int) Math.min(all.size(), piece.toBlock() * ROWS_PER_BLOCK);
            var reading = Reading.NOTHING;
            for (var row : all.subList((int) piece.fromBlock() * ROWS_PER_BLOCK, to)) {
                write(out, row + "\n");
                reading = reading.plus(new Reading(1, fingerprint(row), row.length() + 1L));
            }
            return reading;
        }

        private List<String> rows(String table) {
            return rows.getOrDefault(table, List.of());
        }

        @Override
        public List<Sequence> sequences() {
            return List.of(new Sequence("public.orders_id_seq", 42, true));
        }

        @Override
        public List<Part> parts() {
            return List.of(new Part("definitions.dump"));
        }

        @Override
        public void write(Part part, OutputStream out) {
            write(out, String.join("\n", inventory()));
        }

        @Override
        public List<String> inventory() {
            return names.stream().map(name -> "table " + name).toList();
        }

        @Override
        public Reading largeObjects() {
            return Reading.NOTHING;
        }

        @Override
        public List<String> notIncluded() {
            return List.of("rows of foreign table elsewhere");
        }

        @Override
        public void close() {
            if (!closed) {
                closed = true;
                open.decrementAndGet();
            }
        }

        private static void write(OutputStream out, String text) {
            try {
                out.write(text.getBytes(StandardCharsets.UTF_8));
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        }
    }
}
