package dev.upkeep.drivers.database.postgres;

import dev.upkeep.base.problem.Kind;
import dev.upkeep.base.problem.UpkeepException;
import dev.upkeep.drivers.database.SideChoice;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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
    /// @param whole the chosen tables themselves, as the set names them
    record Drawn(
            Map<String, String> tables,
            Map<String, String> sequences,
            List<String> left,
            List<String> owners,
            List<String> whole) {}

    Drawn move(SideChoice choice, String schema) throws SQLException {
        var named = chosen(Relations.all(session), choice);
        var chosen = withChildren(named);
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
        return new Drawn(
                tables,
                sequences,
                List.copyOf(left),
                owners,
                named.stream().map(Relations.Named::sqlName).toList());
    }

    private static List<Relations.Named> chosen(List<Relations.Named> all, SideChoice choice) {
        return Stream.concat(
                        choice.words().stream().map(word -> Relations.choose(all, word, "the set")),
                        all.stream()
                                .filter(table -> choice.more().contains(table.sqlName())
                                        && List.of("r", "p").contains(table.kind())
                                        && table.extension().isEmpty()))
                .distinct()
                .toList();
    }

    /// With all partitions, and all tables that inherit, at any depth.
    private List<Relations.Named> withChildren(List<Relations.Named> chosen) throws SQLException {
        return Rows.list(session, ScratchQueries.WITH_CHILDREN.formatted(oids(chosen)), Relations::named);
    }

    private static void requireDifferentNames(List<Relations.Named> chosen) {
        var byName = chosen.stream().collect(Collectors.groupingBy(Relations.Named::name));
        for (var same : byName.values()) {
            if (same.size() > 1) {
                throw new UpkeepException(
                        Kind.REFUSED,
                        "%s can't be in one schema: they have one name".formatted(Relations.names(same)),
                        "Restore them one after the other, each with its own --to-schema.");
            }
        }
    }

    private List<String> takeFromParents(List<Relations.Named> chosen) throws SQLException {
        var statements = Rows.list(
                session,
                ScratchQueries.PARENTS_LEFT.formatted(oids(chosen)),
                row -> Map.entry(row.getString(1), row.getString(2)));
        for (var statement : statements) {
            Rows.execute(session, statement.getKey());
        }
        return statements.stream().map(Map.Entry::getValue).toList();
    }

    private List<String> dropForeignKeys(List<Relations.Named> chosen) throws SQLException {
        var keys = Rows.list(
                session,
                ScratchQueries.FOREIGN_KEYS_LEFT.formatted(oids(chosen)),
                row -> Map.entry(row.getString(1), row.getString(2)));
        for (var key : keys) {
            Rows.execute(session, key.getKey());
        }
        return keys.stream().map(Map.Entry::getValue).toList();
    }

    private List<String> names(String query, List<Relations.Named> chosen) throws SQLException {
        return Rows.texts(session, query.formatted(oids(chosen)));
    }

    /// From the name before to the name afterwards.
    private Map<String, String> moved(String query, List<Relations.Named> chosen, String schema) throws SQLException {
        var moved = new LinkedHashMap<String, String>();
        var names =
                Rows.list(session, query.formatted(oids(chosen)), row -> Map.entry(row.getString(1), row.getString(2)));
        names.forEach(name -> moved.put(name.getKey(), Sql.name(schema) + "." + Sql.name(name.getValue())));
        return moved;
    }

    private static String oids(List<Relations.Named> chosen) {
        return chosen.stream().map(table -> Long.toString(table.oid())).collect(Collectors.joining(", "));
    }
}
