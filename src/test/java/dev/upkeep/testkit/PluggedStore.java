package dev.upkeep.testkit;

import dev.upkeep.drivers.store.Store;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// A store as a process sees it that loses power before or after one of its changes.
public record PluggedStore(Store store, Plug plug) implements Store {
    @Override
    public String address() {
        return store.address();
    }

    @Override
    public OutputStream create(String name) {
        plug.moment();
        return new FilterOutputStream(store.create(name)) {
            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                out.write(bytes, offset, length);
            }

            @Override
            public void close() throws IOException {
                plug.moment();
                super.close();
            }
        };
    }

    @Override
    public void put(String name, byte[] content) {
        changing(() -> {
            store.put(name, content);
            return true;
        });
    }

    @Override
    public boolean putIfAbsent(String name, byte[] content) {
        return changing(() -> store.putIfAbsent(name, content));
    }

    /// One move after the other: the power may go in between.
    @Override
    public void publish(List<Move> moves) {
        moves.forEach(move -> changing(() -> {
            store.publish(List.of(move));
            return true;
        }));
    }

    @Override
    public InputStream open(String name) {
        plug.requirePower();
        return store.open(name);
    }

    @Override
    public Optional<Entry> find(String name) {
        plug.requirePower();
        return store.find(name);
    }

    @Override
    public Stream<Entry> list(String prefix) {
        plug.requirePower();
        return store.list(prefix);
    }

    @Override
    public void delete(String name) {
        changing(() -> {
            store.delete(name);
            return true;
        });
    }

    /// One content after the other.
    @Override
    public void deleteTree(String prefix) {
        plug.requirePower();
        try (var entries = store.list(prefix + "/")) {
            entries.map(Entry::name).toList().forEach(this::delete);
        }
    }

    @Override
    public OptionalLong freeSpace() {
        plug.requirePower();
        return store.freeSpace();
    }

    private <T> T changing(Supplier<T> change) {
        plug.moment();
        var changed = change.get();
        plug.moment();
        return changed;
    }
}
