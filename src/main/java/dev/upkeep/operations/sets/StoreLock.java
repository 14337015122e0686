package dev.upkeep.operations.sets;

import dev.upkeep.base.problem.Kind;
import dev.upkeep.base.problem.UpkeepException;
import dev.upkeep.drivers.store.Store;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/// A lock that this process holds. Whoever works long calls [#keep] often; it writes at most once a minute. May
/// be used from several threads at once.
public final class StoreLock implements AutoCloseable {
    private static final Duration REFRESH = Duration.ofMinutes(1);

    private final Store store;
    private final InstantSource clock;
    private final String name;
    private LockNote note;
    private boolean closed;

    StoreLock(Store store, InstantSource clock, String name, LockNote note) {
        this.store = store;
        this.clock = clock;
        this.name = name;
        this.note = note;
    }

    /// Writes the lock again when it is due.
    ///
    /// @throws UpkeepException CLASH when somebody took it away
    public synchronized void keep() {
        if (closed) {
            return;
        }
        var now = clock.instant();
        var age = Duration.between(note.refreshed(), now).abs();
        if (age.compareTo(REFRESH) < 0) {
            return;
        }
        requireHeld();
        write(now);
    }

    /// Looks into the store.
    ///
    /// @throws UpkeepException CLASH when somebody took it away
    public void requireHeld() {
        if (store.find(name).isEmpty()) {
            throw new UpkeepException(
                    Kind.CLASH,
                    "the lock of this run on the store " + store.address() + " was taken away",
                    "The machine may have slept, or the store was away, for a quarter of an hour; run it again.");
        }
    }

    private void write(Instant now) {
        note = note.refreshedAt(now);
        store.put(name, Json.write(note));
    }

    /// When this lock was last written, by the store's own clock.
    public Instant storeTime() {
        return store.find(name)
                .map(Store.Entry::modified)
                .orElseThrow(() -> new UpkeepException(
                        Kind.CLASH, "the lock of this run on the store was taken away", "Run it again."));
    }

    /// Whoever keeps it from another thread does not write it again after this.
    @Override
    public synchronized void close() {
        closed = true;
        store.delete(name);
    }
}
