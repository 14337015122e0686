package dev.upkeep.drivers.database;

import java.util.List;

/// Which lost rows are to come back, and how.
///
/// @param schema the side schema with the restored tables
/// @param tables live ones whose missing rows are wanted, quoted for SQL, with schema; all have restored rows
/// @param more live tables that take part when a wanted row needs them; all have restored rows
/// @param where SQL condition over the restored rows of the one table; empty for all
/// @param keys names of unique keys that say which rows are missing, instead of the primary keys of their tables
/// @param children whether missing rows that refer to inserted ones come too
/// @param triggers whether the tables' own triggers fire
public record MergeOrder(
        String schema,
        List<String> tables,
        List<String> more,
        String where,
        List<String> keys,
        boolean children,
        boolean triggers) {
    public MergeOrder {
        tables = List.copyOf(tables);
        more = List.copyOf(more);
        keys = List.copyOf(keys);
    }

    public MergeOrder with(String side, List<String> named, List<String> needed) {
        return new MergeOrder(side, named, needed, where, keys, children, triggers);
    }
}
