package dev.upkeep.drivers.database.postgres;

import dev.upkeep.base.problem.Kind;
import dev.upkeep.base.problem.UpkeepException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;

/// Finds the tables that people name.
final class Relations {
    private Relations() {}

    /// @param sqlName quoted for SQL, with schema
    /// @param extension that it belongs to; empty for none
    record Named(long oid, String schema, String name, String sqlName, String kind, String extension) {
        boolean isCalled(String word) {
            return List.of(name, schema + "." + name, Sql.name(name), Sql.name(schema) + "." + Sql.name(name), sqlName)
                    .contains(word);
        }
    }

    static List<Named> all(Connection session) throws SQLException {
        return Rows.list(session, ScratchQueries.RELATIONS, Relations::named);
    }

    static Named named(ResultSet row) throws SQLException {
        return new Named(
                row.getLong(1),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                row.getString(6));
    }

    /// @param word `NAME` or `SCHEMA.NAME`, as it is or quoted for SQL
    /// @param place in words: `the set`
    static Named choose(List<Named> all, String word, String place) {
        var fitting = all.stream().filter(table -> table.isCalled(word)).toList();
        if (fitting.isEmpty()) {
            throw new UpkeepException(
                    Kind.NOT_FOUND,
                    "%s has no table \"%s\"".formatted(place, word),
                    "Name it as it is written in the database, with its schema: public.hours");
        }
        if (fitting.size() > 1) {
            throw new UpkeepException(
                    Kind.USAGE,
                    "\"%s\" is the name of several tables: %s".formatted(word, names(fitting)),
                    "Name its schema too: SCHEMA.TABLE");
        }
        return requireTable(fitting.getFirst());
    }

    private static Named requireTable(Named relation) {
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

    static String names(List<Named> tables) {
        return tables.stream().map(Named::sqlName).sorted().collect(Collectors.joining(", "));
    }
}
