package dev.upkeep.operations.restore;

import dev.upkeep.drivers.database.Table;
import dev.upkeep.operations.sets.DatabaseEntry.PieceEntry;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// Which rows one worker loads at once. A whole table where that keeps nobody waiting, since all rows of a table in
/// one go cost the server less; the pieces of a table that is more than one worker's share of the database go to
/// whoever is free. The biggest come first, so that the last worker does not end long after the others.
final class RowLoads {
    private RowLoads() {}

    /// @param whole whether these are all rows of the table
    record Load(Table table, List<PieceEntry> pieces, boolean whole) {
        Load {
            pieces = List.copyOf(pieces);
        }

        long rows() {
            return pieces.stream().mapToLong(piece -> piece.reading().rows()).sum();
        }

        long bytes() {
            return pieces.stream().mapToLong(piece -> piece.reading().bytes()).sum();
        }
    }

    static List<Load> of(DatabaseContents contents, int workers) {
        var share = contents.plainBytes() / Math.max(1, workers);
        return contents.tables().stream()
                .flatMap(table -> loads(table, share))
                .sorted(Comparator.comparingLong(load -> -load.bytes()))
                .toList();
    }

    private static Stream<Load> loads(DatabaseContents.TableRows table, long share) {
        return table.reading().bytes() <= share
                ? Stream.of(new Load(table.table(), table.pieces(), true))
                : table.pieces().stream().map(piece -> new Load(table.table(), List.of(piece), false));
    }
}
