package dev.upkeep.operations.keeping;

import dev.upkeep.operations.sets.Hold;
import dev.upkeep.operations.sets.SetCatalogue;
import dev.upkeep.operations.sets.SetId;
import dev.upkeep.run.Procedure;
import dev.upkeep.run.RunContext;
import dev.upkeep.run.StateJson;
import dev.upkeep.run.Step;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `hold` and `unhold`: puts one small file into the store, or takes it away.
final class ChangeHold implements Procedure<HoldState>, Step<HoldState> {
    static final String HOLD = "hold";
    static final String UNHOLD = "unhold";

    private final KeptStore kept;
    private final String verb;

    ChangeHold(KeptStore kept, String verb) {
        this.kept = kept;
        this.verb = verb;
    }

    @Override
    public String verb() {
        return verb;
    }

    @Override
    public List<Step<HoldState>> steps() {
        return List.of(this);
    }

    @Override
    public String name() {
        return verb.equals(HOLD) ? "hold the set" : "let the set go";
    }

    @Override
    public HoldState perform(HoldState state, RunContext context) {
        put(state, state.wanted(), context);
        return state;
    }

    @Override
    public void undo(HoldState state, RunContext context) {
        put(state, state.before(), context);
    }

    private void put(HoldState state, @Nullable Hold hold, RunContext context) {
        var catalogue = new SetCatalogue(kept.store());
        var set = new SetId(state.set());
        kept.withoutPrune(state.app(), context, () -> {
            if (hold == null) {
                catalogue.unhold(state.app(), set);
            } else {
                catalogue.hold(state.app(), set, hold);
            }
        });
    }

    @Override
    public String write(HoldState state) {
        return StateJson.write(state);
    }

    @Override
    public HoldState read(String json) {
        return StateJson.read(json, HoldState.class);
    }
}
