package dev.upkeep.operations.difference;

import dev.upkeep.operations.difference.TableChange.Rows;
import dev.upkeep.testkit.FakeDatabase;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// A table with and without a key, random rows and random changes to them; and what a person would count, row by row.
final class RandomTable {
    private static final List<String> VALUES = List.of("\\N", "", "a", "a\\tb", "\\\\N", "ü", "a\\nb", "1");

    private final Random random;
    private final String name;
    private final boolean keyed;
    private final List<List<String>> before = new ArrayList<>();
    private final List<List<String>> now = new ArrayList<>();
    private int lastKey;

    RandomTable(Random random, String name) {
        this.random = random;
        this.name = name;
        this.keyed = random.nextBoolean();
        var rows = random.nextInt(4) == 0 ? 0 : random.nextInt(120);
        for (var i = 0; i < rows; i++) {
            before.add(newRow());
        }
        now.addAll(before);
    }

    String name() {
        return name;
    }

    private List<String> newRow() {
        var key = keyed ? Integer.toString(++lastKey) : value();
        return List.of(value(), key, keyed ? Integer.toString(lastKey % 3) : value(), value());
    }

    private String value() {
        return VALUES.get(random.nextInt(VALUES.size()));
    }

    void change() {
        if (random.nextInt(10) == 0) {
            now.clear();
        }
        for (var i = random.nextInt(40); i > 0; i--) {
            changeOne();
        }
        Collections.shuffle(now, random);
    }

    private void changeOne() {
        var at = now.isEmpty() ? -1 : random.nextInt(now.size());
        switch (at < 0 ? 0 : random.nextInt(4)) {
            case 0 -> now.add(newRow());
            case 1 -> now.remove(at);
            case 2 ->
                now.set(at, List.of(value(), now.get(at).get(1), now.get(at).get(2), value()));
            default -> addAgain(at);
        }
    }

    private void addAgain(int at) {
        if (!keyed) {
            now.add(now.get(at));
        }
    }

    void putBefore(FakeDatabase database) {
        put(before, database);
    }

    void putNow(FakeDatabase database) {
        put(now, database);
    }

    private void put(List<List<String>> rows, FakeDatabase database) {
        database.with(
                name,
                List.of("a", "id", "part", "b"),
                keyed ? List.of("part", "id") : List.of(),
                rows.stream().map(row -> String.join("\t", row)).toList());
    }

    boolean isEqual() {
        return counts(before).equals(counts(now));
    }

    /// The truth.
    Rows counted() {
        return keyed ? byKey() : byWholeRows();
    }

    private Rows byKey() {
        var old = byKey(before);
        var left = byKey(now);
        var changed = left.entrySet().stream()
                .filter(each ->
                        old.containsKey(each.getKey()) && !each.getValue().equals(old.get(each.getKey())))
                .count();
        return new Rows.Split(
                left.keySet().stream().filter(key -> !old.containsKey(key)).count(),
                changed,
                old.keySet().stream().filter(key -> !left.containsKey(key)).count());
    }

    private static Map<String, List<String>> byKey(List<List<String>> rows) {
        var byKey = new HashMap<String, List<String>>();
        rows.forEach(row -> byKey.put(row.get(1), row));
        return byKey;
    }

    private Rows byWholeRows() {
        var onlyNow = more(counts(now), counts(before));
        var onlyBefore = more(counts(before), counts(now));
        return onlyNow == 0 || onlyBefore == 0
                ? new Rows.Split(onlyNow, 0, onlyBefore)
                : new Rows.Unsplit(onlyNow, onlyBefore, true);
    }

    private static Map<List<String>, Long> counts(List<List<String>> rows) {
        var counts = new HashMap<List<String>, Long>();
        rows.forEach(row -> counts.merge(row, 1L, Long::sum));
        return counts;
    }

    private static long more(Map<List<String>, Long> than, Map<List<String>, Long> these) {
        return than.keySet().stream()
                .mapToLong(row -> Math.max(0, than.getOrDefault(row, 0L) - these.getOrDefault(row, 0L)))
                .sum();
    }

    @Override
    public String toString() {
        return "%s %s key, %d rows before and %d now"
                .formatted(name, keyed ? "with a" : "without", before.size(), now.size());
    }
}
