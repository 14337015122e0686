package dev.upkeep.faults;

import dev.upkeep.InProcess.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.function.Consumer;

/// What Upkeep's acts are made of: take a set, look what is listed, restore it and compare by our own SQL.
final class UpkeepSets {
    private UpkeepSets() {}

    /// Upkeep on a healthy system: the control of most faults.
    static Seen takenAndRestored(Place place) throws Exception {
        var expected = place.content();
        var upkeep = new UpkeepHere(place);
        return restored(place, upkeep, upkeep.run("backup"), expected);
    }

    /// Restores the newest set beside the live database and compares.
    static Seen restored(Place place, UpkeepHere upkeep, Answer backup, Content expected) throws Exception {
        if (backup.exitCode() != 0) {
            return failed(upkeep, backup);
        }
        var target = place.willMake(place.database() + "_beside");
        var restore = upkeep.run("restore", "vms", "--into", target);
        if (restore.exitCode() != 0) {
            return new Seen(false, false, "backup: exit 0; restore: " + upkeep.words(restore));
        }
        var lost = expected.lostIn(place.content(target));
        return new Seen(true, lost.isEmpty(), "backup: exit 0; restore: exit 0; restored: " + Content.words(lost));
    }

    /// A backup that should fail; what is listed afterwards must be nothing.
    static Act failing(Consumer<UpkeepHere> fault) {
        return place -> {
            var upkeep = new UpkeepHere(place);
            fault.accept(upkeep);
            return failed(upkeep, upkeep.run("backup"));
        };
    }

    static Seen failed(UpkeepHere upkeep, Answer backup) throws IOException {
        var listed = upkeep.sets();
        return new Seen(
                backup.exitCode() == 0,
                false,
                "%s; %s"
                        .formatted(
                                upkeep.words(backup),
                                listed.isEmpty() ? "no set is listed" : listed.size() + " sets are listed"));
    }

    /// Takes a set, harms the store, and asks for a proof and for a restore.
    static Seen harmed(Place place, Harm harm) throws Exception {
        var upkeep = new UpkeepHere(place);
        upkeep.run("backup");
        harm.to(upkeep.store());
        var verify = upkeep.run("verify", "vms", "--level", "L1");
        var restore = upkeep.run("restore", "vms", "--into", place.willMake(place.database() + "_beside"));
        var made = place.exists(place.database() + "_beside");
        return new Seen(
                verify.exitCode() == 0 || restore.exitCode() == 0,
                false,
                "verify: exit %d, %s; restore: %s, %s"
                        .formatted(
                                verify.exitCode(),
                                verify.json().path("verdict").asString("the manifest cannot be read"),
                                upkeep.words(restore),
                                made ? "and it left a database" : "no database is made"));
    }

    /// The largest object of the store: rows.
    static Path anObject(Path store) throws IOException {
        try (var files = Files.walk(store.resolve("objects"))) {
            return files.filter(Files::isRegularFile)
                    .max(Comparator.comparingLong(file -> file.toFile().length()))
                    .orElseThrow();
        }
    }

    static Path manifest(Path store, String set) throws IOException {
        try (var files = Files.walk(store.resolve("sets"))) {
            return files.filter(file -> file.endsWith(Path.of(set, "manifest.json")))
                    .findFirst()
                    .orElseThrow();
        }
    }

    @FunctionalInterface
    interface Harm {
        void to(Path store) throws IOException;
    }
}
