package dev.upkeep.drivers.database.postgres;

import java.util.List;
import java.util.stream.Collectors;

/// A live table into which lost rows are inserted, and its restored one beside. All names are quoted for SQL.
///
/// @param number counts from 0
/// @param key says which rows are missing
/// @param shared columns that both have
/// @param columns those of them that take values
/// @param others further unique keys of the live table
record MergeTable(
        int number,
        String live,
        String side,
        UniqueKey key,
        List<String> shared,
        List<Column> columns,
        List<UniqueKey> others) {
    /// @param type of the live column, with its length or precision
    /// @param same whether the restored column has that type too
    record Column(String name, String type, boolean same) {
        /// The restored value as the live column takes it.
        String value(String alias) {
            return same ? alias + "." + name : "CAST(%s.%s AS %s)".formatted(alias, name, type);
        }
    }

    /// The keys of the rows that are to be inserted.
    String picked() {
        return "pg_temp.upkeep_picked_" + number;
    }

    /// The keys of the rows that can't be.
    String barred() {
        return "pg_temp.upkeep_barred_" + number;
    }

    static String of(String alias, List<String> columns) {
        return columns.stream().map(column -> alias + "." + column).collect(Collectors.joining(", "));
    }
}
