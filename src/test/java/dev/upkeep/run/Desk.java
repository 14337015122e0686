package dev.upkeep.run;

import dev.upkeep.base.state.State;
import dev.upkeep.base.state.StatePlace;
import dev.upkeep.testkit.FakeMachine;
import dev.upkeep.testkit.ManualClock;
import dev.upkeep.testkit.ManualTime;
import dev.upkeep.testkit.NoBeat;
import java.util.List;
import java.util.Optional;

/// One made-up Upkeep process on a state: what a face would be given.
record Desk(State state, FakeMachine machine, ManualClock clock, Stop stop) implements AutoCloseable {
    static Desk open(StatePlace place) {
        var clock = new ManualClock();
        return new Desk(ManualTime.on(State.open(place), clock), new FakeMachine(1), clock, new Stop());
    }

    /// Another process of the same machine, or of another one, on the same state, at the same time.
    Desk other(StatePlace place, FakeMachine process) {
        return new Desk(ManualTime.on(State.open(place), clock), process, clock, new Stop());
    }

    Journal journal() {
        return new KeptJournal(state, machine, clock);
    }

    Runner runner() {
        return runner(Watcher.NOBODY);
    }

    Runner runner(Watcher watcher) {
        return new Runner(journal(), NoBeat.timing(clock), watcher, stop);
    }

    Ended<String> run(Procedure<String> procedure, Claim... claims) {
        return runner().run(procedure, run -> run + ":", RunRequest.of("vms", "jane by test", claims));
    }

    List<TakenUp> takeUp(Procedure<String> procedure) {
        return new Recovery(journal(), machine, NoBeat.timing(clock), Watcher.NOBODY)
                .takeUp((verb, app) -> verb.equals(procedure.verb()) ? Optional.of(procedure) : Optional.empty());
    }

    List<TakenUp> takeUp(String app, Procedure<String> procedure) {
        return new Recovery(journal(), machine, NoBeat.timing(clock), Watcher.NOBODY)
                .takeUp(app, (verb, its) -> Optional.of(procedure));
    }

    Runs runs() {
        return new Runs(state, machine, clock);
    }

    @Override
    public void close() {
        state.close();
    }
}
