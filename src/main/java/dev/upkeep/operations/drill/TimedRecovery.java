package dev.upkeep.operations.drill;

import dev.upkeep.base.problem.Kind;
import dev.upkeep.base.problem.UpkeepException;
import dev.upkeep.drivers.database.NewDatabase;
import dev.upkeep.drivers.database.PrivateServer;
import dev.upkeep.drivers.database.PrivateServers;
import dev.upkeep.drivers.store.Store;
import dev.upkeep.operations.restore.DatabaseContents;
import dev.upkeep.operations.restore.DatabaseRestoration;
import dev.upkeep.operations.restore.FilesRestoration;
import dev.upkeep.operations.restore.RestoredComparison;
import dev.upkeep.operations.restore.Selection;
import dev.upkeep.operations.sets.Drill.Phase;
import dev.upkeep.operations.sets.ListReader;
import dev.upkeep.operations.sets.Manifest;
import dev.upkeep.operations.sets.ObjectReader;
import dev.upkeep.run.RunContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/// A recovery from nothing: a server of our own, the files, the database, a first committed write; then the comparison
/// with the set. Each part's time is taken. The server is gone when it ends.
final class TimedRecovery {
    private final Store store;
    private final PrivateServers servers;
    private final InstantSource clock;
    private final int workers;

    TimedRecovery(Store store, PrivateServers servers, InstantSource clock, int workers) {
        this.store = store;
        this.servers = servers;
        this.clock = clock;
        this.workers = workers;
    }

    static String serverName(RunContext context) {
        return "drill-" + context.run();
    }

    /// @param scratch an empty folder; the files go there
    /// @throws UpkeepException MISSING when it can't be done on this machine, DAMAGED when the set is not whole
    DrillState perform(DrillState state, Manifest manifest, Path scratch, RunContext context) {
        require(servers.obstacles(manifest.database().serverVersion()));
        requireSpace(scratch, state.sizes().files());
        var files = folder(scratch);
        var name = serverName(context);
        var watch = new Watch(state);
        try (var server = watch.time(
                DrillPhase.SERVER, () -> servers.start(name, manifest.database().serverVersion()))) {
            on(server, manifest, new Folders(scratch, files), watch, context);
            return watch.state;
        } finally {
            servers.remove(name);
        }
    }

    /// @param scratch for archives while they are read
    /// @param files an empty folder for the app's files
    private record Folders(Path scratch, Path files) {}

    private void on(PrivateServer server, Manifest manifest, Folders folders, Watch watch, RunContext context) {
        require(server.obstacles(manifest.database()));
        var objects = new ObjectReader(store);
        var lists = new ListReader(store);
        watch.time(
                DrillPhase.FILES,
                () -> new FilesRestoration(objects, lists, new Selection(List.of()), folders.files(), context)
                        .restore(manifest));
        var contents = DatabaseContents.read(lists, manifest);
        try (var database = watch.time(DrillPhase.DATABASE, () -> {
            var made = server.create("drill", manifest.database());
            new DatabaseRestoration(objects, folders.scratch(), workers)
                    .into(made, contents, manifest.database(), context);
            return made;
        })) {
            watch.time(DrillPhase.FIRST_WRITE, () -> written(database));
            watch.time(
                    DrillPhase.COMPARISON,
                    () -> compared(new RestoredComparison(objects, workers), manifest, contents, database, context));
        }
    }

    private static Path folder(Path scratch) {
        try {
            return Files.createDirectory(scratch.resolve("files"));
        } catch (IOException failed) {
            throw new UpkeepException(
                    Kind.FAILED, "could not make a folder in " + scratch, "Look at its disk.", failed);
        }
    }

    private static boolean written(NewDatabase database) {
        database.firstWrite();
        return true;
    }

    private static boolean compared(
            RestoredComparison comparison,
            Manifest manifest,
            DatabaseContents contents,
            NewDatabase database,
            RunContext context) {
        comparison.require(manifest, contents, database, context);
        return true;
    }

    private static void require(List<String> obstacles) {
        if (!obstacles.isEmpty()) {
            throw new UpkeepException(
                    Kind.MISSING,
                    "this machine could not bring the app back: " + String.join("; ", obstacles),
                    "Mend that: on the day when it counts it would be in the way as well.");
        }
    }

    private static void requireSpace(Path scratch, long needed) {
        try {
            var free = Files.getFileStore(scratch).getUsableSpace();
            if (free < needed) {
                throw new UpkeepException(
                        Kind.MISSING,
                        "the files need %d bytes, and %s has %d free".formatted(needed, scratch, free),
                        "Make space there, or choose another place with --state.");
            }
        } catch (IOException cantBeAsked) {
            throw new UpkeepException(
                    Kind.FAILED,
                    "could not ask for the space of %s: %s".formatted(scratch, cantBeAsked.getMessage()),
                    "Look at its disk.",
                    cantBeAsked);
        }
    }

    @FunctionalInterface
    private interface Work<T> {
        T perform();
    }

    private final class Watch {
        private DrillState state;

        Watch(DrillState state) {
            this.state = state;
        }

        <T> T time(DrillPhase phase, Work<T> work) {
            var begun = clock.instant();
            var result = work.perform();
            var took = Duration.between(begun, clock.instant()).toMillis() / 1000.0;
            state = state.with(new Phase(phase.word(), took));
            return result;
        }
    }
}
