package dev.upkeep.operations.keeping;

import dev.upkeep.operations.sets.Trash;
import dev.upkeep.run.Procedure;
import dev.upkeep.run.RunContext;
import dev.upkeep.run.StateJson;
import dev.upkeep.run.Step;
import java.util.List;

/// `undelete`: lists a removed set again.
final class Undelete implements Procedure<UndeleteState>, Step<UndeleteState> {
    private final KeptStore kept;

    Undelete(KeptStore kept) {
        this.kept = kept;
    }

    @Override
    public String verb() {
        return "undelete";
    }

    @Override
    public List<Step<UndeleteState>> steps() {
        return List.of(this);
    }

    @Override
    public String name() {
        return "take the set out of the trash";
    }

    @Override
    public UndeleteState perform(UndeleteState state, RunContext context) {
        kept.withoutPrune(state.app(), context, () -> new Trash(kept.store()).undelete(state.app(), state.set()));
        return state;
    }

    /// Nothing happens when it still is in the trash, or was deleted for good meanwhile.
    @Override
    public void undo(UndeleteState state, RunContext context) {
        kept.withoutPrune(state.app(), context, () -> {
            var trash = new Trash(kept.store());
            if (trash.isListed(state.app(), state.set())) {
                trash.condemn(state.app(), state.set(), state.condemned());
            }
        });
    }

    @Override
    public String write(UndeleteState state) {
        return StateJson.write(state);
    }

    @Override
    public UndeleteState read(String json) {
        return StateJson.read(json, UndeleteState.class);
    }
}
