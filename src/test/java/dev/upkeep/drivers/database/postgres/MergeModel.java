package dev.upkeep.drivers.database.postgres;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

/// Tables with random foreign keys (self references, cycles, composite keys), rows, and losses, in memory; and the SQL
/// that makes them. Says which rows a merge must bring back.
final class MergeModel {
    private static final int ROWS = 12;

    private final Random random;
    private final List<Boolean> composite = new ArrayList<>();
    private final List<Edge> edges = new ArrayList<>();
    private final Map<Row, Map<Edge, Row>> restored = new LinkedHashMap<>();
    private final Set<Row> lost = new HashSet<>();
    private final Set<Row> unhooked = new HashSet<>();

    record Edge(int child, int parent, int number, boolean deferrable) {}

    record Row(int table, int id) {}

    MergeModel(long seed) {
        random = new Random(seed);
        var tables = 2 + random.nextInt(4);
        for (var table = 0; table < tables; table++) {
            composite.add(random.nextBoolean());
            for (var id = 1; id <= ROWS; id++) {
                restored.put(new Row(table, id), new HashMap<>());
            }
        }
        for (var number = 0; number < tables + random.nextInt(3); number++) {
            edges.add(new Edge(random.nextInt(tables), random.nextInt(tables), number, random.nextInt(4) == 0));
        }
        restored.forEach((row, refers) -> edges.stream()
                .filter(edge -> edge.child() == row.table() && random.nextInt(3) > 0)
                .forEach(edge -> refers.put(edge, new Row(edge.parent(), 1 + random.nextInt(ROWS)))));
        lose();
    }

    /// Whoever refers to a lost row is lost too, or refers to nothing from then on.
    private void lose() {
        restored.keySet().stream().filter(row -> random.nextInt(5) == 0).forEach(lost::add);
        var more = true;
        while (more) {
            more = false;
            for (var row : restored.entrySet()) {
                var hangs = row.getValue().values().stream().anyMatch(lost::contains);
                if (hangs && !lost.contains(row.getKey()) && !unhooked.contains(row.getKey())) {
                    more = true;
                    if (random.nextBoolean()) {
                        lost.add(row.getKey());
                    } else {
                        unhooked.add(row.getKey());
                    }
                }
            }
        }
        unhooked.removeAll(lost);
    }

    int tables() {
        return composite.size();
    }

    static String name(int table) {
        return "\"t'%d \"\"ü\\\"".formatted(table);
    }

    /// Whatever was there is dropped: live tables in schema public, restored ones in schema side.
    String sql() {
        var sql = new StringBuilder(
                "BEGIN; DROP SCHEMA IF EXISTS public, side CASCADE; CREATE SCHEMA public; CREATE SCHEMA side;\n");
        for (var table = 0; table < tables(); table++) {
            var columns = new StringBuilder("id int, pair int, text text");
            for (var edge : edgesOf(table)) {
                columns.append(", f%1$d int, g%1$d int".formatted(edge.number()));
            }
            sql.append("CREATE TABLE public.%s (%s, PRIMARY KEY (%s));\n".formatted(name(table), columns, key(table)));
        }
        restored.forEach((row, refers) -> sql.append(insert(row, refers)));
        for (var table = 0; table < tables(); table++) {
            sql.append("CREATE TABLE side.%1$s (LIKE public.%1$s INCLUDING ALL);\n".formatted(name(table)));
            sql.append("INSERT INTO side.%1$s TABLE public.%1$s;\n".formatted(name(table)));
        }
        lost.forEach(
                row -> sql.append("DELETE FROM public.%s WHERE id = %d;\n".formatted(name(row.table()), row.id())));
        unhooked.forEach(row -> edgesOf(row.table())
                .forEach(edge -> sql.append("UPDATE public.%1$s SET f%2$d = NULL, text = 'changed' WHERE id = %3$d;\n"
                        .formatted(name(row.table()), edge.number(), row.id()))));
        edges.forEach(edge -> sql.append(foreignKey(edge)));
        sql.append("COMMIT;");
        return sql.toString();
    }

    private String key(int table) {
        return composite.get(table) ? "pair, id" : "id";
    }

    private List<Edge> edgesOf(int table) {
        return edges.stream().filter(edge -> edge.child() == table).toList();
    }

    private String insert(Row row, Map<Edge, Row> refers) {
        var values = new StringBuilder("%d, %d, E'row\\n''%d'".formatted(row.id(), row.id() % 3, row.id()));
        for (var edge : edgesOf(row.table())) {
            var parent = refers.get(edge);
            values.append(parent == null ? ", NULL, 1" : ", %d, %d".formatted(parent.id(), parent.id() % 3));
        }
        return "INSERT INTO public.%s VALUES (%s);\n".formatted(name(row.table()), values);
    }

    private String foreignKey(Edge edge) {
        var columns = composite.get(edge.parent()) ? "g%1$d, f%1$d" : "f%1$d";
        return "ALTER TABLE public.%s ADD FOREIGN KEY (%s) REFERENCES public.%s (%s)%s;\n"
                .formatted(
                        name(edge.child()),
                        columns.formatted(edge.number()),
                        name(edge.parent()),
                        key(edge.parent()),
                        edge.deferrable() ? " DEFERRABLE" : "");
    }

    /// By table the ids of the rows that come back when these tables are merged.
    Map<Integer, List<Integer>> expected(Set<Integer> chosen, boolean children) {
        var picked = new HashSet<Row>();
        lost.stream().filter(row -> chosen.contains(row.table())).forEach(picked::add);
        var more = true;
        while (more) {
            var before = picked.size();
            for (var row : lost) {
                if (picked.contains(row)) {
                    parents(row).stream().filter(lost::contains).forEach(picked::add);
                } else if (children && parents(row).stream().anyMatch(picked::contains)) {
                    picked.add(row);
                }
            }
            more = picked.size() > before;
        }
        var byTable = new TreeMap<Integer, List<Integer>>();
        picked.forEach(row -> byTable.computeIfAbsent(row.table(), ignored -> new ArrayList<>())
                .add(row.id()));
        byTable.values().forEach(Collections::sort);
        return byTable;
    }

    private Collection<Row> parents(Row row) {
        return restored.getOrDefault(row, Map.of()).values();
    }
}
