package dev.upkeep.operations.difference;

import dev.upkeep.base.problem.UpkeepException;
import dev.upkeep.drivers.database.Reading;
import dev.upkeep.drivers.database.Table;
import dev.upkeep.operations.sets.DatabaseEntry.PieceEntry;
import dev.upkeep.operations.sets.DatabaseEntry.TableEntry;
import dev.upkeep.operations.sets.ListReader;
import dev.upkeep.operations.sets.Manifest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A table as a set has it.
record SetTable(Table table, Reading reading, long blocksPerPiece, List<PieceEntry> pieces) {
    /// By their SQL names.
    ///
    /// @throws UpkeepException DAMAGED when the list is missing or not what the manifest says
    static Map<String, SetTable> of(ListReader lists, Manifest manifest) {
        var tables = new LinkedHashMap<String, SetTable>();
        var last = new ArrayList<SetTable>();
        lists.database(manifest, entry -> {
            if (entry instanceof TableEntry begun) {
                var table = new SetTable(begun.table(), begun.reading(), begun.blocksPerPiece(), new ArrayList<>());
                tables.put(begun.table().sqlName(), table);
                last.add(table);
            }
            if (entry instanceof PieceEntry piece) {
                last.getLast().pieces().add(piece);
            }
        });
        return tables;
    }
}
