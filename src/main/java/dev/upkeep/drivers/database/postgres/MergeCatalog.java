package dev.upkeep.drivers.database.postgres;

import dev.upkeep.base.problem.Kind;
import dev.upkeep.base.problem.UpkeepException;
import dev.upkeep.drivers.database.MergeOrder;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What the live catalogue says about the tables that take part in a merge: keys, foreign keys, and which columns
/// a lost row can bring.
///
/// @param remarks what takes no part or does not come back, in an operator's words
record MergeCatalog(List<MergeTable> tables, List<MergeKey> keys, List<String> remarks) {
    /// @throws UpkeepException REFUSED when rows of a named table can't be inserted; another one that can't take
    ///     part is left out and named
    static MergeCatalog read(Connection session, MergeOrder order) throws SQLException {
        var tables = new ArrayList<MergeTable>();
        var remarks = new ArrayList<String>();
        var names = new MergeTables(session, order);
        for (var live : Stream.concat(order.tables().stream(), order.more().stream())
                .sorted()
                .toList()) {
            var found = names.read(tables.size(), live);
            if (!found.obstacles().isEmpty()) {
                requireNotNamed(order, live, found.obstacles());
                remarks.add("%s takes no part: %s".formatted(live, String.join("; ", found.obstacles())));
            }
            found.table().ifPresent(tables::add);
            remarks.addAll(found.remarks());
        }
        names.requireAllKeysUsed();
        return new MergeCatalog(tables, keys(session, tables), remarks);
    }

    private static void requireNotNamed(MergeOrder order, String live, List<String> obstacles) {
        if (order.tables().contains(live)) {
            throw new UpkeepException(
                    Kind.REFUSED,
                    "rows can't be merged into %s: %s".formatted(live, String.join("; ", obstacles)),
                    "Restore it beside, and insert by hand: --table without --merge");
        }
    }

    private static List<MergeKey> keys(Connection session, List<MergeTable> tables) throws SQLException {
        var keys = new ArrayList<MergeKey>();
        for (var child : tables) {
            keys.addAll(Rows.list(
                    session,
                    MergeQueries.FOREIGN_KEYS.formatted(Sql.text(child.live())),
                    row -> new MergeKey(
                            row.getString("conname"),
                            child,
                            row.getString("parent"),
                            parent(tables, row.getString("parent"), Rows.array(row, "referenced")),
                            Rows.array(row, "columns"),
                            Rows.array(row, "referenced"),
                            Rows.array(row, "operators"),
                            Rows.array(row, "parent_operators"))));
        }
        return keys.stream()
                .filter(key -> key.child().shared().containsAll(key.columns()))
                .toList();
    }

    /// The table that a foreign key refers to, when its restored rows have what is referred to.
    private static Optional<MergeTable> parent(List<MergeTable> tables, String live, List<String> referenced) {
        return tables.stream()
                .filter(table -> table.live().equals(live) && table.shared().containsAll(referenced))
                .findFirst();
    }
}
