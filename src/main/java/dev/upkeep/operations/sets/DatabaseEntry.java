package dev.upkeep.operations.sets;

import dev.upkeep.drivers.database.DatabaseDescription;
import dev.upkeep.drivers.database.Reading;
import dev.upkeep.drivers.database.Sequence;
import dev.upkeep.drivers.database.Table;

/// A line of `database.list`, in the order of the cases below; a table's pieces follow it.
public sealed interface DatabaseEntry {
    /// The database itself, for restoring by hand; Upkeep reads the manifest's description.
    record About(DatabaseDescription description) implements DatabaseEntry {}

    record SettingEntry(DatabaseDescription.Setting setting) implements DatabaseEntry {}

    /// A stream such as `definitions.dump`.
    record PartEntry(String name, ObjectRef object) implements DatabaseEntry {}

    /// @param reading over all its rows
    /// @param blocksPerPiece how it was cut, for the next backup; 0 when it is one piece
    /// @param pieces how many follow
    record TableEntry(Table table, Reading reading, long blocksPerPiece, int pieces) implements DatabaseEntry {}

    /// @param table the number of the table that it belongs to
    /// @param toBlock first block that is not in it; -1 is "to the end"
    record PieceEntry(int table, long fromBlock, long toBlock, Reading reading, ObjectRef object)
            implements DatabaseEntry {}

    record SequenceEntry(Sequence sequence) implements DatabaseEntry {}
}
