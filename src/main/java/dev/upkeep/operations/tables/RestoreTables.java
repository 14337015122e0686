package dev.upkeep.operations.tables;

import dev.upkeep.base.problem.Kind;
import dev.upkeep.base.problem.UpkeepException;
import dev.upkeep.drivers.database.SideChoice;
import dev.upkeep.drivers.database.SideTables;
import dev.upkeep.run.Procedure;
import dev.upkeep.run.RunContext;
import dev.upkeep.run.StateJson;
import dev.upkeep.run.Step;
import java.util.List;

/// `restore APP SET --table …`: brings tables into a schema under a name of the run's own, compares them with the set,
/// and only then gives the schema the name that was asked for. Until then a failure or a power cut leaves nothing.
final class RestoreTables implements Procedure<TablesState> {
    private final TablesBeside beside;
    private final SideTables live;

    RestoreTables(TablesBeside beside) {
        this.beside = beside;
        this.live = beside.live();
    }

    @Override
    public String verb() {
        return "restore-tables";
    }

    @Override
    public List<Step<TablesState>> steps() {
        return List.of(new LookBefore(), new BringBeside(), new GiveName());
    }

    @Override
    public String write(TablesState state) {
        return StateJson.write(state);
    }

    @Override
    public TablesState read(String json) {
        return StateJson.read(json, TablesState.class);
    }

    /// Everything that can be refused is refused before anything is made.
    private final class LookBefore implements Step<TablesState> {
        @Override
        public String name() {
            return "look whether they can be restored here";
        }

        @Override
        public TablesState perform(TablesState state, RunContext context) {
            if (live.exists(state.schema())) {
                throw new UpkeepException(
                        Kind.REFUSED,
                        "schema \"%s\" exists already in %s".formatted(state.schema(), live.address()),
                        "Choose another name with --to-schema.");
            }
            beside.requirePossible(state.app(), state.set());
            return state;
        }

        @Override
        public void undo(TablesState state, RunContext context) {
            // It only looks.
        }
    }

    private final class BringBeside implements Step<TablesState> {
        @Override
        public String name() {
            return "restore beside the live tables and compare";
        }

        /// The schema is whole and right when this step ends: from now on it only needs its name.
        @Override
        public boolean pointOfNoReturn() {
            return true;
        }

        @Override
        public TablesState perform(TablesState state, RunContext context) {
            var brought = beside.bring(state.app(), state.set(), SideChoice.of(state.words()), state.making(), context);
            brought.left().forEach(left -> context.note("not brought: " + left));
            return state.brought(
                    brought.tables(),
                    brought.left(),
                    live.identity(state.making()).orElseThrow());
        }

        @Override
        public void undo(TablesState state, RunContext context) {
            beside.drop(state.making(), context);
        }
    }

    private final class GiveName implements Step<TablesState> {
        @Override
        public String name() {
            return "give the schema its name";
        }

        @Override
        public Repeat repeat() {
            return Repeat.VERIFY_THEN_RETRY;
        }

        @Override
        public TablesState perform(TablesState state, RunContext context) {
            if (!isOurs(state.schema(), state)) {
                requireWaiting(state);
                requireFree(state);
                var comment = "Tables of set %s of %s, restored by Upkeep run %s."
                        .formatted(state.set(), state.app(), context.run());
                live.rename(state.making(), state.schema(), comment);
            }
            return state;
        }

        private boolean isOurs(String name, TablesState state) {
            return live.identity(name).filter(state.identity()::equals).isPresent();
        }

        private void requireWaiting(TablesState state) {
            if (!isOurs(state.making(), state)) {
                throw new UpkeepException(
                        Kind.NOT_FOUND,
                        "the restored schema is neither \"%s\" nor \"%s\" in %s any more"
                                .formatted(state.making(), state.schema(), live.address()),
                        "Somebody renamed or dropped it. When that was meant, say so: upkeep settle");
            }
        }

        private void requireFree(TablesState state) {
            if (live.exists(state.schema())) {
                throw new UpkeepException(
                        Kind.REFUSED,
                        "somebody made a schema \"%s\" in %s meanwhile; the restored one is complete and waits as \"%s\""
                                .formatted(state.schema(), live.address(), state.making()),
                        "Rename or drop the other one: the next command finishes this. Or rename \"%s\" yourself, then: upkeep settle"
                                .formatted(state.making()));
            }
        }

        @Override
        public void undo(TablesState state, RunContext context) {
            // It is past the point of no return: it is finished, not taken back.
        }
    }
}
