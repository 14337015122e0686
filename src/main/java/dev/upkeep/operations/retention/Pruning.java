package dev.upkeep.operations.retention;

import dev.upkeep.drivers.store.Store;
import dev.upkeep.operations.sets.StoreHome;
import dev.upkeep.run.Claim;
import dev.upkeep.run.Outcome;
import dev.upkeep.run.Procedure;
import dev.upkeep.run.RunRequest;
import dev.upkeep.run.Runner;
import java.time.Duration;
import java.util.List;

/// `upkeep prune` of one app: what would happen, and doing it as one run.
public final class Pruning {
    private final String app;
    private final Store store;
    private final Prune prune;
    private final Runner runner;

    public Pruning(String app, Store store, Prune prune, Runner runner) {
        this.app = app;
        this.store = store;
        this.prune = prune;
        this.runner = runner;
    }

    /// @param freedBytes in the store, of what was deleted for good
    public record Pruned(String run, Outcome outcome, List<Verdict> verdicts, long freedBytes) {
        public Pruned {
            verdicts = List.copyOf(verdicts);
        }
    }

    /// Changes nothing.
    ///
    /// @throws dev.upkeep.base.problem.UpkeepException REFUSED when a manifest can't be read
    public List<Verdict> plan() {
        new StoreHome(store).open();
        return prune.plan(app);
    }

    public Pruned perform(String who) {
        new StoreHome(store).open();
        var request = new RunRequest(app, who, List.of(new Claim("prune", store.address(), true)), Duration.ZERO);
        var ended = runner.run(new PruneProcedure(prune), run -> PruneState.of(app), request);
        var state = ended.state();
        return new Pruned(ended.run().value(), ended.outcome(), state.verdicts(), state.freedBytes());
    }

    /// What recovery needs to take up a run of ours.
    public List<Procedure<?>> procedures() {
        return List.of(new PruneProcedure(prune));
    }
}
