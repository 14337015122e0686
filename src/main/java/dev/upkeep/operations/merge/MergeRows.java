package dev.upkeep.operations.merge;

import dev.upkeep.base.text.Quantity;
import dev.upkeep.drivers.database.MissingRows;
import dev.upkeep.drivers.database.RowMerges;
import dev.upkeep.drivers.database.SideChoice;
import dev.upkeep.operations.tables.TablesBeside;
import dev.upkeep.run.Procedure;
import dev.upkeep.run.RunContext;
import dev.upkeep.run.StateJson;
import dev.upkeep.run.Step;
import java.util.List;
import java.util.Optional;

/// `restore APP SET --table … --merge`: brings the tables beside the live ones, looks which rows are missing, and
/// inserts these in one transaction. A crash before its commit leaves nothing, one after it is gone on with: a
/// mark in the side schema, made by the same transaction, tells which it was. With `--plan` nothing is inserted.
final class MergeRows implements Procedure<MergeState> {
    static final String VERB = "restore-merge";
    static final String PLAN = "restore-merge-plan";

    private final TablesBeside beside;
    private final RowMerges merges;
    private final MergeRecords records;
    private final boolean inEarnest;
    private final Consent consent;

    /// @param inEarnest whether rows are inserted; otherwise somebody only wants to know
    MergeRows(TablesBeside beside, RowMerges merges, MergeRecords records, boolean inEarnest, Consent consent) {
        this.beside = beside;
        this.merges = merges;
        this.records = records;
        this.inEarnest = inEarnest;
        this.consent = consent;
    }

    @Override
    public String verb() {
        return inEarnest ? VERB : PLAN;
    }

    @Override
    public List<Step<MergeState>> steps() {
        return inEarnest
                ? List.of(new LookBefore(), new BringBeside(), new LookWhatIsMissing(), new Insert(), new Clear())
                : List.of(new LookBefore(), new BringBeside(), new LookWhatIsMissing(), new Clear());
    }

    @Override
    public String write(MergeState state) {
        return StateJson.write(state);
    }

    @Override
    public MergeState read(String json) {
        return StateJson.read(json, MergeState.class);
    }

    /// Everything that can be refused is refused before anything is made.
    private final class LookBefore implements Step<MergeState> {
        @Override
        public String name() {
            return "look which tables take part";
        }

        @Override
        public MergeState perform(MergeState state, RunContext context) {
            beside.requirePossible(state.app(), state.set());
            var reach = merges.reach(state.words(), state.order().children());
            return state.reaching(reach.tables(), reach.more());
        }

        @Override
        public void undo(MergeState state, RunContext context) {
            // It only looks.
        }
    }

    private final class BringBeside implements Step<MergeState> {
        @Override
        public String name() {
            return "restore beside the live tables and compare";
        }

        @Override
        public MergeState perform(MergeState state, RunContext context) {
            var order = state.order();
            var brought = beside.bring(
                    state.app(), state.set(), new SideChoice(order.tables(), order.more()), state.schema(), context);
            return state.reaching(
                    order.tables(),
                    order.more().stream().filter(brought.whole()::contains).toList());
        }

        @Override
        public void undo(MergeState state, RunContext context) {
            beside.drop(state.schema(), context);
        }
    }

    private final class LookWhatIsMissing implements Step<MergeState> {
        @Override
        public String name() {
            return "look which rows are missing";
        }

        @Override
        public MergeState perform(MergeState state, RunContext context) {
            var missing = merges.missing(state.order());
            context.note("%s missing in %s".formatted(Quantity.of(missing.rows(), "row"), merges.address()));
            context.checkpoint();
            var seen = inEarnest && consent.ask(state.set(), missing);
            return state.found(missing, seen);
        }

        @Override
        public void undo(MergeState state, RunContext context) {
            // It only looks.
        }
    }

    private final class Insert implements Step<MergeState> {
        @Override
        public String name() {
            return "insert them, in one transaction";
        }

        @Override
        public Repeat repeat() {
            return Repeat.VERIFY_THEN_RETRY;
        }

        @Override
        public boolean pointOfNoReturn() {
            return true;
        }

        @Override
        public boolean goesOnAfterCrash(MergeState state) {
            return merges.committed(state.schema());
        }

        @Override
        public MergeState perform(MergeState state, RunContext context) {
            if (state.missing().rows() == 0) {
                return state;
            }
            if (merges.committed(state.schema())) {
                return state.found(records.inserted(context.run()), state.shown());
            }
            var agreed = state.shown() ? Optional.of(state.missing()) : Optional.<MissingRows>empty();
            var record = records.begin(state.app(), state.set(), context);
            var inserted = merges.insert(state.order(), agreed, record);
            context.note("inserted %s; to take them out again: upkeep restore %s --undo-merge %s"
                    .formatted(Quantity.of(inserted.rows(), "row"), state.app(), context.run()));
            return state.found(inserted, state.shown());
        }

        @Override
        public void undo(MergeState state, RunContext context) {
            if (merges.committed(state.schema())) {
                merges.takeBack(state.schema(), records.recorded(context.run()));
            }
            records.remove(context.run());
        }
    }

    private final class Clear implements Step<MergeState> {
        @Override
        public String name() {
            return "drop the tables beside";
        }

        @Override
        public MergeState perform(MergeState state, RunContext context) {
            beside.drop(state.schema(), context);
            return state;
        }

        @Override
        public void undo(MergeState state, RunContext context) {
            // The step that made them drops them too.
        }
    }
}
