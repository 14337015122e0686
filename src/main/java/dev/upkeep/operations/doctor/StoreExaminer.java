package dev.upkeep.operations.doctor;

import dev.upkeep.app.App;
import dev.upkeep.base.problem.Kind;
import dev.upkeep.base.problem.UpkeepException;
import dev.upkeep.drivers.store.Store;
import dev.upkeep.operations.doctor.Finding.Failure;
import dev.upkeep.operations.doctor.Finding.Fine;
import dev.upkeep.operations.doctor.Finding.Unknown;
import dev.upkeep.operations.doctor.Finding.Warning;
import dev.upkeep.operations.sets.StoreHome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.function.Function;

/// Looks whether the store can be written, has room, and is somewhere else than what it keeps.
final class StoreExaminer {
    private static final String WHAT = "store";

    private final App app;
    private final Function<App, Store> stores;
    private final boolean mustBeThere;

    /// @param mustBeThere whether a backup was made before
    StoreExaminer(App app, Function<App, Store> stores, boolean mustBeThere) {
        this.app = app;
        this.stores = stores;
        this.mustBeThere = mustBeThere;
    }

    /// @param needed bytes of a first set, not compressed
    List<Finding> examine(long needed) {
        var found = new ArrayList<Finding>();
        var folder = app.backup().store().folder();
        if (Files.notExists(folder) && !mustBeThere) {
            found.addAll(toBeMade(folder, needed));
        } else {
            found.addAll(there(needed));
        }
        app.files().trees().forEach((name, tree) -> found.addAll(place(name, tree)));
        return found;
    }

    private static List<Finding> toBeMade(Path folder, long needed) {
        var parent = folder.toAbsolutePath().getParent();
        if (parent == null || !Files.isDirectory(parent)) {
            return List.of(new Failure(
                    WHAT,
                    "%s is not there, nor is the folder that should hold it".formatted(folder),
                    "Mount its disk, make the folder, or correct backup.store in upkeep.yml."));
        }
        if (!Files.isWritable(parent)) {
            return List.of(new Failure(
                    WHAT,
                    "%s is not there, and this account may not make it".formatted(folder),
                    "As root run: install -d -m 700 -o %s '%s'".formatted(System.getProperty("user.name"), folder)));
        }
        var made = new Fine(WHAT, "%s will be made by the first backup".formatted(folder));
        return List.of(made, room(freeSpace(parent), needed));
    }

    private static OptionalLong freeSpace(Path folder) {
        try {
            return OptionalLong.of(Files.getFileStore(folder).getUsableSpace());
        } catch (IOException failure) {
            throw new UpkeepException(
                    Kind.FAILED,
                    "the free space of %s can't be looked at".formatted(folder),
                    "Look at its disk.",
                    failure);
        }
    }

    private List<Finding> there(long needed) {
        try {
            var store = stores.apply(app);
            if (!new StoreHome(store).isMade() && mustBeThere) {
                return List.of(new Failure(
                        WHAT,
                        "%s is empty, although %s was backed up before".formatted(store.address(), app.name()),
                        "Mount its disk, or correct backup.store in upkeep.yml."));
            }
            return List.of(probe(store), room(store.freeSpace(), needed));
        } catch (UpkeepException failure) {
            return List.of(Failure.of(WHAT, failure.problem()));
        }
    }

    /// Writes, reads and removes a small content.
    private static Finding probe(Store store) {
        var name = "doctor-" + UUID.randomUUID();
        var content = name.getBytes(StandardCharsets.UTF_8);
        try {
            store.put(name, content);
            try (var stream = store.open(name)) {
                return Arrays.equals(stream.readNBytes(content.length + 1), content)
                        ? new Fine(WHAT, "%s can be written and read".formatted(store.address()))
                        : new Failure(
                                WHAT,
                                "%s gives back other bytes than were written".formatted(store.address()),
                                "Use another disk.");
            }
        } catch (IOException failure) {
            return new Failure(WHAT, "%s can't be read back".formatted(store.address()), "Look at its disk.");
        } finally {
            store.delete(name);
        }
    }

    private static Finding room(OptionalLong free, long needed) {
        var what = "room in the store";
        if (free.isEmpty()) {
            return new Fine(what, "without a limit");
        }
        var numbers =
                "%d MB free, database and files are %d MB".formatted(free.getAsLong() / 1_000_000, needed / 1_000_000);
        return free.getAsLong() < needed
                ? new Warning(what, numbers, "Compressed it may fit; better make room, or keep fewer sets.")
                : new Fine(what, numbers);
    }

    private List<Finding> place(String name, Path tree) {
        var folder = app.backup().store().folder();
        if (!Files.exists(folder) || !Files.exists(tree)) {
            return List.of();
        }
        var what = "place of the store";
        try {
            var inside = folder.toRealPath().startsWith(tree.toRealPath());
            if (inside) {
                return List.of(new Failure(
                        what,
                        "the store %s is inside files.%s, and would back up itself".formatted(folder, name),
                        "Choose a store elsewhere."));
            }
            return Files.getFileStore(folder).equals(Files.getFileStore(tree))
                    ? List.of(new Warning(
                            what,
                            "the store is on the same file system as files.%s: one broken disk takes both"
                                    .formatted(name),
                            "Choose another disk, or copy the store to another machine regularly."))
                    : List.of();
        } catch (IOException failure) {
            return List.of(new Unknown(what, "%s and %s could not be compared".formatted(folder, tree), ""));
        }
    }
}
