package dev.upkeep.operations.sets;

import dev.upkeep.run.Owner;
import java.time.Instant;

/// A lock as it lies in the store.
///
/// @param owner the process, so that another one on the same machine can see that it died
/// @param taken by the owner's clock; whether it is stale is told by the store's
record LockNote(
        int format, LockKind kind, String run, String app, String who, Owner owner, Instant taken, Instant refreshed) {
    LockNote refreshedAt(Instant now) {
        return new LockNote(format, kind, run, app, who, owner, taken, now);
    }
}
