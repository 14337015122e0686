package dev.upkeep.operations.restore;

import dev.upkeep.base.problem.Kind;
import dev.upkeep.base.problem.UpkeepException;
import dev.upkeep.drivers.database.LiveDatabases;
import dev.upkeep.drivers.database.Server;
import dev.upkeep.operations.sets.Manifest;
import dev.upkeep.run.RunContext;
import dev.upkeep.run.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/// Everything that can be refused is refused before anything is made.
record LookBeforeReplacing(BesideRestoration beside, Supplier<Server> server, LiveDatabases databases, AppControl app)
        implements Step<ReplaceState> {
    @Override
    public String name() {
        return "look whether the live database can be replaced";
    }

    @Override
    public ReplaceState perform(ReplaceState state, RunContext context) {
        var manifest = beside.manifest(state.app(), state.set());
        try (var target = server.get()) {
            var old = target.identity(state.live())
                    .orElseThrow(() -> new UpkeepException(
                            Kind.NOT_FOUND,
                            "there is no database \"%s\" on %s".formatted(state.live(), target.address()),
                            "Then nothing is to be replaced: upkeep restore %s --into %s"
                                    .formatted(state.app(), state.live())));
            if (target.exists(state.kept())) {
                throw new UpkeepException(
                        Kind.REFUSED,
                        "database \"%s\" exists already on %s".formatted(state.kept(), target.address()),
                        "Try again in a second.");
            }
            BesideRestoration.requirePossible(target, manifest);
            require(Kind.MISSING, databases.missingRights(state.live()), "Mend that, then restore again.");
            require(Kind.MISSING, app.obstacles(), "Mend that in upkeep.yml or on the machine, then restore again.");
            requireNothingBound(databases, state.live());
            require(Kind.MISSING, tooLittleSpace(databases, state.live(), manifest), "Make space there.");
            return state.replacing(old);
        }
    }

    static void requireNothingBound(LiveDatabases databases, String live) {
        require(Kind.REFUSED, databases.bound(live), "Then restore again; nothing was changed.");
    }

    /// How much a second database needs nobody knows before. Refused is only what surely does not fit: a quarter of the
    /// smaller one of what the live database takes and what the set holds with its files.
    static List<String> tooLittleSpace(LiveDatabases databases, String live, Manifest manifest) {
        var found = new ArrayList<String>();
        var space = databases.space(live);
        var surely = Math.min(space.used(), manifest.totals().plainBytes()) / 4;
        space.free().ifPresent(free -> {
            if (free < surely) {
                found.add("the server has %d bytes free, far too little for a second database: the live one takes %d"
                        .formatted(free, space.used()));
            }
        });
        return found;
    }

    private static void require(Kind kind, List<String> found, String hint) {
        if (!found.isEmpty()) {
            throw new UpkeepException(kind, String.join("; ", found), hint);
        }
    }

    @Override
    public void undo(ReplaceState state, RunContext context) {
        // It only looks.
    }
}
