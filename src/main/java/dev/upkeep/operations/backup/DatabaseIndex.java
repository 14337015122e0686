package dev.upkeep.operations.backup;

import dev.upkeep.base.problem.Kind;
import dev.upkeep.base.problem.UpkeepException;
import dev.upkeep.drivers.database.Reading;
import dev.upkeep.drivers.database.Snapshot;
import dev.upkeep.drivers.database.Table;
import dev.upkeep.operations.sets.DatabaseEntry;
import dev.upkeep.operations.sets.DatabaseEntry.About;
import dev.upkeep.operations.sets.DatabaseEntry.PartEntry;
import dev.upkeep.operations.sets.DatabaseEntry.PieceEntry;
import dev.upkeep.operations.sets.DatabaseEntry.SequenceEntry;
import dev.upkeep.operations.sets.DatabaseEntry.SettingEntry;
import dev.upkeep.operations.sets.DatabaseEntry.TableEntry;
import dev.upkeep.operations.sets.ListWriter;
import dev.upkeep.operations.sets.ObjectRef;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;

/// Builds `database.list` of one moment, and looks that nothing of it is missing.
final class DatabaseIndex {
    private final Snapshot snapshot;
    private final List<DatabaseEntry> entries = new ArrayList<>();
    private Reading all = Reading.NOTHING;
    private long tables;

    DatabaseIndex(Snapshot snapshot) {
        this.snapshot = snapshot;
        entries.add(new About(snapshot.description()));
        snapshot.description().settings().forEach(setting -> entries.add(new SettingEntry(setting)));
    }

    void add(PartEntry part) {
        entries.add(part);
    }

    /// @throws UpkeepException BUG when the pieces leave a part of the table out, or have it twice
    void add(Table table, List<PieceEntry> pieces) {
        check(table, pieces);
        var reading = pieces.stream().map(PieceEntry::reading).reduce(Reading.NOTHING, Reading::plus);
        entries.add(new TableEntry(table, reading, blocksPerPiece(pieces), pieces.size()));
        entries.addAll(pieces);
        all = all.plus(reading);
        tables++;
    }

    /// All lines, the sequences last.
    void writeTo(OutputStream out) throws IOException {
        try (var list = new ListWriter(out)) {
            for (var entry : entries) {
                list.write(entry);
            }
            for (var sequence : snapshot.sequences()) {
                list.write(new SequenceEntry(sequence));
            }
        }
    }

    CopiedDatabase finish(ObjectRef list, ObjectRef inventory, Reading largeObjects) {
        return new CopiedDatabase(
                snapshot.taken(),
                list,
                inventory,
                snapshot.description(),
                snapshot.notIncluded(),
                largeObjects,
                tables,
                all.rows());
    }

    private static void check(Table table, List<PieceEntry> pieces) {
        var expected = 0L;
        for (var piece : pieces) {
            if (piece.fromBlock() != expected || piece.table() != table.number()) {
                throw incomplete(table);
            }
            expected = piece.toBlock();
        }
        if (expected != -1) {
            throw incomplete(table);
        }
    }

    private static UpkeepException incomplete(Table table) {
        return new UpkeepException(
                Kind.BUG, "the pieces of %s do not cover it once".formatted(table.sqlName()), "Report this to us");
    }

    private static long blocksPerPiece(List<PieceEntry> pieces) {
        return pieces.size() < 2 ? 0 : pieces.getFirst().toBlock();
    }
}
