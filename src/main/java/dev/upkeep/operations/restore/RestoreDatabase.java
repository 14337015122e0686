package dev.upkeep.operations.restore;

import dev.upkeep.base.problem.Kind;
import dev.upkeep.base.problem.UpkeepException;
import dev.upkeep.drivers.database.Server;
import dev.upkeep.run.Procedure;
import dev.upkeep.run.RunContext;
import dev.upkeep.run.StateJson;
import dev.upkeep.run.Step;
import java.util.List;
import java.util.function.Supplier;

/// `restore APP SET --into NAME`: restores under a name of the run's own, compares what came back with the set's own
/// moment, and only then gives it the name that was asked for. Until then a failure or a power cut leaves nothing.
final class RestoreDatabase implements Procedure<RestoreState> {
    private final BesideRestoration beside;
    private final Supplier<Server> server;

    /// @param server opened when it is needed, closed by us
    RestoreDatabase(ReadingRoom room, Supplier<Server> server, int workers) {
        this.beside = new BesideRestoration(room, server, workers);
        this.server = server;
    }

    @Override
    public String verb() {
        return "restore";
    }

    @Override
    public List<Step<RestoreState>> steps() {
        return List.of(new LookBefore(), new RestoreAndCompare(), new GiveName());
    }

    @Override
    public String write(RestoreState state) {
        return StateJson.write(state);
    }

    @Override
    public RestoreState read(String json) {
        return StateJson.read(json, RestoreState.class);
    }

    /// Everything that can be refused is refused before anything is made.
    private final class LookBefore implements Step<RestoreState> {
        @Override
        public String name() {
            return "look whether it can be restored here";
        }

        @Override
        public RestoreState perform(RestoreState state, RunContext context) {
            var manifest = beside.manifest(state.app(), state.set());
            try (var target = server.get()) {
                if (target.exists(state.name())) {
                    throw new UpkeepException(
                            Kind.REFUSED,
                            "database \"%s\" exists already on %s".formatted(state.name(), target.address()),
                            "Choose another name for --into.");
                }
                BesideRestoration.requirePossible(target, manifest);
            }
            return state;
        }

        @Override
        public void undo(RestoreState state, RunContext context) {
            // It only looks.
        }
    }

    private final class RestoreAndCompare implements Step<RestoreState> {
        @Override
        public String name() {
            return "restore beside the live database and compare";
        }

        /// The database is whole and right when this step ends: from now on it only needs its name.
        @Override
        public boolean pointOfNoReturn() {
            return true;
        }

        @Override
        public RestoreState perform(RestoreState state, RunContext context) {
            return state.complete(beside.build(state.app(), state.set(), state.making(), context));
        }

        @Override
        public void undo(RestoreState state, RunContext context) {
            beside.takeBack(state.making(), context);
        }
    }

    private final class GiveName implements Step<RestoreState> {
        @Override
        public String name() {
            return "give it its name";
        }

        @Override
        public Repeat repeat() {
            return Repeat.VERIFY_THEN_RETRY;
        }

        @Override
        public RestoreState perform(RestoreState state, RunContext context) {
            try (var target = server.get()) {
                if (!isOurs(target, state.name(), state)) {
                    requireWaiting(target, state);
                    requireFree(target, state);
                    target.rename(state.making(), state.name());
                }
            }
            return state;
        }

        private static boolean isOurs(Server target, String name, RestoreState state) {
            return target.identity(name).filter(state.identity()::equals).isPresent();
        }

        private static void requireWaiting(Server target, RestoreState state) {
            if (!isOurs(target, state.making(), state)) {
                throw new UpkeepException(
                        Kind.NOT_FOUND,
                        "the restored database is neither \"%s\" nor \"%s\" on %s any more"
                                .formatted(state.making(), state.name(), target.address()),
                        "Somebody renamed or dropped it. When that was meant, say so: upkeep settle");
            }
        }

        private static void requireFree(Server target, RestoreState state) {
            if (target.exists(state.name())) {
                throw new UpkeepException(
                        Kind.REFUSED,
                        "somebody made a database \"%s\" on %s meanwhile; the restored one is complete and waits as \"%s\""
                                .formatted(state.name(), target.address(), state.making()),
                        "Rename or drop the other one: the next command finishes this. Or rename \"%s\" yourself, then:"
                                        .formatted(state.making())
                                + " upkeep settle");
            }
        }

        @Override
        public void undo(RestoreState state, RunContext context) {
            // It is past the point of no return: it is finished, not taken back.
        }
    }
}
