package dev.upkeep.operations.restore;

import dev.upkeep.base.problem.Kind;
import dev.upkeep.base.problem.UpkeepException;
import dev.upkeep.drivers.database.LiveDatabases;
import dev.upkeep.drivers.database.Server;
import dev.upkeep.run.RunContext;
import dev.upkeep.run.Step;
import java.util.function.Supplier;

/// Puts the new database in the place of the old one, and back. Looks who has which name, never what the journal says.
record SwapStep(Supplier<Server> server, LiveDatabases databases) implements Step<ReplaceState> {
    @Override
    public String name() {
        return "put the new database in its place";
    }

    @Override
    public Repeat repeat() {
        return Repeat.VERIFY_THEN_RETRY;
    }

    /// Once the new database has the name, people may write into it before anybody takes this run up.
    @Override
    public boolean goesOnAfterCrash(ReplaceState state) {
        return has(state.live(), state.next());
    }

    /// The step before: nobody writes into the old database any more.
    void close(ReplaceState state, RunContext context) {
        requireOldIn(state.live(), state);
        LookBeforeReplacing.requireNothingBound(databases, state.live());
        context.note("close \"%s\" and end its sessions".formatted(state.live()));
        databases.close(state.live());
    }

    /// Takes that back, when the old database has its name again.
    void openOld(ReplaceState state, RunContext context) {
        requireOldIn(state.live(), state);
        databases.open(state.live());
        context.note("\"%s\" is the old database, open".formatted(state.live()));
    }

    @Override
    public ReplaceState perform(ReplaceState state, RunContext context) {
        if (!has(state.live(), state.next())) {
            requireOldIn(state.live(), state);
            LookBeforeReplacing.requireNothingBound(databases, state.live());
            databases.swap(state.live(), state.kept(), state.making());
        }
        databases.open(state.live());
        context.note("\"%s\" is set %s now; the old database is \"%s\", closed"
                .formatted(state.live(), state.set(), state.kept()));
        return state;
    }

    @Override
    public void undo(ReplaceState state, RunContext context) {
        if (!has(state.live(), state.next())) {
            return;
        }
        requireOldIn(state.kept(), state);
        databases.close(state.live());
        databases.swap(state.live(), state.failed(), state.kept());
    }

    private void requireOldIn(String name, ReplaceState state) {
        if (!has(name, state.old())) {
            throw new UpkeepException(
                    Kind.NOT_FOUND,
                    "the database that was \"%s\" is not \"%s\" any more".formatted(state.live(), name),
                    "Somebody renamed or dropped it. When that was meant, say so: upkeep settle");
        }
    }

    private boolean has(String name, String identity) {
        try (var target = server.get()) {
            return !identity.isEmpty()
                    && target.identity(name).filter(identity::equals).isPresent();
        }
    }
}
