package dev.upkeep.drivers.database.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/// A unique key of a live table, with the operators by which its index compares: under an empty search path `=`
/// would be another one for `citext` and the like.
///
/// @param columns quoted for SQL
/// @param operators one for each column: `OPERATOR(pg_catalog.=)`
/// @param nullable whether a row may have no value in it
/// @param nullsEqual whether two rows without a value are the same
record UniqueKey(
        String name,
        boolean primary,
        boolean nullable,
        boolean nullsEqual,
        List<String> columns,
        List<String> operators) {
    /// Those over plain columns of all rows, the primary key first. What other unique indexes demand shows when
    /// rows are inserted.
    static List<UniqueKey> of(Connection session, String table) throws SQLException {
        return Rows.list(
                session,
                MergeQueries.UNIQUE_KEYS.formatted(Sql.text(table)),
                row -> new UniqueKey(
                        row.getString("relname"),
                        row.getBoolean("indisprimary"),
                        row.getBoolean("nullable"),
                        row.getBoolean("nulls_equal"),
                        Rows.array(row, "columns"),
                        Rows.array(row, "operators")));
    }

    /// That two rows have the same key.
    String same(String one, String other) {
        var all = new ArrayList<String>();
        for (var at = 0; at < columns.size(); at++) {
            var mine = one + "." + columns.get(at);
            var its = other + "." + columns.get(at);
            var equal = mine + " " + operators.get(at) + " " + its;
            all.add(nullsEqual ? "(%s OR (%s IS NULL AND %s IS NULL))".formatted(equal, mine, its) : equal);
        }
        return String.join(" AND ", all);
    }

    /// `k."id", k."day"`.
    String of(String alias) {
        return MergeTable.of(alias, columns);
    }

    /// An expression that says a row's key in words: `id=7, day=2026-11-21`.
    String words(String alias) {
        var parts = columns.stream()
                .map(column -> "%s || coalesce(%s.%s::text, 'NULL')".formatted(Sql.text(column + "="), alias, column))
                .toList();
        return "pg_catalog.concat_ws(', ', %s)".formatted(String.join(", ", parts));
    }
}
