package dev.upkeep.operations.sets;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/// What a lock on a store is for.
public enum LockKind {
    BACKUP,
    /// Verify and restore.
    READ,
    PRUNE;

    /// Prune has the store alone; all others share it.
    boolean excludes(LockKind other) {
        return this == PRUNE || other == PRUNE;
    }

    @JsonValue
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
