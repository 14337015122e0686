package dev.upkeep.faults;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Everything of a small database that a user would miss, read by SQL of our own, so that neither pg_dump nor Upkeep is
/// judge over itself.
///
/// @param tables by name: rows and a sum over their content
/// @param things other objects and settings, one line each, for example `index attendance_by_event`
record Content(Map<String, Rows> tables, List<String> things) {
    record Rows(long count, String sum) {}

    private static final int TABLES = 4;

    private static final String THINGS = """
            SELECT 'index ' || indexname FROM pg_indexes WHERE schemaname = 'public'
            UNION ALL SELECT 'constraint ' || conname FROM pg_constraint WHERE connamespace = 'public'::regnamespace
            UNION ALL SELECT 'sequence ' || sequencename || ' at ' || coalesce(last_value::text, 'its start') FROM pg_sequences
            UNION ALL SELECT 'view ' || viewname FROM pg_views WHERE schemaname = 'public'
            UNION ALL SELECT 'owner ' || relname || ' ' || relowner::regrole FROM pg_class
                WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'v', 'S')
            UNION ALL SELECT 'right ' || relname || ' ' || coalesce(array_to_string(relacl, ' '), '') FROM pg_class
                WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'v') AND relacl IS NOT NULL
            UNION ALL SELECT 'extension ' || extname FROM pg_extension
            UNION ALL SELECT 'large object ' || oid FROM pg_largeobject_metadata
            UNION ALL SELECT 'setting ' || unnest(setconfig) FROM pg_db_role_setting
                WHERE setdatabase = (SELECT oid FROM pg_database WHERE datname = current_database())
            UNION ALL SELECT 'column default ' || attrelid::regclass || '.' || attname || ' ' || attidentity::text
                FROM pg_attribute WHERE attidentity <> ''
            ORDER BY 1
            """;

    static Content of(Connection connection) throws SQLException {
        var tables = new TreeMap<String, Rows>();
        for (var table : strings(
                connection,
                "SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace")) {
            tables.put(table, rows(connection, table));
        }
        return new Content(tables, strings(connection, THINGS));
    }

    private static Rows rows(Connection connection, String table) throws SQLException {
        var quoted = '"' + table.replace("\"", "\"\"") + '"';
        try (var statement = connection.createStatement();
                var result = statement.executeQuery(
                        "SELECT count(*), coalesce(sum(hashtextextended(r::text, 0)::numeric), 0)::text FROM ONLY public."
                                + quoted + " r")) {
            result.next();
            return new Rows(result.getLong(1), result.getString(2));
        }
    }

    private static List<String> strings(Connection connection, String sql) throws SQLException {
        var strings = new ArrayList<String>();
        try (var statement = connection.createStatement();
                var result = statement.executeQuery(sql)) {
            while (result.next()) {
                strings.add(result.getString(1));
            }
        }
        return strings;
    }

    /// What a copy lacks or has otherwise, one sentence each; empty when nothing.
    List<String> lostIn(Content copy) {
        var lost = new ArrayList<String>();
        tables.forEach((table, rows) -> {
            var there = copy.tables().get(table);
            if (there == null) {
                lost.add("table " + table + " is missing");
            } else if (there.count() == 0 && rows.count() > 0) {
                lost.add("%s has 0 of %d rows".formatted(table, rows.count()));
            } else if (!there.equals(rows)) {
                lost.add(difference(table, rows, there));
            }
        });
        copy.tables().keySet().stream()
                .filter(table -> !tables.containsKey(table))
                .forEach(table -> lost.add("table " + table + " should not be there"));
        things.stream().filter(thing -> !copy.things().contains(thing)).forEach(thing -> lost.add("no " + thing));
        return lost;
    }

    /// What belongs to one table.
    Content onlyOf(String table) {
        return new Content(
                Map.of(table, tables.get(table)),
                things.stream().filter(thing -> thing.contains(table)).toList());
    }

    private static String difference(String table, Rows rows, Rows there) {
        if (there.count() == rows.count()) {
            return "%s has all %d rows, but not their content".formatted(table, rows.count());
        }
        return there.count() < rows.count()
                ? "rows of %s are missing".formatted(table)
                : "%s has %d rows instead of %d".formatted(table, there.count(), rows.count());
    }

    /// The same, where it differs from time to time what is lost.
    static String roughly(List<String> lost) {
        return lost.isEmpty() ? "everything" : "a part, without keys";
    }

    /// A difference for the page: the first three sentences, and how many more there are.
    static String words(List<String> lost) {
        if (lost.isEmpty()) {
            return "everything";
        }
        if (lost.stream().filter(line -> line.startsWith("table ")).count() == TABLES) {
            return "nothing";
        }
        var shown = String.join("; ", lost.subList(0, Math.min(3, lost.size())));
        return lost.size() > 3 ? "%s; and %d more".formatted(shown, lost.size() - 3) : shown;
    }
}
