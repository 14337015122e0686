package dev.upkeep.drivers.database.postgres;

import dev.upkeep.drivers.database.Table;
import java.util.List;

/// A table or partitioned table as the catalog had it when it was listed. What is compared to find out whether the
/// definitions changed under us is everything but its size.
///
/// @param parent whether it has no rows of its own (partitioned): locked, not copied
/// @param generated columns that are computed: not copied, but compared
/// @param readable whether the user may select from it
/// @param hidden whether row-level security would hide rows from the user
record Relation(
        long oid,
        String schema,
        String name,
        String sqlName,
        boolean parent,
        boolean extension,
        List<String> columns,
        List<String> generated,
        String condition,
        boolean readable,
        boolean hidden,
        Size size) {

    /// @param blocks of the table itself
    /// @param bytes with TOAST, without indexes
    record Size(long blocks, long bytes) {}

    Table table(int number) {
        return new Table(number, schema, name, sqlName, columns, condition, size.bytes());
    }

    /// What must stay as it is between listing and snapshot.
    record Shape(long oid, String sqlName, boolean parent, List<String> columns, List<String> generated) {}

    Shape shape() {
        return new Shape(oid, sqlName, parent, columns, generated);
    }
}
