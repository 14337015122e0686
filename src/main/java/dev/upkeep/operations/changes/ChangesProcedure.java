package dev.upkeep.operations.changes;

import dev.upkeep.operations.difference.LossWindow;
import dev.upkeep.operations.difference.LossWindow.Report;
import dev.upkeep.operations.restore.ReadingRoom;
import dev.upkeep.run.Procedure;
import dev.upkeep.run.RunContext;
import dev.upkeep.run.StateJson;
import dev.upkeep.run.Step;
import java.util.List;
import java.util.function.Consumer;

/// `changes APP SET`: one step that only reads.
final class ChangesProcedure implements Procedure<ChangesState> {
    private final ReadingRoom room;
    private final LossWindow window;
    private final Consumer<Report> found;

    ChangesProcedure(ReadingRoom room, LossWindow window, Consumer<Report> found) {
        this.room = room;
        this.window = window;
        this.found = found;
    }

    @Override
    public String verb() {
        return "changes";
    }

    @Override
    public List<Step<ChangesState>> steps() {
        return List.of(new Compare());
    }

    @Override
    public String write(ChangesState state) {
        return StateJson.write(state);
    }

    @Override
    public ChangesState read(String json) {
        return StateJson.read(json, ChangesState.class);
    }

    private final class Compare implements Step<ChangesState> {
        @Override
        public String name() {
            return "compare the live database with the set";
        }

        @Override
        public ChangesState perform(ChangesState state, RunContext context) {
            var report = room.with(state.app(), context, folder -> compare(state, context));
            var total = report.total();
            context.note("%d rows only in the live database, %d only in the set"
                    .formatted(total.onlyNow(), total.onlyInSet()));
            found.accept(report);
            return state;
        }

        private Report compare(ChangesState state, RunContext context) {
            var set = room.set(state.app(), state.set());
            return window.since(set.manifest(), bytes -> {
                context.checkpoint();
                context.progress("compare", bytes, -1, RunContext.Unit.BYTES);
            });
        }

        @Override
        public void undo(ChangesState state, RunContext context) {
            room.clean(context);
        }
    }
}
