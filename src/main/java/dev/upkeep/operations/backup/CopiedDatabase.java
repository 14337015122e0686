package dev.upkeep.operations.backup;

import dev.upkeep.drivers.database.DatabaseDescription;
import dev.upkeep.drivers.database.Reading;
import dev.upkeep.operations.sets.ListWriter;
import dev.upkeep.operations.sets.ObjectRef;
import java.time.Instant;
import java.util.List;

/// What a backup knows of the database once it is copied; the rows are in the store.
///
/// @param list `database.list`
public record CopiedDatabase(
        Instant taken,
        ObjectRef list,
        ObjectRef inventory,
        DatabaseDescription description,
        List<String> notIncluded,
        Reading largeObjects,
        long tables,
        long rows) {
    public CopiedDatabase {
        notIncluded = List.copyOf(notIncluded);
    }

    /// An application without a database: empty lists, so that a set always has the same documents.
    static CopiedDatabase none(OpenBackup backup, Instant taken) {
        var list = backup.put(out -> new ListWriter(out).close());
        var inventory = backup.put(out -> {});
        var nothing = new DatabaseDescription(
                "", "", "", "", "", "", "", "", "", "", List.of(), "", -1, List.of(), List.of(), List.of(), List.of());
        return new CopiedDatabase(taken, list, inventory, nothing, List.of(), Reading.NOTHING, 0, 0);
    }
}
