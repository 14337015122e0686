package dev.upkeep.operations.sets;

import dev.upkeep.base.problem.Kind;
import dev.upkeep.base.problem.UpkeepException;
import dev.upkeep.drivers.store.Store;
import dev.upkeep.drivers.store.Store.Entry;
import dev.upkeep.run.Machine;
import dev.upkeep.run.RunId;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// Locks that lie in the store itself, because several machines may share it. Whoever wants in writes first and
/// looks then, so of two at the same time at least one sees the other.
public final class StoreLocks {
    private static final Duration STALE = Duration.ofMinutes(15);
    private static final String FOLDER = "locks/";

    private final Store store;
    private final Machine machine;
    private final String who;
    private final InstantSource clock;

    /// @param who for people: account and face
    public StoreLocks(Store store, Machine machine, String who, InstantSource clock) {
        this.store = store;
        this.machine = machine;
        this.who = who;
        this.clock = clock;
    }

    /// Takes the store for a run. A run that takes it again gets the same lock.
    ///
    /// @param notes is told of stale locks that were taken away
    /// @throws UpkeepException CLASH with the holder's name
    public StoreLock take(LockKind kind, RunId run, String app, Consumer<String> notes) {
        var name = nameOf(kind, run);
        var now = clock.instant();
        var note = new LockNote(Manifest.FORMAT, kind, run.value(), app, who, machine.self(), now, now);
        store.put(name, Json.write(note));
        var lock = new StoreLock(store, clock, name, note);
        try {
            var storeTime = lock.storeTime();
            for (var other : others(name)) {
                yieldTo(other, kind, storeTime, notes);
            }
            return lock;
        } catch (RuntimeException refused) {
            lock.close();
            throw refused;
        }
    }

    /// Lets a run's lock go, also one that a dead process took; nothing happens when there is none.
    public void release(LockKind kind, RunId run) {
        store.delete(nameOf(kind, run));
    }

    private static String nameOf(LockKind kind, RunId run) {
        return FOLDER + kind.word() + "-" + run + ".json";
    }

    private List<Entry> others(String own) {
        try (var entries = store.list(FOLDER)) {
            return entries.filter(entry -> !entry.name().equals(own)).toList();
        }
    }

    private void yieldTo(Entry other, LockKind wanted, Instant storeTime, Consumer<String> notes) {
        var note = read(other.name());
        if (note.isEmpty()) {
            return;
        }
        var holder = note.get();
        if (!wanted.excludes(holder.kind())) {
            return;
        }
        if (isStale(holder, other, storeTime)) {
            store.delete(other.name());
            notes.accept("took away the lock that %s left behind".formatted(inWords(holder)));
            return;
        }
        throw new UpkeepException(
                Kind.CLASH,
                "the store %s is in use by %s since %s".formatted(store.address(), inWords(holder), holder.taken()),
                "Wait for it to end. A lock whose owner died is taken away after 15 minutes.");
    }

    /// A process of another machine, or of one of the same name or an earlier start, never is surely dead: its lock
    /// gets
    /// old.
    private boolean isStale(LockNote holder, Entry entry, Instant storeTime) {
        var surelyDead = machine.sees(holder.owner()) && machine.gone(holder.owner());
        return surelyDead || Duration.between(entry.modified(), storeTime).compareTo(STALE) > 0;
    }

    private static String inWords(LockNote note) {
        return "the %s %s of %s (%s)".formatted(note.kind().word(), note.run(), note.app(), note.owner());
    }

    /// Empty when it was let go meanwhile.
    private Optional<LockNote> read(String name) {
        try (var in = store.open(name)) {
            return Optional.of(Json.read(in.readAllBytes(), LockNote.class, name));
        } catch (UpkeepException failed) {
            if (failed.problem().kind() == Kind.NOT_FOUND) {
                return Optional.empty();
            }
            throw failed;
        } catch (IOException cause) {
            throw Json.damaged(name, String.valueOf(cause.getMessage()), cause);
        }
    }
}
