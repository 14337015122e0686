package dev.upkeep.operations.changes;

import dev.upkeep.base.problem.UpkeepException;
import dev.upkeep.operations.difference.LossWindow;
import dev.upkeep.operations.difference.LossWindow.Report;
import dev.upkeep.operations.restore.ReadingRoom;
import dev.upkeep.operations.sets.StoreHome;
import dev.upkeep.run.Claim;
import dev.upkeep.run.Outcome;
import dev.upkeep.run.Procedure;
import dev.upkeep.run.RunRequest;
import dev.upkeep.run.Runner;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/// Says what happened in an app's database since one of its sets.
public final class Changes {
    private final String app;
    private final ReadingRoom room;
    private final LossWindow window;
    private final Runner runner;

    public Changes(String app, ReadingRoom room, LossWindow window, Runner runner) {
        this.app = app;
        this.room = room;
        this.window = window;
        this.runner = runner;
    }

    /// @param taken the set's moment
    /// @param report empty unless the run was done
    public record Found(String set, Instant taken, String run, Outcome outcome, Report report) {}

    /// @param prefix of the set's id; empty for the newest
    /// @throws UpkeepException NOT_FOUND, DAMAGED (the manifest itself), CLASH
    public Found since(String prefix, String who) {
        new StoreHome(room.store()).open();
        var set = room.set(app, prefix);
        var report = new AtomicReference<>(new Report(set.taken(), List.of()));
        var ended = runner.run(
                new ChangesProcedure(room, window, report::set),
                run -> new ChangesState(app, set.name()),
                new RunRequest(app, who, List.of(new Claim("set", app + "/" + set.name(), false)), Duration.ZERO));
        return new Found(set.name(), set.taken(), ended.run().value(), ended.outcome(), report.get());
    }

    /// What recovery needs to take up a run of ours.
    public List<Procedure<?>> procedures() {
        return List.of(new ChangesProcedure(room, window, ignored -> {}));
    }
}
