package dev.upkeep.drivers.database.postgres;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A foreign key of a live table that takes part. A row with a NULL in it refers to nothing.
///
/// @param live the table that it refers to
/// @param parent the same when it takes part too
/// @param columns of the child, quoted for SQL
/// @param referenced columns of the parent, in the same order
/// @param operators that compare a parent's column with the child's
/// @param parentOperators that compare a parent's column with another parent's
record MergeKey(
        String name,
        MergeTable child,
        String live,
        Optional<MergeTable> parent,
        List<String> columns,
        List<String> referenced,
        List<String> operators,
        List<String> parentOperators) {
    /// That the row `parent` is what `child` refers to.
    String refers(String parentRow, String childRow) {
        return equal(parentRow, referenced, operators, childRow, columns);
    }

    /// That two rows of the parent are the same for those that refer to them.
    String sameParent(String one, String other) {
        return equal(one, referenced, parentOperators, other, referenced);
    }

    static String equal(
            String one, List<String> columns, List<String> operators, String other, List<String> otherColumns) {
        var all = new ArrayList<String>();
        for (var at = 0; at < columns.size(); at++) {
            all.add("%s.%s %s %s.%s".formatted(one, columns.get(at), operators.get(at), other, otherColumns.get(at)));
        }
        return String.join(" AND ", all);
    }
}
