package dev.upkeep.operations.backup;

import dev.upkeep.base.problem.Kind;
import dev.upkeep.base.problem.UpkeepException;
import dev.upkeep.drivers.files.FileGroup;
import dev.upkeep.operations.sets.LockKind;
import dev.upkeep.operations.sets.ObjectWriter;
import dev.upkeep.operations.sets.StoreHome;
import dev.upkeep.operations.sets.StoreLocks;
import dev.upkeep.run.RunContext;
import dev.upkeep.run.Step;

/// Looks whether the backup can work at all, and takes the store for it.
final class ReserveStore implements Step<BackupState> {
    /// Less than this is used up by lists and locks alone.
    private static final long LEAST_FREE = 16L << 20;

    private final BackupSource source;
    private final Surroundings surroundings;
    private final StoreLocks locks;
    private final OpenBackups open;

    ReserveStore(BackupSource source, Surroundings surroundings, StoreLocks locks, OpenBackups open) {
        this.source = source;
        this.surroundings = surroundings;
        this.locks = locks;
        this.open = open;
    }

    @Override
    public String name() {
        return "reserve the store";
    }

    @Override
    public BackupState perform(BackupState state, RunContext context) {
        requireContent();
        requireStoreOutside();
        new StoreHome(source.store()).openOrMake(surroundings.clock());
        requireSpace();
        var lock = locks.take(LockKind.BACKUP, context.run(), source.app(), context::note);
        var known = Previous.of(source.store(), source.app(), context::note).objects();
        open.add(context.run(), new OpenBackup(lock, new ObjectWriter(source.store(), context.run(), known)));
        return state;
    }

    @Override
    public void undo(BackupState state, RunContext context) {
        open.forget(context.run());
        ObjectWriter.discard(source.store(), context.run());
        locks.release(LockKind.BACKUP, context.run());
    }

    private void requireContent() {
        if (source.database() == null && source.files().isEmpty()) {
            throw new UpkeepException(
                    Kind.CONFIGURATION,
                    "app \"%s\" has neither a database nor files, so there is nothing to back up"
                            .formatted(source.app()),
                    "Name them in upkeep.yml under database and files");
        }
    }

    /// A store in a folder that it backs up would back itself up, and more each time.
    private void requireStoreOutside() {
        var folder = source.storeFolder();
        if (folder == null) {
            return;
        }
        source.files().forEach((name, path) -> {
            if (FileGroup.find(name, path).holds(folder)) {
                throw new UpkeepException(
                        Kind.CONFIGURATION,
                        "the store %s lies in files.%s (%s), which it backs up".formatted(folder, name, path),
                        "Move the store to another place, best to another disk: backup.store in upkeep.yml");
            }
        });
    }

    private void requireSpace() {
        source.store().freeSpace().ifPresent(free -> {
            if (free < LEAST_FREE) {
                throw new UpkeepException(
                        Kind.MISSING,
                        "the store %s has only %d KiB free"
                                .formatted(source.store().address(), free >> 10),
                        "Make room there, for example with: upkeep prune " + source.app());
            }
        });
    }
}
