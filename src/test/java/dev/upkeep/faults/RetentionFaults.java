package dev.upkeep.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;

/// What goes wrong when old sets are removed or looked for.
final class RetentionFaults {
    private RetentionFaults() {}

    static List<Fault> all() {
        return List.of(
                new Fault(
                        "Every backup of five weeks failed, then the last good one grows old",
                        "H2, H4, H5",
                        GuideDumps.BACKUP,
                        Seen.Verdict.RIGHT,
                        place -> fiveWeeks(place, Place.PASSWORD),
                        place -> fiveWeeks(place, "the old one"),
                        DumpFaults.TAKEN_AND_RESTORED,
                        UpkeepRetention::upkeepFailsForWeeks),
                new Fault(
                        "The copy taken before an update grows old",
                        "H6",
                        "volunteer-cleanup.sh",
                        Seen.Verdict.RIGHT,
                        place -> beforeUpdate(place, 10),
                        place -> beforeUpdate(place, 40),
                        DumpFaults.TAKEN_AND_RESTORED,
                        UpkeepRetention::upkeepHolds),
                new Fault(
                        "The clock jumps a year ahead",
                        "H4",
                        GuideDumps.BACKUP,
                        Seen.Verdict.NOTICED,
                        place -> clockJump(place, 0),
                        place -> clockJump(place, 366),
                        DumpFaults.TAKEN_AND_RESTORED,
                        UpkeepRetention::upkeepAfterTheJump),
                new Fault(
                        "Database and files are kept for different times",
                        "H8",
                        "church-files.sh",
                        Seen.Verdict.RIGHT,
                        place -> twoTimes(place, 10),
                        place -> twoTimes(place, 20),
                        DumpFaults.TAKEN_AND_RESTORED,
                        UpkeepRetention::upkeepRemovesBoth),
                new Fault(
                        "The daily check looks for a file name in quotes",
                        "H1",
                        "church-verify.sh",
                        Seen.Verdict.RIGHT,
                        place -> quotedGlob(
                                place,
                                Guide.text("church-verify.sh")
                                        .replace(
                                                "[ -f \"$BACKUP_DIR/db_${DATE}*.dump.gz\" ]",
                                                "[ -f \"$BACKUP_DIR\"/db_${DATE}*.dump.gz ]")),
                        place -> quotedGlob(place, Guide.text("church-verify.sh")),
                        DumpFaults.TAKEN_AND_RESTORED,
                        UpkeepRetention::upkeepLists),
                new Fault(
                        "Anybody on the machine can read the backup",
                        "H12",
                        GuideDumps.BACKUP,
                        Seen.Verdict.RIGHT,
                        place -> readable(place, "umask 077\n"),
                        place -> readable(place, ""),
                        DumpFaults.TAKEN_AND_RESTORED,
                        UpkeepRetention::upkeepModes));
    }

    /// One good dump, then one a day with this password, each as old as it would be on the last day.
    private static Seen fiveWeeks(Place place, String password) throws Exception {
        place.guide().run(GuideDumps.BACKUP);
        var first = Files.move(place.newest(".sql.gz"), place.backups().resolve("vms_20260101_020000.sql.gz"));
        place.environment().put("PGPASSWORD", password);
        for (var day = 34; day >= 2; day--) {
            var daily = place.backups().resolve("vms_202601%02d_020000.sql.gz".formatted(36 - day));
            place.guide().runText("pg_dump -U vms_user -h localhost vms_production | gzip > %s".formatted(daily));
            Ages.age(daily, day);
            day -= 10; // every eleventh day is enough to show it
        }
        Ages.age(first, 35);
        var ran = place.guide().run(GuideDumps.BACKUP);
        place.environment().put("PGPASSWORD", Place.PASSWORD);
        var left = place.backupFiles().size();
        var good = restorable(place);
        return new Seen(
                ran.exitCode() == 0,
                good > 0,
                "exit %d; %d files are left, %s"
                        .formatted(
                                ran.exitCode(),
                                left,
                                good == 0 ? "none restores" : good == left ? "all restore" : "some restore"));
    }

    private static int restorable(Place place) throws Exception {
        var good = 0;
        for (var name : place.backupFiles()) {
            var target = place.makeEmptyDatabase(
                    "%s_back_%d".formatted(place.database(), place.backupFiles().indexOf(name)));
            place.guide()
                    .runText("gunzip -c %s | psql -q %s"
                            .formatted(place.backups().resolve(name), target));
            good += place.content().lostIn(place.content(target)).isEmpty() ? 1 : 0;
        }
        return good;
    }

    private static Seen beforeUpdate(Place place, int days) throws Exception {
        place.guide().run("volunteer-update.sh");
        Ages.age(place.newest(".sql.gz"), days);
        var ran = place.guide().run("volunteer-cleanup.sh");
        var kept = place.backupFiles().size() == 1;
        return new Seen(
                ran.exitCode() == 0,
                kept,
                "exit %d, \"Cleanup completed\"; the copy from before the update %s"
                        .formatted(ran.exitCode(), kept ? "is kept" : "is gone"));
    }

    /// Five days of dumps; the clock's jump makes them all old.
    private static Seen clockJump(Place place, int jump) throws Exception {
        place.guide().run(GuideDumps.BACKUP);
        var newest = place.newest(".sql.gz");
        for (var day = 1; day <= 5; day++) {
            var old = Files.copy(newest, place.backups().resolve("vms_2026010%d_020000.sql.gz".formatted(day)));
            Ages.age(old, day + jump);
        }
        Files.delete(newest);
        var ran = place.guide().run(GuideDumps.BACKUP);
        var left = place.backupFiles().size();
        return new Seen(
                ran.exitCode() == 0, left == 6, "exit %d; %d of 6 dumps are left".formatted(ran.exitCode(), left));
    }

    private static Seen twoTimes(Place place, int days) throws Exception {
        Files.createDirectories(place.folder().resolve("app/backend/storage/app/public"));
        Files.writeString(place.folder().resolve("app/backend/storage/app/public/photo.jpg"), "a photo");
        place.guide().run("church-backup.sh");
        place.guide().run("church-files.sh");
        ageAll(place.backups(), days);
        place.guide(Map.of("%Y%m%d_%H%M%S", "%Y%m%d_%H%M%S_later")).run("church-backup.sh");
        var ran = place.guide(Map.of("%Y%m%d_%H%M%S", "%Y%m%d_%H%M%S_later")).run("church-files.sh");
        var names = place.backupFiles();
        var databases = names.stream().filter(name -> name.startsWith("db_")).count();
        var files = names.stream().filter(name -> name.startsWith("files_")).count();
        return new Seen(
                ran.exitCode() == 0,
                databases == files,
                "exit %d; %d database dumps, %d archives of the files".formatted(ran.exitCode(), databases, files));
    }

    private static void ageAll(Path folder, int days) throws IOException {
        try (var files = Files.list(folder)) {
            for (var file : files.toList()) {
                Ages.age(file, days);
            }
        }
    }

    private static Seen quotedGlob(Place place, String script) throws Exception {
        place.guide().run("church-backup.sh");
        var ran = place.guide().runText(script);
        var found = ran.says("Database backup found");
        return new Seen(
                found, true, found ? "\"Backup integrity verified\"" : "\"No backup found\", although there is one");
    }

    private static Seen readable(Place place, String before) throws Exception {
        var ran = place.guide().runText("umask 022\n" + before + Guide.text(GuideDumps.BACKUP));
        var mode = modeOf(place.newest(".sql.gz"));
        return new Seen(
                ran.exitCode() == 0,
                mode.endsWith("------"),
                "exit %d; the dump is %s".formatted(ran.exitCode(), mode));
    }

    static String modeOf(Path file) {
        try {
            return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
