package dev.upkeep.operations.sets;

import dev.upkeep.base.problem.Kind;
import dev.upkeep.base.problem.UpkeepException;
import dev.upkeep.drivers.store.Store;
import dev.upkeep.drivers.store.Store.Move;
import dev.upkeep.operations.sets.ObjectReader.Examined;
import dev.upkeep.run.RunId;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/// Writes the new objects of one backup below `staging/`. What the store has already is not compressed or written
/// again. May be used from several threads at once, and a content may be put while another one is being written.
public final class ObjectWriter {
    private static final int STRIPES = 64;
    private static final int BATCH = 4096;

    private final Store store;
    private final RunId run;
    private final ObjectReader reader;
    private final ObjectTable known;
    private final ObjectTable reused = new ObjectTable();
    private final Map<String, Staged> staged = new ConcurrentHashMap<>();
    private final AtomicLong streams = new AtomicLong();
    private final AtomicLong newBytes = new AtomicLong();
    private final List<Object> stripes =
            IntStream.range(0, STRIPES).mapToObj(each -> new Object()).toList();

    /// @param known objects that sets name, with the stored length that they say; an object that is in the
    ///     store but not here, or with another length, is read wholly before it is used
    public ObjectWriter(Store store, RunId run, ObjectTable known) {
        this.store = store;
        this.run = run;
        this.reader = new ObjectReader(store);
        this.known = known;
    }

    /// Removes what a backup wrote so far; nothing happens when there is nothing.
    public static void discard(Store store, RunId run) {
        store.deleteTree(folder(run));
    }

    private static String folder(RunId run) {
        return "staging/" + run;
    }

    /// Takes a content that the source writes. What the source throws comes through, and nothing is kept.
    public Stored put(Source source) {
        var stream = folder(run) + "/stream-" + streams.incrementAndGet() + ".zst";
        var content = new Incoming(() -> store.create(stream));
        var stored = Optional.<Stored>empty();
        try (content) {
            source.write(content);
            stored = Optional.of(keep(content, stream));
            return stored.get();
        } catch (IOException cause) {
            throw new UpkeepException(Kind.FAILED, "a content could not be read: " + cause.getMessage(), "", cause);
        } finally {
            if (content.isStaged() && !stored.map(Stored::isNew).orElse(false)) {
                store.delete(stream);
            }
        }
    }

    /// Equal contents that come at the same time are kept once.
    private Stored keep(Incoming content, String stream) throws IOException {
        var hash = content.hash();
        synchronized (stripes.get(Integer.parseInt(hash.substring(0, 2), 16) % STRIPES)) {
            var there = there(hash, content.length());
            if (there.isPresent()) {
                return new Stored(there.get(), false);
            }
            return new Stored(stage(hash, content, stream), true);
        }
    }

    private ObjectRef stage(String hash, Incoming content, String stream) throws IOException {
        var storedLength = content.finish();
        staged.put(hash, new Staged(stream, storedLength));
        newBytes.addAndGet(storedLength);
        return new ObjectRef(hash, content.length(), storedLength);
    }

    private Optional<ObjectRef> there(String hash, long plainLength) {
        var before = staged.get(hash);
        if (before != null) {
            return Optional.of(new ObjectRef(hash, plainLength, before.length));
        }
        var found = store.find(ObjectRef.nameOf(hash));
        if (found.isEmpty() || found.get().length() == 0) {
            return Optional.empty();
        }
        var object = new ObjectRef(hash, plainLength, found.get().length());
        return isWhole(object) ? Optional.of(use(object)) : Optional.empty();
    }

    private boolean isWhole(ObjectRef object) {
        var expected = known.length(object.sha256());
        return (expected.isPresent() && expected.getAsLong() == object.storedLength())
                || reader.examine(object) instanceof Examined.Good;
    }

    private ObjectRef use(ObjectRef object) {
        synchronized (reused) {
            reused.put(object.sha256(), object.storedLength());
        }
        return object;
    }

    /// Uses an object again without its content, for a file that was not touched since an earlier set.
    ///
    /// @return false when it is not in the store any more with that length: read the file again
    public boolean reuse(ObjectRef object) {
        var found = store.find(object.name());
        if (found.isEmpty() || found.get().length() != object.storedLength()) {
            return false;
        }
        use(object);
        return true;
    }

    /// Stored bytes of the objects that are new so far.
    public long newBytes() {
        return newBytes.get();
    }

    /// Moves the new objects to their places, after looking again at each that is used from before. The manifest
    /// follows in [SetPublisher].
    ///
    /// @param checkpoint is called often: keeps the lock, and throws to stop
    /// @throws UpkeepException DAMAGED when an object that is used again is gone or has another length
    public void publish(Runnable checkpoint) {
        lookAgain(checkpoint);
        var moves = new ArrayList<Move>();
        for (var each : staged.entrySet()) {
            moves.add(new Move(each.getValue().stream, ObjectRef.nameOf(each.getKey())));
            if (moves.size() == BATCH) {
                checkpoint.run();
                store.publish(moves);
                moves.clear();
            }
        }
        store.publish(moves);
    }

    private void lookAgain(Runnable checkpoint) {
        reused.forEach((hash, length) -> {
            checkpoint.run();
            var found = store.find(ObjectRef.nameOf(hash));
            if (found.isEmpty() || found.get().length() != length) {
                throw new UpkeepException(
                        Kind.DAMAGED,
                        "object " + hash + ", which this backup shares with earlier sets, was "
                                + (found.isEmpty() ? "removed" : "changed") + " meanwhile",
                        "Run the backup again; it writes the object anew.");
            }
        });
    }

    @FunctionalInterface
    public interface Source {
        void write(OutputStream out) throws IOException;
    }

    private record Staged(String stream, long length) {}
}
