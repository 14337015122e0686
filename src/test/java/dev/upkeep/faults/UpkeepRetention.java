package dev.upkeep.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;

/// What Upkeep makes of [RetentionFaults].
final class UpkeepRetention {
    private UpkeepRetention() {}

    /// One proven set, then only failures; prune keeps one.
    static Seen upkeepFailsForWeeks(Place place) throws Exception {
        var expected = place.content();
        var upkeep = new UpkeepHere(place).keep("{ last: 1, level: L1 }");
        var first = upkeep.run("backup");
        upkeep.run("verify", "vms", "--level", "L1");
        upkeep.secret("password", "the old one");
        var failing = upkeep.run("backup");
        upkeep.run("backup");
        var prune = upkeep.run("prune");
        var seen = UpkeepSets.restored(place, upkeep, first, expected);
        return new Seen(
                seen.claimsSuccess() && prune.exitCode() == 0,
                seen.whole(),
                "the failing backups: %s; prune: %s; the last good set: %s"
                        .formatted(upkeep.words(failing), upkeep.words(prune), seen.words()));
    }

    /// Two newer proven sets, and a rule that keeps one.
    static Seen upkeepHolds(Place place) throws Exception {
        var upkeep = new UpkeepHere(place).keep("{ last: 1, level: L1 }");
        var held = upkeep.run("backup", "vms", "--hold").json().path("set").asString();
        provenSet(upkeep);
        provenSet(upkeep);
        var prune = upkeep.run("prune");
        var kept = upkeep.sets().contains(held);
        return new Seen(
                prune.exitCode() == 0,
                kept,
                "backup --hold, two newer sets, prune that keeps one: %s; the held set %s"
                        .formatted(upkeep.words(prune), kept ? "is kept" : "is gone"));
    }

    private static void provenSet(UpkeepHere upkeep) throws IOException {
        upkeep.run("backup");
        upkeep.run("verify", "vms", "--level", "L1");
    }

    static Seen upkeepAfterTheJump(Place place) throws Exception {
        var upkeep = new UpkeepHere(place).keep("{ last: 1, level: L1 }");
        provenSet(upkeep);
        provenSet(upkeep);
        var prune = upkeep.clockAhead(Duration.ofDays(366)).run("prune");
        var left = upkeep.clockAhead(Duration.ZERO).sets().size();
        return new Seen(
                prune.exitCode() == 0, false, "prune: %s; %d of 2 sets are left".formatted(upkeep.words(prune), left));
    }

    /// What is removed is a whole set; what is left has its files and its database.
    static Seen upkeepRemovesBoth(Place place) throws Exception {
        Files.writeString(place.uploads().resolve("photo.jpg"), "a photo");
        var expected = place.content();
        var upkeep = new UpkeepHere(place).keep("{ last: 1, level: L1 }");
        var first = upkeep.run("backup").json().path("set").asString();
        provenSet(upkeep);
        provenSet(upkeep);
        var prune = upkeep.run("prune");
        var removed = !upkeep.sets().contains(first);
        var back = place.folder().resolve("back");
        var files = upkeep.run("restore", "vms", "--files", "--to", back.toString());
        var database = UpkeepSets.restored(place, upkeep, files, expected);
        var photo = Files.exists(back.resolve("uploads/photo.jpg"));
        return new Seen(
                prune.exitCode() == 0 && database.claimsSuccess(),
                removed && photo && database.whole(),
                "prune: exit %d; the oldest set is %s; the newest has %s and %s"
                        .formatted(
                                prune.exitCode(),
                                removed ? "removed" : "still there",
                                photo ? "its files" : "no files",
                                database.whole() ? "its database" : "no database"));
    }

    static Seen upkeepLists(Place place) throws Exception {
        var upkeep = new UpkeepHere(place);
        upkeep.run("backup");
        var found = upkeep.sets().size();
        var verify = upkeep.run("verify", "vms", "--level", "L1");
        return new Seen(
                found == 1 && verify.exitCode() == 0,
                found == 1,
                "%d set is listed; verify: exit %d, %s"
                        .formatted(
                                found,
                                verify.exitCode(),
                                verify.json().path("verdict").asString()));
    }

    static Seen upkeepModes(Place place) throws Exception {
        var upkeep = new UpkeepHere(place);
        var backup = upkeep.run("backup");
        try (var files = Files.walk(upkeep.store())) {
            var open = files.filter(file -> !RetentionFaults.modeOf(file).endsWith("------"))
                    .count();
            return new Seen(
                    backup.exitCode() == 0,
                    open == 0,
                    "exit %d; %d files or folders of the store are open to others".formatted(backup.exitCode(), open));
        }
    }
}
