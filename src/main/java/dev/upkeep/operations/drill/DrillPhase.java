package dev.upkeep.operations.drill;

import java.util.Locale;

/// What a drill's time goes into, in its order.
enum DrillPhase {
    SERVER,
    FILES,
    DATABASE,
    /// A row committed into the restored database.
    FIRST_WRITE,
    COMPARISON;

    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
