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

    /// Before the app is stopped: hours may have passed since the first look.
    void lookAgain(ReplaceState state, RunContext context) {
        requireOldIn(state.live(), state);
        LookBeforeReplacing.requireNothingBound(databases, state.live());
    }

    /// Takes the closing back, when the old database has its name again. What somebody else put there meanwhile is his.
    void openOld(ReplaceState state, RunContext context) {
        undo(state, context);
        if (!has(state.live(), state.old()) && !has(state.kept(), state.old())) {
            context.note(
                    "\"%s\" is not the database any more that it was; it is left as it is".formatted(state.live()));
            return;
        }
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
        context.note("\"%s\" is set %s now; the old database is \"%s\", closed. Put it back: %s"
                .formatted(
                        state.live(),
                        state.set(),
                        state.kept(),
                        databases.toPutBack(state.live(), state.kept(), state.failed())));
        return state;
    }

    @Override
    public void undo(ReplaceState state, RunContext context) {
        if (!has(state.live(), state.next())) {
            return;
        }
        requireOldIn(state.kept(), state);
        try {
            databases.close(state.live());
            databases.swap(state.live(), state.failed(), state.kept());
        } catch (UpkeepException failed) {
            openAgain(state, failed);
            throw failed;
        }
    }

    /// What can't be swapped back stays live, and people get in: a prepared transaction can be ended only from inside.
    private void openAgain(ReplaceState state, UpkeepException failed) {
        try {
            if (has(state.live(), state.next())) {
                databases.open(state.live());
            }
        } catch (UpkeepException alsoFailed) {
            failed.addSuppressed(alsoFailed);
        }
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
