package dev.upkeep.operations.sets;

import dev.upkeep.base.problem.UpkeepException;
import dev.upkeep.drivers.store.Store;
import java.util.ArrayList;
import java.util.List;

/// The drills of an app, oldest first: `drills/APP/NUMBER.json`.
public final class Drills {
    private final NumberedRecords<Drill> records;

    public Drills(Store store, String app) {
        this.records = new NumberedRecords<>(store, "drills/" + app + "/", Drill.class);
    }

    /// @param drills oldest first
    /// @param unreadable why the others can't be read, a sentence each: they are only history, and stop nothing
    public record Found(List<Drill> drills, List<String> unreadable) {
        public Found {
            drills = List.copyOf(drills);
            unreadable = List.copyOf(unreadable);
        }
    }

    public Found find() {
        var drills = new ArrayList<Drill>();
        var unreadable = new ArrayList<String>();
        for (var name : records.names()) {
            try {
                drills.add(records.read(name));
            } catch (UpkeepException damaged) {
                unreadable.add(damaged.problem().message());
            }
        }
        return new Found(drills, unreadable);
    }

    /// Nothing happens when the same run recorded one.
    public void add(Drill drill) {
        if (find().drills().stream().noneMatch(other -> other.run().equals(drill.run()))) {
            records.add(drill);
        }
    }
}
