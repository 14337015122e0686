package dev.upkeep.operations.keeping;

import dev.upkeep.operations.sets.Hold;
import org.jspecify.annotations.Nullable;

/// @param before the hold that there was, or null
/// @param wanted the hold that there shall be, or null
record HoldState(
        String app,
        String set,
        @Nullable Hold before,
        @Nullable Hold wanted) {}
