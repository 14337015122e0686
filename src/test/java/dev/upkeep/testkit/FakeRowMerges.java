package dev.upkeep.testkit;

import dev.upkeep.base.problem.Kind;
import dev.upkeep.base.problem.UpkeepException;
import dev.upkeep.drivers.database.InsertedRows;
import dev.upkeep.drivers.database.InsertedTable;
import dev.upkeep.drivers.database.MergeOrder;
import dev.upkeep.drivers.database.MissingRows;
import dev.upkeep.drivers.database.RowMerges;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// Merges into a live database in memory; a row is its own key. Each process sees it through a plug of its own,
/// see [#by]: the power may go before and after each commit.
public final class FakeRowMerges {
    private final FakeDatabase live;
    private final FakeSideTables sides;
    private final Set<String> committed = new TreeSet<>();
    private final Map<String, Map<String, List<String>>> taken = new TreeMap<>();

    public FakeRowMerges(FakeDatabase live, FakeSideTables sides) {
        this.live = live;
        this.sides = sides;
    }

    /// As a process sees it.
    public RowMerges by(Plug plug) {
        return new Session(plug);
    }

    private final class Session implements RowMerges {
        private final Plug plug;

        Session(Plug plug) {
            this.plug = plug;
        }

        @Override
        public String address() {
            return "a live database in memory";
        }

        @Override
        public Reach reach(List<String> words, boolean children) {
            plug.requirePower();
            return new Reach(words, List.of());
        }

        @Override
        public MissingRows missing(MergeOrder order) {
            plug.requirePower();
            var tables = order.tables().stream()
                    .map(table -> of(table, lost(order, table)))
                    .filter(table -> table.rows() > 0)
                    .toList();
            return new MissingRows(tables, List.of());
        }

        private static MissingRows.OfTable of(String table, List<String> rows) {
            return new MissingRows.OfTable(
                    table,
                    rows.size(),
                    Integer.toString(rows.hashCode()),
                    rows.stream().limit(3).toList(),
                    0,
                    List.of());
        }

        private List<String> lost(MergeOrder order, String table) {
            var rows = new ArrayList<>(sides.content(order.schema()).rows(table));
            rows.removeAll(live.rows(table));
            return rows;
        }

        @Override
        public MissingRows insert(MergeOrder order, Optional<MissingRows> agreed, InsertedRows record) {
            var missing = missing(order);
            if (agreed.filter(seen -> !seen.tables().equals(missing.tables())).isPresent()) {
                throw new UpkeepException(Kind.REFUSED, "other rows are missing by now than were shown", "");
            }
            var rows = new TreeMap<String, List<String>>();
            record.begin("memory");
            for (var table : missing.tables()) {
                var lost = lost(order, table.table());
                rows.put(table.table(), lost);
                record.table(new InsertedTable(table.table(), "", List.of("row"), List.of("row"), table.rows()));
                rows.get(table.table()).forEach(row -> record.row((row + "\n").getBytes(StandardCharsets.UTF_8)));
            }
            record.complete();
            commit(() -> {
                sides.content(order.schema());
                rows.forEach(this::add);
                committed.add(order.schema());
            });
            return missing;
        }

        private void add(String table, List<String> rows) {
            var all = new ArrayList<>(live.rows(table));
            all.addAll(rows);
            live.with(table, all);
        }

        @Override
        public boolean committed(String schema) {
            plug.requirePower();
            return committed.contains(schema) && sides.names().contains(schema);
        }

        @Override
        public long takeBack(String schema, InsertedRows.Recorded rows) {
            var there = there(rows);
            commit(() -> {
                there.forEach(this::remove);
                committed.remove(schema);
            });
            return count(there);
        }

        @Override
        public long takeOut(String schema, InsertedRows.Recorded rows) {
            commit(() -> sides.add(schema));
            var there = there(rows);
            commit(() -> {
                sides.content(schema);
                there.forEach(this::remove);
                taken.put(schema, there);
                committed.add(schema);
            });
            return count(there);
        }

        @Override
        public void putBack(String schema, InsertedRows.Recorded rows) {
            commit(() -> {
                taken.getOrDefault(schema, Map.of()).forEach(this::add);
                committed.remove(schema);
            });
        }

        private static long count(Map<String, List<String>> rows) {
            return rows.values().stream().mapToLong(List::size).sum();
        }

        private void remove(String table, List<String> rows) {
            var all = new ArrayList<>(live.rows(table));
            all.removeAll(rows);
            live.with(table, all);
        }

        private Map<String, List<String>> there(InsertedRows.Recorded rows) {
            var there = new TreeMap<String, List<String>>();
            rows.replay(new InsertedRows() {
                private String table = "";
                private List<String> found = List.of();

                @Override
                public void begin(String database) {
                    if (!database.equals("memory")) {
                        throw new UpkeepException(Kind.REFUSED, "the rows were merged into another database", "");
                    }
                }

                @Override
                public void table(InsertedTable next) {
                    table = next.table();
                    found = new ArrayList<>();
                    there.put(table, found);
                }

                @Override
                public void row(byte[] line) {
                    var row = new String(line, StandardCharsets.UTF_8).strip();
                    if (live.rows(table).contains(row)) {
                        found.add(row);
                    }
                }

                @Override
                public void complete() {}
            });
            return there;
        }

        private void commit(Runnable change) {
            plug.moment();
            synchronized (sides) {
                change.run();
            }
            plug.moment();
        }
    }
}
