package dev.upkeep.drivers.database;

import java.util.List;

/// A relation whose rows are copied: a leaf table, or an extension's configuration table.
///
/// @param number counts from 1 within a snapshot, in the order of schema and name
/// @param sqlName quoted for SQL, with schema
/// @param columns quoted for SQL, in order, generated and dropped columns left out; empty when rows are only
/// counted
/// @param condition SQL that limits the rows (extension configuration tables), or empty
/// @param bytes on disk, with TOAST, without indexes
public record Table(
        int number, String schema, String name, String sqlName, List<String> columns, String condition, long bytes) {
    public Table {
        columns = List.copyOf(columns);
    }
}
