package dev.upkeep.faults;

import dev.upkeep.testkit.UpkeepProcess;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;

/// What goes wrong where sets are kept, and with the process that takes them.
final class StoreFaults {
    private StoreFaults() {}

    static List<Fault> all() {
        return List.of(
                new Fault(
                        "The store's disk is full",
                        "H2",
                        GuideDumps.BACKUP,
                        Seen.Verdict.NOTICED,
                        DumpFaults.PLAIN_DUMP,
                        StoreFaults::fullDisk,
                        DumpFaults.TAKEN_AND_RESTORED,
                        StoreFaults::upkeepFullDisk),
                new Fault(
                        "The store's disk is not mounted",
                        "H13",
                        GuideDumps.BACKUP,
                        Seen.Verdict.NOTICED,
                        place -> unmounted(place, false),
                        place -> unmounted(place, true),
                        DumpFaults.TAKEN_AND_RESTORED,
                        StoreFaults::upkeepUnmounted),
                new Fault(
                        "Yesterday's dump stands under today's name",
                        "H25, H26",
                        GuideRestores.ROLLBACK,
                        Seen.Verdict.NOTICED,
                        RestoreFaults.PLAIN_RESTORE,
                        StoreFaults::yesterdays,
                        DumpFaults.TAKEN_AND_RESTORED,
                        StoreFaults::upkeepYesterdays),
                new Fault(
                        "The backup is killed half way",
                        "H2, H25",
                        GuideRestores.ROLLBACK,
                        Seen.Verdict.NOTICED,
                        RestoreFaults.PLAIN_RESTORE,
                        StoreFaults::killed,
                        DumpFaults.TAKEN_AND_RESTORED,
                        StoreFaults::upkeepKilled),
                new Fault(
                        "The backup before an update fails",
                        "H2, H50",
                        "volunteer-update.sh",
                        Seen.Verdict.NOTICED,
                        place -> beforeUpdate(place, Place.PASSWORD),
                        place -> beforeUpdate(place, "the old one"),
                        DumpFaults.TAKEN_AND_RESTORED,
                        UpkeepSets.failing(upkeep -> upkeep.secret("password", "the old one"))));
    }

    private static Seen fullDisk(Place place) throws Exception {
        DumpFaults.addPhotos(place);
        place.mountSmallDisk(place.backups());
        var expected = place.content();
        return GuideDumps.judgeHalf(place, place.guide().run(GuideDumps.BACKUP), expected);
    }

    private static Seen upkeepFullDisk(Place place) throws Exception {
        DumpFaults.addPhotos(place);
        var upkeep = new UpkeepHere(place);
        place.mountSmallDisk(upkeep.store());
        var seen = UpkeepSets.failed(upkeep, upkeep.run("backup"));
        try (var staging = Files.walk(upkeep.store())) {
            var left = staging.filter(file -> file.toString().contains("/staging/"))
                    .count();
            return new Seen(seen.claimsSuccess(), false, seen.words() + "; %d half files are left".formatted(left));
        }
    }

    /// The mount point is an empty folder on the system's own disk; what is written there is hidden when the disk
    /// returns.
    private static Seen unmounted(Place place, boolean away) throws Exception {
        var disk = place.folder().resolve("disk");
        if (away) {
            Files.move(place.backups(), disk);
        }
        var ran = place.guide().run(GuideDumps.BACKUP);
        if (away) {
            Files.move(place.backups(), place.folder().resolve("hidden"));
            Files.move(disk, place.backups());
        }
        var there = place.backupFiles().size();
        return new Seen(
                ran.exitCode() == 0,
                there == 1,
                "exit %d, \"Backup completed\"; %s"
                        .formatted(
                                ran.exitCode(),
                                there == 1
                                        ? "the dump is on the disk"
                                        : "the dump is not on the disk but under its mount point"));
    }

    private static Seen yesterdays(Place place) throws Exception {
        place.guide().run(GuideDumps.BACKUP);
        var yesterday = place.newest(".sql.gz");
        place.sql("UPDATE volunteers SET name = 'Renamed today' WHERE id <= 20");
        var expected = place.content();
        Files.move(yesterday, place.backups().resolve("vms_20990101_020000.sql.gz"));
        return GuideRestores.rollBack(place, place.makeEmptyDatabase(place.database() + "_back"), expected);
    }

    /// SIGKILL for the whole script, as by a reboot or the OOM killer; the next morning somebody restores the newest
    /// dump.
    private static Seen killed(Place place) throws Exception {
        DumpFaults.addPhotos(place);
        var expected = place.content();
        var script = place.guide();
        var running = Meanwhile.doing(
                () -> script.runText(Guide.text(GuideDumps.BACKUP).replace("pg_dump", "echo $$ > pid; pg_dump")));
        DumpFaults.awaitTheBackendThatCopies(place);
        var pid = Files.readString(place.folder().resolve("pid")).strip();
        place.guide().runText("kill -9 -- -$(ps -o sid= -p %s | tr -d ' ')".formatted(pid));
        running.join();
        return GuideRestores.rollBackHalf(place, place.makeEmptyDatabase(place.database() + "_back"), expected);
    }

    private static Seen beforeUpdate(Place place, String password) throws Exception {
        var expected = place.content();
        place.environment().put("PGPASSWORD", password);
        var ran = place.guide().run("volunteer-update.sh");
        place.environment().put("PGPASSWORD", Place.PASSWORD);
        var target = place.makeEmptyDatabase(place.database() + "_back");
        place.guide(Map.of("vms_production", target))
                .run(GuideRestores.ROLLBACK, place.newest(".sql.gz").toString());
        var lost = expected.lostIn(place.content(target));
        return new Seen(
                ran.exitCode() == 0,
                lost.isEmpty(),
                "exit %d, \"%s\"; the way back holds %s"
                        .formatted(ran.exitCode(), ran.lastLine(), Content.words(lost)));
    }

    private static Seen upkeepUnmounted(Place place) throws Exception {
        var upkeep = new UpkeepHere(place);
        upkeep.run("backup");
        var disk = place.folder().resolve("disk");
        Files.move(upkeep.store(), disk);
        Files.createDirectory(upkeep.store());
        var backup = upkeep.run("backup");
        return UpkeepSets.failed(upkeep, backup);
    }

    /// The newest set's manifest is replaced by the one before.
    private static Seen upkeepYesterdays(Place place) throws Exception {
        return UpkeepSets.harmed(place, store -> {
            var upkeep = new UpkeepHere(place);
            upkeep.run("backup");
            var newestFirst = upkeep.sets();
            Files.copy(
                    UpkeepSets.manifest(store, newestFirst.getLast()),
                    UpkeepSets.manifest(store, newestFirst.getFirst()),
                    StandardCopyOption.REPLACE_EXISTING);
        });
    }

    private static Seen upkeepKilled(Place place) throws Exception {
        DumpFaults.addPhotos(place);
        var upkeep = new UpkeepHere(place);
        try (var process = UpkeepProcess.start(
                "backup", "--config", upkeep.settings().toString(), "--state", place.folder() + "/state")) {
            DumpFaults.awaitTheBackendThatCopies(place);
            process.kill();
        }
        var listed = upkeep.sets().size();
        var again = upkeep.run("backup");
        return new Seen(
                listed > 0,
                false,
                "killed; %s; the next backup: %s"
                        .formatted(listed == 0 ? "no set is listed" : "a set is listed", upkeep.words(again)));
    }
}
