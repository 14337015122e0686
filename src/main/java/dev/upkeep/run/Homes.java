package dev.upkeep.run;

import dev.upkeep.base.state.State;
import dev.upkeep.run.Unfinished.Home;
import java.time.Instant;

/// Which machine a run belongs to, seen from this one.
record Homes(State state, Machine machine) {
    Home of(RunRow run) {
        if (!state.isShared()) {
            return Home.ONLY_MACHINE;
        }
        return run.machine().equals(machine.home()) ? Home.THIS_MACHINE : Home.ANOTHER_MACHINE;
    }

    /// @param now by the state's clock
    Unfinished seen(RunRow run, Instant now) {
        return run.unfinished(of(run), !now.isBefore(run.expires()));
    }
}
