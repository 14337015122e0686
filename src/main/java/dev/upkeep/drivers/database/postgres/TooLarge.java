package dev.upkeep.drivers.database.postgres;

import dev.upkeep.base.problem.Kind;
import dev.upkeep.base.problem.UpkeepException;

/// Says that rows did not fit into memory, and how much memory they need.
final class TooLarge {
    private static final long MEGABYTE = 1_000_000;
    private static final long OWN_NEEDS = 64;

    private TooLarge() {}

    /// @param largest row of those that were read, in bytes as text
    static UpkeepException of(Relation relation, long largest, OutOfMemoryError cause) {
        var heap = Runtime.getRuntime().maxMemory() / MEGABYTE;
        return new UpkeepException(
                Kind.FAILED,
                "rows of %s do not fit into Upkeep's heap of %d MB; the largest one is %d MB as text"
                        .formatted(relation.sqlName(), heap, largest / MEGABYTE),
                "Give it more, for example: UPKEEP_HEAP=%dm".formatted(enough(largest / MEGABYTE, heap)),
                cause);
    }

    /// A row must fit as a whole into the two thirds of the heap where large things live, and two may be read at once.
    private static long enough(long largest, long heap) {
        return Math.max(largest * 3 + OWN_NEEDS, heap * 2);
    }
}
