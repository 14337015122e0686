package dev.upkeep.operations.sets;

import dev.upkeep.base.problem.Kind;
import dev.upkeep.base.problem.UpkeepException;
import dev.upkeep.drivers.store.Store;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

/// Sets a store up, and tells a store from an empty folder where its disk should be mounted. Keeps restore.sh
/// and the README in the store up to date.
public final class StoreHome {
    private static final String NAME = "store.json";
    private static final List<String> HELP = List.of("README.md", "restore.sh");

    private final Store store;

    public StoreHome(Store store) {
        this.store = store;
    }

    /// @throws UpkeepException UNREACHABLE when there is no store, REFUSED when a newer Upkeep made it
    public Identity open() {
        if (store.find(NAME).isEmpty()) {
            throw new UpkeepException(
                    Kind.UNREACHABLE,
                    "there is no store in " + store.address() + ": it has no " + NAME,
                    "Mount its disk if it has one. A new store is set up by the first backup.");
        }
        try (var in = store.open(NAME)) {
            return Json.read(in.readAllBytes(), Identity.class, NAME + " of " + store.address());
        } catch (IOException cause) {
            throw Json.damaged(NAME, String.valueOf(cause.getMessage()), cause);
        }
    }

    /// Whether there is a store; false for an empty folder, where one can be set up.
    ///
    /// @throws UpkeepException REFUSED when something else is in it, or a newer Upkeep made it
    public boolean isMade() {
        if (store.find(NAME).isPresent()) {
            open();
            return true;
        }
        requireEmpty();
        return false;
    }

    /// Opens the store, or sets it up when nothing is in it.
    ///
    /// @throws UpkeepException REFUSED when something else is in it
    public Identity openOrMake(InstantSource clock) {
        if (store.find(NAME).isEmpty()) {
            requireEmpty();
            var made = new Identity(Manifest.FORMAT, UUID.randomUUID().toString(), clock.instant());
            store.putIfAbsent(NAME, Json.write(made));
        }
        var identity = open();
        writeHelp();
        return identity;
    }

    private void requireEmpty() {
        try (var entries = store.list("")) {
            var something = entries.map(Store.Entry::name)
                    .filter(name -> !name.startsWith("lost+found"))
                    .findFirst();
            if (something.isPresent()) {
                throw new UpkeepException(
                        Kind.REFUSED,
                        store.address() + " is not empty and not a store: it holds " + something.get(),
                        "Name an empty folder under backup.store.");
            }
        }
    }

    private void writeHelp() {
        for (var name : HELP) {
            var content = resource(name);
            if (!isThere(name, content)) {
                store.put(name, content);
            }
        }
    }

    private boolean isThere(String name, byte[] content) {
        if (store.find(name).isEmpty()) {
            return false;
        }
        try (var in = store.open(name)) {
            return Arrays.equals(in.readAllBytes(), content);
        } catch (IOException cause) {
            throw Json.damaged(name, String.valueOf(cause.getMessage()), cause);
        }
    }

    private static byte[] resource(String name) {
        try (var in = Objects.requireNonNull(StoreHome.class.getResourceAsStream(name), name)) {
            return in.readAllBytes();
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /// @param id distinguishes this store from any other
    public record Identity(int format, String id, Instant made) {}
}
