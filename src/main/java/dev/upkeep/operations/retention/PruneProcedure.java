package dev.upkeep.operations.retention;

import dev.upkeep.run.Procedure;
import dev.upkeep.run.RunContext;
import dev.upkeep.run.StateJson;
import dev.upkeep.run.Step;
import java.util.List;

/// `upkeep prune APP`: moves the sets that no rule keeps to the trash, which can be taken back, and then
/// deletes what has been in the trash for longer than the grace time, which can only be finished.
public final class PruneProcedure implements Procedure<PruneState> {
    private final Prune prune;

    public PruneProcedure(Prune prune) {
        this.prune = prune;
    }

    @Override
    public String verb() {
        return "prune";
    }

    @Override
    public List<Step<PruneState>> steps() {
        return List.of(new Condemn(), new Delete());
    }

    @Override
    public String write(PruneState state) {
        return StateJson.write(state);
    }

    @Override
    public PruneState read(String json) {
        return StateJson.read(json, PruneState.class);
    }

    private final class Condemn implements Step<PruneState> {
        @Override
        public String name() {
            return "move sets that no rule keeps to the trash";
        }

        @Override
        public PruneState perform(PruneState state, RunContext context) {
            return prune.condemn(state, context);
        }

        @Override
        public void undo(PruneState state, RunContext context) {
            prune.takeBack(state, context);
        }

        @Override
        public boolean pointOfNoReturn() {
            return true;
        }
    }

    private final class Delete implements Step<PruneState> {
        @Override
        public String name() {
            return "delete what was in the trash longer than the grace time";
        }

        @Override
        public PruneState perform(PruneState state, RunContext context) {
            return prune.delete(state, context);
        }

        /// What is deleted stays deleted, and nothing that a set needs ever is.
        @Override
        public void undo(PruneState state, RunContext context) {}
    }
}
