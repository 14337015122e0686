package dev.upkeep.drivers.database;

import dev.upkeep.base.parallel.Crew;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/// Compares a restored database with what it must be: definitions line by line, every table's rows by count and
/// fingerprint, sequences and large objects. Both proof and restore believe nothing else.
public final class Comparison {
    private static final Comparator<Difference> ORDER =
            Comparator.comparing(Difference::aspect).thenComparing(Difference::what);

    private final Expected expected;
    private final Snapshot restored;
    private final List<Difference> differences = Collections.synchronizedList(new ArrayList<>());

    private Comparison(Expected expected, Snapshot restored) {
        this.expected = expected;
        this.restored = restored;
    }

    /// What the database was at its moment.
    public record Expected(List<String> inventory, List<Rows> tables, List<Sequence> sequences, Reading largeObjects) {
        public Expected {
            inventory = List.copyOf(inventory);
            tables = List.copyOf(tables);
            sequences = List.copyOf(sequences);
        }

        public record Rows(Table table, Reading reading) {}
    }

    public enum Aspect {
        DEFINITIONS,
        ROWS,
        SEQUENCES,
        LARGE_OBJECTS
    }

    /// @param what in an operator's words: `table public.hours: 3 rows fewer`
    public record Difference(Aspect aspect, String what) {}

    /// @param workers as many as the snapshot was opened for
    /// @param bytesRead is told how many plain bytes were compared so far; may throw to stop
    /// @return nothing when they are equal
    public static List<Difference> of(Expected expected, Snapshot restored, int workers, Consumer<Long> bytesRead) {
        var comparison = new Comparison(expected, restored);
        comparison.definitions();
        comparison.tables(workers, bytesRead);
        comparison.sequences();
        comparison.largeObjects();
        return comparison.differences.stream().sorted(ORDER).toList();
    }

    private void definitions() {
        var wanted = new TreeSet<>(expected.inventory());
        var found = new TreeSet<>(restored.inventory());
        for (var line : wanted) {
            if (!found.contains(line)) {
                differs(Aspect.DEFINITIONS, "missing or different: " + line);
            }
        }
        for (var line : found) {
            if (!wanted.contains(line)) {
                differs(Aspect.DEFINITIONS, "not in the set: " + line);
            }
        }
    }

    private void tables(int workers, Consumer<Long> bytesRead) {
        var found = new HashMap<String, Table>();
        restored.tables().forEach(table -> found.put(table.sqlName(), table));
        var present = expected.tables().stream()
                .filter(rows -> found.containsKey(rows.table().sqlName()))
                .toList();
        var readings = readings(present, found, workers, bytesRead);
        for (var rows : expected.tables()) {
            compare(rows, Optional.ofNullable(readings.get(rows.table().sqlName())));
        }
        var wanted = new TreeSet<String>();
        expected.tables().forEach(rows -> wanted.add(rows.table().sqlName()));
        found.keySet().stream()
                .filter(name -> !wanted.contains(name))
                .forEach(name -> differs(Aspect.ROWS, "table " + name + " is not in the set"));
    }

    private record Part(String table, Piece piece) {}

    /// Pieces of all tables, the biggest tables first, so that nobody reads one big table alone at the end.
    private Map<String, Reading> readings(
            List<Expected.Rows> tables, Map<String, Table> found, int workers, Consumer<Long> bytesRead) {
        var parts = new ArrayList<Part>();
        tables.stream()
                .sorted(Comparator.comparingLong(
                        (Expected.Rows rows) -> -rows.reading().bytes()))
                .forEach(rows -> {
                    var name = rows.table().sqlName();
                    restored.pieces(Objects.requireNonNull(found.get(name)), 0)
                            .forEach(piece -> parts.add(new Part(name, piece)));
                });
        var readings = new ConcurrentHashMap<String, Reading>();
        var done = new AtomicLong();
        Crew.work(workers, parts, part -> {
            var reading = restored.copy(part.piece(), OutputStream.nullOutputStream());
            readings.merge(part.table(), reading, Reading::plus);
            bytesRead.accept(done.addAndGet(reading.bytes()));
        });
        return readings;
    }

    private void compare(Expected.Rows wanted, Optional<Reading> reading) {
        var name = wanted.table().sqlName();
        if (reading.isEmpty()) {
            differs(Aspect.ROWS, "table " + name + " is missing");
            return;
        }
        describe(wanted.reading(), reading.get()).forEach(how -> differs(Aspect.ROWS, "table " + name + ": " + how));
    }

    private static List<String> describe(Reading wanted, Reading found) {
        if (found.rows() != wanted.rows()) {
            var more = found.rows() - wanted.rows();
            return List.of("%d rows %s than in the set".formatted(Math.abs(more), more > 0 ? "more" : "fewer"));
        }
        if (!found.fingerprint().equals(wanted.fingerprint())) {
            return List.of("as many rows as in the set, but other content");
        }
        return List.of();
    }

    private void sequences() {
        var found = new HashMap<String, Sequence>();
        restored.sequences().forEach(sequence -> found.put(sequence.sqlName(), sequence));
        for (var wanted : expected.sequences()) {
            var sequence = found.get(wanted.sqlName());
            if (!wanted.equals(sequence)) {
                var now = sequence == null ? "missing" : "at " + sequence.lastValue();
                differs(
                        Aspect.SEQUENCES,
                        "sequence %s is %s, not at %d".formatted(wanted.sqlName(), now, wanted.lastValue()));
            }
        }
    }

    private void largeObjects() {
        describe(expected.largeObjects(), restored.largeObjects())
                .forEach(how -> differs(Aspect.LARGE_OBJECTS, "large objects: " + how));
    }

    private void differs(Aspect aspect, String what) {
        differences.add(new Difference(aspect, what));
    }
}
