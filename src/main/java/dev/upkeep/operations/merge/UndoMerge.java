package dev.upkeep.operations.merge;

import dev.upkeep.base.text.Quantity;
import dev.upkeep.drivers.database.RowMerges;
import dev.upkeep.operations.tables.TablesBeside;
import dev.upkeep.run.Procedure;
import dev.upkeep.run.RunContext;
import dev.upkeep.run.RunId;
import dev.upkeep.run.StateJson;
import dev.upkeep.run.Step;
import java.util.List;

/// `restore APP --undo-merge RUN`: takes exactly the rows out again that a merge inserted, in one transaction,
/// which keeps them in a schema of the run's own until the run is over: so this too can be taken back.
final class UndoMerge implements Procedure<UndoState> {
    static final String VERB = "undo-merge";

    private final TablesBeside beside;
    private final RowMerges merges;
    private final MergeRecords records;

    UndoMerge(TablesBeside beside, RowMerges merges, MergeRecords records) {
        this.beside = beside;
        this.merges = merges;
        this.records = records;
    }

    @Override
    public String verb() {
        return VERB;
    }

    @Override
    public List<Step<UndoState>> steps() {
        return List.of(new TakeOut(), new Clear());
    }

    @Override
    public String write(UndoState state) {
        return StateJson.write(state);
    }

    @Override
    public UndoState read(String json) {
        return StateJson.read(json, UndoState.class);
    }

    private final class TakeOut implements Step<UndoState> {
        @Override
        public String name() {
            return "take the merged rows out, in one transaction";
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
        public boolean goesOnAfterCrash(UndoState state) {
            return merges.committed(state.schema());
        }

        @Override
        public UndoState perform(UndoState state, RunContext context) {
            if (merges.committed(state.schema())) {
                return state;
            }
            var taken = merges.takeOut(state.schema(), records.recorded(new RunId(state.merge())));
            context.note("took %s out that run %s had merged".formatted(Quantity.of(taken, "row"), state.merge()));
            return state.taken(taken);
        }

        @Override
        public void undo(UndoState state, RunContext context) {
            if (merges.committed(state.schema())) {
                merges.putBack(state.schema(), records.recorded(new RunId(state.merge())));
            }
            beside.live().drop(state.schema());
        }
    }

    private final class Clear implements Step<UndoState> {
        @Override
        public String name() {
            return "drop what was taken out";
        }

        @Override
        public UndoState perform(UndoState state, RunContext context) {
            beside.live().drop(state.schema());
            return state;
        }

        @Override
        public void undo(UndoState state, RunContext context) {
            // It is past the point of no return: it is finished, not taken back.
        }
    }
}
