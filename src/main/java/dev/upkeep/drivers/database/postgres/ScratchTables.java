package dev.upkeep.drivers.database.postgres;

import dev.upkeep.base.problem.Kind;
import dev.upkeep.base.problem.UpkeepException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Moves the chosen tables of a scratch database into a schema of their own there: then `pg_dump` can say what they are
/// under that name. Names never pass through a text that has to be taken apart.
final class ScratchTables {
    private final Connection session;

    ScratchTables(Connection session) {
        this.session = session;
    }

    /// @param tables those with rows, from the old name to the new one, both quoted for SQL
    /// @param left what does not come along
    /// @param owners of the tables, as they are called
    record Drawn(Map<String, String> tables, Map<String, String> sequences, List<String> left, List<String> owners) {}

    private record Chosen(long oid, String schema, String name, String sqlName, String kind, String extension) {
        boolean isCalled(String word) {
            return List.of(name, schema + "." + name, Sql.name(name), Sql.name(schema) + "." + Sql.name(name), sqlName)
                    .contains(word);
        }
    }

    Drawn move(List<String> words, String schema) throws SQLException {
        var chosen = withChildren(words.stream().map(choice(all())).toList());
        requireDifferentNames(chosen);
        var left = new TreeSet<String>();
        left.addAll(takeFromParents(chosen));
        left.addAll(dropForeignKeys(chosen));
        left.addAll(names(ScratchQueries.LEFT_BEHIND, chosen));
        var tables = moved(ScratchQueries.TABLES_WITH_ROWS, chosen, schema);
        var sequences = moved(ScratchQueries.SEQUENCES, chosen, schema);
        var owners = names(ScratchQueries.OWNERS, chosen);
        Rows.execute(session, "CREATE SCHEMA " + Sql.name(schema));
        for (var statistics : names(ScratchQueries.STATISTICS, chosen)) {
            Rows.execute(session, "ALTER STATISTICS %s SET SCHEMA %s".formatted(statistics, Sql.name(schema)));
        }
        for (var table : chosen) {
            Rows.execute(session, "ALTER TABLE %s SET SCHEMA %s".formatted(table.sqlName(), Sql.name(schema)));
        }
        return new Drawn(tables, sequences, List.copyOf(left), owners);
    }

    private List<Chosen> all() throws SQLException {
        return Rows.list(session, ScratchQueries.RELATIONS, ScratchTables::chosen);
    }

    private static Chosen chosen(ResultSet row) throws SQLException {
        return new Chosen(
                row.getLong(1),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                row.getString(6));
    }

    private static Function<String, Chosen> choice(List<Chosen> all) {
        return word -> {
            var fitting = all.stream().filter(table -> table.isCalled(word)).toList();
            if (fitting.isEmpty()) {
                throw new UpkeepException(
                        Kind.NOT_FOUND,
                        "the set has no table \"%s\"".formatted(word),
                        "Name it as it is written in the database, with its schema: public.hours");
            }
            if (fitting.size() > 1) {
                throw new UpkeepException(
                        Kind.USAGE,
                        "\"%s\" is the name of several tables: %s".formatted(word, names(fitting)),
                        "Name its schema too: SCHEMA.TABLE");
            }
            return requireTable(fitting.getFirst());
        };
    }

    private static Chosen requireTable(Chosen relation) {
        if (!List.of("r", "p").contains(relation.kind())) {
            throw new UpkeepException(
                    Kind.USAGE,
                    "%s is not a table, and has no rows in the set".formatted(relation.sqlName()),
                    "Name the tables that it reads.");
        }
        if (!relation.extension().isEmpty()) {
            throw new UpkeepException(
                    Kind.USAGE,
                    "%s belongs to extension \"%s\"".formatted(relation.sqlName(), relation.extension()),
                    "Restore the whole database beside: --into NAME");
        }
        return relation;
    }

    private static String names(List<Chosen> tables) {
        return tables.stream().map(Chosen::sqlName).sorted().collect(Collectors.joining(", "));
    }

    /// With all partitions, and all tables that inherit, at any depth.
    private List<Chosen> withChildren(List<Chosen> chosen) throws SQLException {
        return Rows.list(session, ScratchQueries.WITH_CHILDREN.formatted(oids(chosen)), ScratchTables::chosen);
    }

    private static void requireDifferentNames(List<Chosen> chosen) {
        var byName = chosen.stream().collect(Collectors.groupingBy(Chosen::name));
        for (var same : byName.values()) {
            if (same.size() > 1) {
                throw new UpkeepException(
                        Kind.REFUSED,
                        "%s can't be in one schema: they have one name".formatted(names(same)),
                        "Restore them one after the other, each with its own --to-schema.");
            }
        }
    }

    private List<String> takeFromParents(List<Chosen> chosen) throws SQLException {
        var statements = Rows.list(
                session,
                ScratchQueries.PARENTS_LEFT.formatted(oids(chosen)),
                row -> Map.entry(row.getString(1), row.getString(2)));
        for (var statement : statements) {
            Rows.execute(session, statement.getKey());
        }
        return statements.stream().map(Map.Entry::getValue).toList();
    }

    private List<String> dropForeignKeys(List<Chosen> chosen) throws SQLException {
        var keys = Rows.list(
                session,
                ScratchQueries.FOREIGN_KEYS_LEFT.formatted(oids(chosen)),
                row -> Map.entry(row.getString(1), row.getString(2)));
        for (var key : keys) {
            Rows.execute(session, key.getKey());
        }
        return keys.stream().map(Map.Entry::getValue).toList();
    }

    private List<String> names(String query, List<Chosen> chosen) throws SQLException {
        return Rows.texts(session, query.formatted(oids(chosen)));
    }

    /// From the name before to the name afterwards.
    private Map<String, String> moved(String query, List<Chosen> chosen, String schema) throws SQLException {
        var moved = new LinkedHashMap<String, String>();
        var names =
                Rows.list(session, query.formatted(oids(chosen)), row -> Map.entry(row.getString(1), row.getString(2)));
        names.forEach(name -> moved.put(name.getKey(), Sql.name(schema) + "." + Sql.name(name.getValue())));
        return moved;
    }

    private static String oids(List<Chosen> chosen) {
        return chosen.stream().map(table -> Long.toString(table.oid())).collect(Collectors.joining(", "));
    }
}
