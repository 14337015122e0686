package dev.upkeep.operations.backup;

import dev.upkeep.operations.sets.ObjectRef;
import dev.upkeep.operations.sets.ObjectTable;
import dev.upkeep.operations.sets.ObjectWriter;
import dev.upkeep.operations.sets.StoreLock;
import dev.upkeep.run.RunContext;
import java.util.concurrent.atomic.AtomicLong;

/// A backup that is being written: its lock, and what it has put so far. Lives in memory only: a backup whose process
/// died is taken back, never gone on with. May be used from several threads.
final class OpenBackup {
    private final StoreLock lock;
    private final ObjectWriter writer;
    private final ObjectTable counted = new ObjectTable();
    private final AtomicLong plainBytes = new AtomicLong();
    private final AtomicLong storedBytes = new AtomicLong();

    OpenBackup(StoreLock lock, ObjectWriter writer) {
        this.lock = lock;
        this.writer = writer;
    }

    ObjectRef put(ObjectWriter.Source source) {
        return count(writer.put(source).object());
    }

    /// Takes an object of an earlier set, without its content.
    ///
    /// @return false when it is not there any more
    boolean reuse(ObjectRef object) {
        var there = writer.reuse(object);
        if (there) {
            count(object);
        }
        return there;
    }

    /// Keeps the lock; whoever works long calls it every second.
    ///
    /// @throws dev.upkeep.base.problem.UpkeepException CANCELLED, CLASH
    void checkpoint(RunContext context) {
        context.checkpoint();
        lock.keep();
    }

    StoreLock lock() {
        return lock;
    }

    ObjectWriter writer() {
        return writer;
    }

    /// As it was read, contents that come twice counted twice.
    long plainBytes() {
        return plainBytes.get();
    }

    /// What the set needs in the store, shared objects too.
    long storedBytes() {
        return storedBytes.get();
    }

    private synchronized ObjectRef count(ObjectRef object) {
        plainBytes.addAndGet(object.plainLength());
        if (!counted.contains(object.sha256())) {
            counted.put(object.sha256(), object.storedLength());
            storedBytes.addAndGet(object.storedLength());
        }
        return object;
    }
}
