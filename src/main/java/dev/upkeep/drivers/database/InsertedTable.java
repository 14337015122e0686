package dev.upkeep.drivers.database;

import java.util.List;

/// Whose rows follow in a record of inserted rows.
///
/// @param table the live one, quoted for SQL, with schema
/// @param identity tells the table from any other that has or will have its name
/// @param key columns that tell its rows apart, quoted for SQL
/// @param columns that the rows' hashes are over, quoted for SQL
/// @param rows how many there are
public record InsertedTable(String table, String identity, List<String> key, List<String> columns, long rows) {
    public InsertedTable {
        key = List.copyOf(key);
        columns = List.copyOf(columns);
    }
}
