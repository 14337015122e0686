package dev.upkeep.testkit;

import dev.upkeep.base.problem.Kind;
import dev.upkeep.base.problem.UpkeepException;
import dev.upkeep.drivers.store.Store;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// A store in memory, with a clock of its own and a plug that can be pulled: after [#pullPlugAfter] so many
/// changes every further one fails, as if the process had died in between.
public final class MemoryStore implements Store {
    private static final Pattern PART = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]{0,200}");

    private final Map<String, Content> contents = new ConcurrentSkipListMap<>();
    private final InstantSource clock;
    private final AtomicLong changesLeft = new AtomicLong(Long.MAX_VALUE);

    public MemoryStore(InstantSource clock) {
        this.clock = clock;
    }

    /// Another store with the same contents.
    public MemoryStore copy() {
        var copy = new MemoryStore(clock);
        copy.take(this);
        return copy;
    }

    /// Takes another store's contents, too.
    public void take(MemoryStore other) {
        contents.putAll(other.contents);
    }

    /// Lets so many changes happen, and then none, until [#plugIn].
    public void pullPlugAfter(long changes) {
        changesLeft.set(changes);
    }

    public void plugIn() {
        changesLeft.set(Long.MAX_VALUE);
    }

    /// Flips one bit, as a failing disk would.
    public void flipBit(String name, int at) {
        var content = required(name);
        var bytes = content.bytes.clone();
        bytes[at] ^= 1;
        contents.put(name, new Content(bytes, content.entry));
    }

    public byte[] bytes(String name) {
        return required(name).bytes.clone();
    }

    @Override
    public String address() {
        return "memory";
    }

    @Override
    public OutputStream create(String name) {
        check(name);
        change();
        return new ByteArrayOutputStream() {
            @Override
            public void close() {
                change();
                set(name, toByteArray());
            }
        };
    }

    @Override
    public void put(String name, byte[] content) {
        check(name);
        change();
        set(name, content.clone());
    }

    @Override
    public boolean putIfAbsent(String name, byte[] content) {
        check(name);
        change();
        var made = new Content(content.clone(), new Entry(name, content.length, clock.instant()));
        return contents.putIfAbsent(name, made) == null;
    }

    private void set(String name, byte[] bytes) {
        contents.put(name, new Content(bytes, new Entry(name, bytes.length, clock.instant())));
    }

    @Override
    public void publish(List<Move> moves) {
        moves.forEach(this::move);
    }

    private void move(Move move) {
        check(move.from());
        check(move.to());
        change();
        var content = contents.remove(move.from());
        if (content == null) {
            required(move.to());
            return;
        }
        var entry = new Entry(move.to(), content.entry.length(), content.entry.modified());
        contents.put(move.to(), new Content(content.bytes, entry));
    }

    @Override
    public InputStream open(String name) {
        check(name);
        return new ByteArrayInputStream(required(name).bytes);
    }

    @Override
    public Optional<Entry> find(String name) {
        check(name);
        return Optional.ofNullable(contents.get(name)).map(content -> content.entry);
    }

    @Override
    public Stream<Entry> list(String prefix) {
        return contents.values().stream()
                .map(content -> content.entry)
                .filter(entry -> entry.name().startsWith(prefix))
                .toList()
                .stream();
    }

    @Override
    public void delete(String name) {
        check(name);
        change();
        contents.remove(name);
    }

    @Override
    public void deleteTree(String prefix) {
        check(prefix);
        for (var name : contents.keySet().stream()
                .filter(name -> name.startsWith(prefix + "/"))
                .toList()) {
            delete(name);
        }
    }

    @Override
    public OptionalLong freeSpace() {
        return OptionalLong.empty();
    }

    private Content required(String name) {
        var content = contents.get(name);
        if (content == null) {
            throw new UpkeepException(Kind.NOT_FOUND, "the store memory holds no " + name, "");
        }
        return content;
    }

    private void change() {
        if (changesLeft.getAndDecrement() <= 0) {
            changesLeft.set(0);
            throw new UpkeepException(Kind.UNREACHABLE, "the plug was pulled", "");
        }
    }

    private static void check(String name) {
        for (var part : name.split("/", -1)) {
            if (!PART.matcher(part).matches()) {
                throw new UpkeepException(Kind.BUG, "not a name in a store: " + name, "Please report this.");
            }
        }
    }

    private static final class Content {
        private final byte[] bytes;
        private final Entry entry;

        Content(byte[] bytes, Entry entry) {
            this.bytes = bytes;
            this.entry = entry;
        }
    }
}
