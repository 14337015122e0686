package dev.upkeep.operations.keeping;

import dev.upkeep.drivers.store.Store;
import dev.upkeep.operations.sets.LockKind;
import dev.upkeep.operations.sets.StoreLocks;
import dev.upkeep.run.RunContext;

/// A store and its locks.
public record KeptStore(Store store, StoreLocks locks) {
    /// Works while prune can't: as a reader does.
    void withoutPrune(String app, RunContext context, Runnable work) {
        try (var _ = locks.take(LockKind.READ, context.run(), app, context::note)) {
            work.run();
        }
    }
}
