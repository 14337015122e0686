package dev.upkeep.operations.restore;

import dev.upkeep.base.problem.Kind;
import dev.upkeep.base.problem.UpkeepException;
import dev.upkeep.drivers.database.Server;
import dev.upkeep.drivers.database.Snapshot;
import dev.upkeep.operations.sets.ListReader;
import dev.upkeep.operations.sets.Manifest;
import dev.upkeep.operations.sets.ObjectReader;
import dev.upkeep.run.RunContext;
import java.nio.file.Path;
import java.util.function.Supplier;

/// Makes a set's database under a name of the run's own, beside what is live, and compares it with the set. Nothing of
/// it is left when it is taken back.
///
/// @param server opened when it is needed, closed by us
record BesideRestoration(ReadingRoom room, Supplier<Server> server, int workers) {
    Manifest manifest(String app, String set) {
        return room.set(app, set).manifest();
    }

    /// @throws UpkeepException MISSING with everything that stands against it
    static void requirePossible(Server target, Manifest manifest) {
        var obstacles = target.obstacles(manifest.database());
        if (!obstacles.isEmpty()) {
            throw new UpkeepException(Kind.MISSING, String.join("; ", obstacles), "Mend that, then restore again.");
        }
    }

    /// @return the identity of the complete database, see [Server#identity]
    String build(String app, String set, String making, RunContext context) {
        return room.with(app, context, folder -> build(manifest(app, set), making, folder, context));
    }

    private String build(Manifest manifest, String making, Path folder, RunContext context) {
        var contents = DatabaseContents.read(new ListReader(room.store()), manifest);
        var objects = new ObjectReader(room.store());
        try (var target = server.get();
                var database = target.create(making, manifest.database())) {
            new DatabaseRestoration(objects, folder, workers).into(database, contents, manifest.database(), context);
            new RestoredComparison(objects, workers).require(manifest, contents, database, context);
            return target.identity(making).orElseThrow();
        }
    }

    void takeBack(String making, RunContext context) {
        try (var target = server.get()) {
            target.drop(making);
        } finally {
            room.clean(context);
        }
    }

    /// Whether a database that was built here still is what the set says.
    boolean isUntouched(String app, String set, Supplier<Snapshot> moment, RunContext context) {
        return room.with(app, context, ignored -> {
            var manifest = manifest(app, set);
            var contents = DatabaseContents.read(new ListReader(room.store()), manifest);
            try (var open = moment.get()) {
                return new RestoredComparison(new ObjectReader(room.store()), workers)
                        .differences(manifest, contents, open, context)
                        .isEmpty();
            }
        });
    }
}
