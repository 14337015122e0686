package dev.upkeep.run;

/// What can be known here about processes that perform runs.
public interface Machine {
    /// This process.
    Owner self();

    /// The machine's name for good, which no other machine has that uses the same state.
    String home();

    /// Whether the process surely runs no more. Of another machine's process nothing is known: false.
    boolean gone(Owner owner);

    /// Whether the process is one that [#gone] can tell about.
    boolean sees(Owner owner);
}
