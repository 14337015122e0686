package dev.upkeep.faults;

/// One fault, played four times. An act may be shared by several faults as their control; it is then played once.
///
/// @param title what goes wrong, as a sentence without its full stop
/// @param hazards the numbers of the hazards that it shows, for example `H2, H25`
/// @param script the guides' script, a resource below `scripts/`
/// @param expected what Upkeep must do with the fault: do it right all the same, or say that it failed
record Fault(
        String title,
        String hazards,
        String script,
        Seen.Verdict expected,
        Act guideWithout,
        Act guideWith,
        Act upkeepWithout,
        Act upkeepWith) {}
