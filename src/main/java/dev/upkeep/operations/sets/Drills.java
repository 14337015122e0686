package dev.upkeep.operations.sets;

import dev.upkeep.drivers.store.Store;
import java.util.List;

/// The drills of an app, oldest first: `drills/APP/NUMBER.json`.
public final class Drills {
    private final NumberedRecords<Drill> records;

    public Drills(Store store, String app) {
        this.records = new NumberedRecords<>(store, "drills/" + app + "/", Drill.class);
    }

    /// @throws dev.upkeep.base.problem.UpkeepException DAMAGED when one can't be read
    public List<Drill> all() {
        return records.all();
    }

    /// Nothing happens when the same run recorded one.
    public void add(Drill drill) {
        if (all().stream().noneMatch(other -> other.run().equals(drill.run()))) {
            records.add(drill);
        }
    }
}
