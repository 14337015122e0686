package dev.upkeep.run;

/// Whether a run could begin.
public sealed interface Begun {
    record Started(Lease lease) implements Begun {}

    record Held(Holder by) implements Begun {}
}
