package dev.upkeep.faults;

/// Plays one scene on a fresh [Place] and says what was seen.
@FunctionalInterface
interface Act {
    Seen play(Place place) throws Exception;
}
