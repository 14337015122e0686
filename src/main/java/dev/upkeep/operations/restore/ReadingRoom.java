package dev.upkeep.operations.restore;

import dev.upkeep.base.problem.Kind;
import dev.upkeep.base.problem.UpkeepException;
import dev.upkeep.base.time.Pause;
import dev.upkeep.drivers.files.TreeRemoval;
import dev.upkeep.drivers.store.Store;
import dev.upkeep.operations.sets.ListedSet;
import dev.upkeep.operations.sets.LockKind;
import dev.upkeep.operations.sets.SetCatalogue;
import dev.upkeep.operations.sets.StoreLocks;
import dev.upkeep.run.RunContext;
import dev.upkeep.run.RunId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.function.Function;

/// What a run that reads a set needs for itself: the store's lock for readers, and a folder for what it unpacks. Both
/// are found again by the run's id.
///
/// @param scratch where such folders are made, 0700
/// @param beat between two signs of life in the store, on a thread of its own
public record ReadingRoom(Store store, StoreLocks locks, Path scratch, Pause beat) {
    /// Works with the store locked, and with an empty folder that is gone afterwards.
    ///
    /// @param work is given the folder
    /// @throws UpkeepException CLASH when prune has the store, or took the lock away while this process slept
    public <T> T with(String app, RunContext context, Function<Path, T> work) {
        try (var lock = KeptLock.of(locks.take(LockKind.READ, context.run(), app, context::note), beat)) {
            clear(context.run());
            var result = work.apply(make(context.run()));
            lock.requireHeld();
            return result;
        } finally {
            clear(context.run());
        }
    }

    /// @param prefix a set's whole id or an unmistakable beginning; empty for the newest
    /// @throws UpkeepException NOT_FOUND, DAMAGED or REFUSED when its manifest cannot be read
    public ListedSet.Known set(String app, String prefix) {
        return new SetCatalogue(store).find(app, prefix);
    }

    /// Removes what a dead run left. Asks for no lock: prune may have the store meanwhile.
    public void clean(RunContext context) {
        try {
            clear(context.run());
        } finally {
            locks.release(LockKind.READ, context.run());
        }
    }

    /// Whole, since programs that read in it work in another folder.
    private Path folder(RunId run) {
        return scratch.toAbsolutePath().resolve("run-" + run);
    }

    private Path make(RunId run) {
        try {
            Files.createDirectories(scratch);
            var onlyOurs = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
            return Files.createDirectory(folder(run), onlyOurs);
        } catch (IOException failed) {
            throw trouble("make", run, failed);
        }
    }

    private void clear(RunId run) {
        try {
            TreeRemoval.remove(folder(run));
        } catch (IOException failed) {
            throw trouble("remove", run, failed);
        }
    }

    private UpkeepException trouble(String what, RunId run, IOException failed) {
        return new UpkeepException(
                Kind.FAILED,
                "could not %s the folder %s: %s".formatted(what, folder(run), failed.getMessage()),
                "Look whether there is space, and who owns it.",
                failed);
    }
}
