package dev.upkeep.drivers.database;

import java.util.List;

/// What a merge found missing in the live tables.
///
/// @param remarks what does not come back although it is in the set, in an operator's words
public record MissingRows(List<OfTable> tables, List<String> remarks) {
    public static final MissingRows NONE = new MissingRows(List.of(), List.of());

    public MissingRows {
        tables = List.copyOf(tables);
        remarks = List.copyOf(remarks);
    }

    /// @param table the live one, quoted for SQL, with schema
    /// @param rows that are inserted
    /// @param keys a fingerprint of all their keys, in no order
    /// @param examples of their keys, at most three: `id=7`
    /// @param barred rows that can't be inserted: another row has one of their unique values, or what they refer
    ///     to is neither in the live database nor among the rows that come back
    public record OfTable(
            String table, long rows, String keys, List<String> examples, long barred, List<String> barredExamples) {
        public OfTable {
            examples = List.copyOf(examples);
            barredExamples = List.copyOf(barredExamples);
        }
    }

    public long rows() {
        return tables.stream().mapToLong(OfTable::rows).sum();
    }
}
