package dev.upkeep.operations.merge;

import dev.upkeep.base.problem.Kind;
import dev.upkeep.base.problem.UpkeepException;
import dev.upkeep.drivers.database.MergeOrder;
import java.util.List;

/// What somebody asks for with `--merge`.
///
/// @param words tables, each `NAME` or `SCHEMA.NAME`
/// @param where SQL condition over the rows of the one table; empty for all
/// @param keys names of unique keys, instead of the primary keys
/// @param children whether missing rows that refer to inserted ones come too
/// @param triggers whether the tables' own triggers fire
public record MergeRequest(List<String> words, String where, List<String> keys, boolean children, boolean triggers) {
    /// @throws UpkeepException USAGE
    public MergeRequest {
        words = List.copyOf(words);
        keys = List.copyOf(keys);
        if (!where.isEmpty() && words.size() != 1) {
            throw new UpkeepException(
                    Kind.USAGE,
                    "--where is a condition over the rows of one table, and %d are named".formatted(words.size()),
                    "Merge them one after the other.");
        }
        if (where.indexOf(';') >= 0) {
            throw new UpkeepException(
                    Kind.USAGE, "--where is one condition; it must not hold \";\"", "In a text write chr(59).");
        }
    }

    MergeOrder order(String schema) {
        return new MergeOrder(schema, List.of(), List.of(), where, keys, children, triggers);
    }
}
