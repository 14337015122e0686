package dev.upkeep.operations.restore;

import dev.upkeep.base.problem.UpkeepException;
import dev.upkeep.drivers.database.LiveDatabases;
import dev.upkeep.drivers.database.Server;
import dev.upkeep.run.RunContext;
import dev.upkeep.run.Step;
import java.util.function.Supplier;

/// Makes the new database. Taken back after it was live, it is dropped only when nobody wrote into it: what an app was
/// told to be stored is never thrown away.
record RestoreBesideLive(BesideRestoration beside, Supplier<Server> server, LiveDatabases databases)
        implements Step<ReplaceState> {
    @Override
    public String name() {
        return "restore beside the live database and compare";
    }

    @Override
    public ReplaceState perform(ReplaceState state, RunContext context) {
        return state.by(beside.build(state.app(), state.set(), state.making(), context));
    }

    @Override
    public void undo(ReplaceState state, RunContext context) {
        beside.takeBack(state.making(), context);
        try (var target = server.get()) {
            if (!state.next().isEmpty()
                    && target.identity(state.failed())
                            .filter(state.next()::equals)
                            .isPresent()) {
                dropWhenUntouched(target, state, context);
            }
        }
    }

    private void dropWhenUntouched(Server target, ReplaceState state, RunContext context) {
        if (isUntouched(state, context)) {
            target.drop(state.failed());
            return;
        }
        databases.close(state.failed());
        context.note("\"%s\" is kept, closed: it was live for a moment and may hold rows of that time. Remove it: %s"
                .formatted(state.failed(), databases.toRemove(state.failed())));
    }

    private boolean isUntouched(ReplaceState state, RunContext context) {
        try {
            databases.open(state.failed());
            return beside.isUntouched(
                    state.app(), state.set(), () -> databases.snapshot(state.failed(), beside.workers()), context);
        } catch (UpkeepException failed) {
            context.note("could not compare \"%s\": %s"
                    .formatted(state.failed(), failed.problem().message()));
            return false;
        }
    }
}
