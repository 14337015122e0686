package dev.upkeep.operations.restore;

import dev.upkeep.base.problem.UpkeepException;
import dev.upkeep.drivers.database.LiveDatabases;
import dev.upkeep.drivers.database.Server;
import dev.upkeep.run.Procedure;
import dev.upkeep.run.RunContext;
import dev.upkeep.run.StateJson;
import dev.upkeep.run.Step;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/// `restore APP SET --replace`: restores and compares beside the live database, and only then stops the app, swaps, and
/// starts it on the new one. The old database stays, closed, as the way back. Until the app is well everything is taken
/// back by a failure; a crash after the swap is gone on with, since people may have written into the new database.
final class ReplaceDatabase implements Procedure<ReplaceState> {
    static final String VERB = "restore-replace";

    private final BesideRestoration beside;
    private final Supplier<Server> server;
    private final LiveDatabases databases;
    private final AppControl app;

    ReplaceDatabase(ReadingRoom room, Supplier<Server> server, LiveDatabases databases, AppControl app, int workers) {
        this.beside = new BesideRestoration(room, server, workers);
        this.server = server;
        this.databases = databases;
        this.app = app;
    }

    @Override
    public String verb() {
        return VERB;
    }

    @Override
    public List<Step<ReplaceState>> steps() {
        var swap = new SwapStep(server, databases);
        return List.of(
                new LookBeforeReplacing(beside, server, databases, app),
                new RestoreBesideLive(beside, server, databases),
                new Switch("look again, before the app is stopped", swap::lookAgain, (_, _) -> {}),
                new Switch(
                        "maintenance on",
                        (_, context) -> app.maintenance(true, context),
                        (_, context) -> app.maintenance(false, context)),
                new Switch("stop the app", (_, context) -> app.stop(context), (_, context) -> app.startAgain(context)),
                new Switch("close the live database", swap::close, swap::openOld),
                swap,
                new Switch("start the app", (_, context) -> app.start(context), this::tryToStop),
                new AskHealth(app),
                new Switch("maintenance off", (_, context) -> app.maintenance(false, context), (_, _) -> {}));
    }

    /// What does not stop loses its sessions when its database is closed.
    private void tryToStop(ReplaceState state, RunContext context) {
        try {
            app.stop(context);
        } catch (UpkeepException failed) {
            context.note(
                    "%s; \"%s\" is closed under it".formatted(failed.problem().message(), state.live()));
        }
    }

    @Override
    public String write(ReplaceState state) {
        return StateJson.write(state);
    }

    @Override
    public ReplaceState read(String json) {
        return StateJson.read(json, ReplaceState.class);
    }

    /// A step that leaves the state as it is; both directions may be repeated.
    private record Switch(
            String name, BiConsumer<ReplaceState, RunContext> there, BiConsumer<ReplaceState, RunContext> back)
            implements Step<ReplaceState> {
        @Override
        public ReplaceState perform(ReplaceState state, RunContext context) {
            there.accept(state, context);
            return state;
        }

        @Override
        public void undo(ReplaceState state, RunContext context) {
            back.accept(state, context);
        }
    }

    /// From here on people work with the new database: it is never taken back.
    private record AskHealth(AppControl app) implements Step<ReplaceState> {
        @Override
        public String name() {
            return "ask whether the app is well";
        }

        @Override
        public boolean pointOfNoReturn() {
            return true;
        }

        @Override
        public ReplaceState perform(ReplaceState state, RunContext context) {
            app.requireWell(context);
            return state;
        }

        @Override
        public void undo(ReplaceState state, RunContext context) {
            // It only asks.
        }
    }
}
