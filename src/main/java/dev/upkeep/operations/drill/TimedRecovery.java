package dev.upkeep.operations.drill;

import dev.upkeep.base.problem.Kind;
import dev.upkeep.base.problem.UpkeepException;
import dev.upkeep.drivers.database.NewDatabase;
import dev.upkeep.drivers.database.PrivateServer;
import dev.upkeep.drivers.database.PrivateServers;
import dev.upkeep.drivers.database.PrivateServers.Writing;
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
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/// A recovery from nothing: a server of our own, the files, the database, a first committed write; then the comparison
/// with the set. Each part's time is taken. The server is gone when it ends.
final class TimedRecovery {
    /// What a database needs beside its rows, measured on the register of the demo: indexes as much again at most, and
    /// the log of writing them.
    private static final int INDEXES_AND_LOG = 3;
    /// An empty server and its log.
    private static final long SERVER = 200_000_000;

    private final Store store;
    private final PrivateServers servers;
    private final LongSupplier nanoseconds;
    private final int workers;

    /// @param nanoseconds of a clock that only goes forward
    TimedRecovery(Store store, PrivateServers servers, LongSupplier nanoseconds, int workers) {
        this.store = store;
        this.servers = servers;
        this.nanoseconds = nanoseconds;
        this.workers = workers;
    }

    static String serverName(RunContext context) {
        return "drill-" + context.run();
    }

    /// @param scratch an empty folder; the files go there
    /// @throws UpkeepException MISSING when it can't be done on this machine, DAMAGED when the set is not whole
    DrillState perform(DrillState state, Manifest manifest, Path scratch, RunContext context) {
        requireNone(servers.obstacles(manifest.database().serverVersion()));
        requireSpace(scratch, state.sizes());
        var files = folder(scratch);
        if (state.predicted() > 0) {
            context.note("expected from earlier drills: %.1f s until the first write".formatted(state.predicted()));
        }
        var name = serverName(context);
        var watch = new Watch(state);
        try (var server = watch.time(
                DrillPhase.SERVER, () -> servers.start(name, manifest.database().serverVersion(), Writing.SAFE))) {
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
        requireNone(server.obstacles(manifest.database()));
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

    private static void requireNone(List<String> obstacles) {
        if (!obstacles.isEmpty()) {
            throw new UpkeepException(
                    Kind.MISSING,
                    "this machine could not bring the app back: " + String.join("; ", obstacles),
                    "Mend that: on the day when it counts it would be in the way as well.");
        }
    }

    /// Before anything is made: what is live may be on the same disk, and must not meet a full one.
    private void requireSpace(Path scratch, DrillState.Sizes sizes) {
        var database = INDEXES_AND_LOG * sizes.database() + SERVER;
        try {
            var files = Files.getFileStore(scratch);
            var place = servers.place().orElse(scratch);
            var oneDisk = Files.getFileStore(place).equals(files);
            require(Files.getFileStore(place), database + (oneDisk ? sizes.files() : 0), place);
            require(files, sizes.files(), scratch);
        } catch (IOException cantBeAsked) {
            throw new UpkeepException(
                    Kind.FAILED,
                    "could not ask how much is free: " + cantBeAsked.getMessage(),
                    "Look at the disks.",
                    cantBeAsked);
        }
    }

    private static void require(FileStore disk, long needed, Path where) throws IOException {
        var free = disk.getUsableSpace();
        if (free < needed) {
            throw new UpkeepException(
                    Kind.MISSING,
                    "the drill needs about %d bytes in %s, and %d are free".formatted(needed, where, free),
                    "Make space there; nothing was begun.");
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
            var begun = nanoseconds.getAsLong();
            var result = work.perform();
            var took = TimeUnit.NANOSECONDS.toMillis(nanoseconds.getAsLong() - begun) / 1000.0;
            state = state.with(new Phase(phase.word(), took));
            return result;
        }
    }
}
