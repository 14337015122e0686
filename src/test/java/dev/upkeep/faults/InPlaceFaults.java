package dev.upkeep.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/// What goes wrong when files are brought back over the live ones.
final class InPlaceFaults {
    private static final String SCRIPT = "church-restore-files.sh";
    private static final String[] IN_PLACE = {"restore", "vms", "--files", "--in-place", "--yes"};
    private static final int FILM = 600_000;

    private InPlaceFaults() {}

    static List<Fault> all() {
        return List.of(
                new Fault(
                        "A file was changed after the backup that is restored over it",
                        "H34",
                        SCRIPT,
                        Seen.Verdict.RIGHT,
                        place -> changedSince(place, false),
                        place -> changedSince(place, true),
                        DumpFaults.TAKEN_AND_RESTORED,
                        InPlaceFaults::upkeepChangedSince),
                new Fault(
                        "The files of the wrong day are restored over the live ones",
                        "H33",
                        SCRIPT,
                        Seen.Verdict.RIGHT,
                        place -> wrongDay(place, false),
                        place -> wrongDay(place, true),
                        DumpFaults.TAKEN_AND_RESTORED,
                        InPlaceFaults::upkeepWrongDay),
                new Fault(
                        "The disk becomes full while files are restored over the live ones",
                        "H33",
                        SCRIPT,
                        Seen.Verdict.NOTICED,
                        place -> fullDisk(place, false),
                        place -> fullDisk(place, true),
                        DumpFaults.TAKEN_AND_RESTORED,
                        InPlaceFaults::upkeepFullDisk),
                new Fault(
                        "A folder of the uploads is a link by now",
                        "H34",
                        SCRIPT,
                        Seen.Verdict.NOTICED,
                        place -> linkedFolder(place, false),
                        place -> linkedFolder(place, true),
                        DumpFaults.TAKEN_AND_RESTORED,
                        InPlaceFaults::upkeepLinkedFolder));
    }

    private static Ran backUp(Place place) throws IOException {
        return place.guide().run("church-files.sh");
    }

    private static Ran restore(Place place) throws IOException {
        return place.guide(Map.of(
                        "cd ChMS",
                        "cd " + place.folder().resolve("app/backend"),
                        "files_YYYYMMDD.tar.gz",
                        place.newest(".tar.gz").toString()))
                .run(SCRIPT);
    }

    /// As somebody wrote it some days ago.
    private static void write(Path file, String content, int day) throws IOException {
        Files.writeString(file, content);
        Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2026-11-%02dT10:00:00Z".formatted(day))));
    }

    private static boolean has(Path file, String content) throws IOException {
        return Files.exists(file) && Files.readString(file).equals(content);
    }

    private static String words(boolean photo, boolean report) {
        return "the lost photo is %s; the report of today is %s"
                .formatted(photo ? "back" : "not back", report ? "there" : "gone");
    }

    private static Seen changedSince(Place place, boolean changed) throws Exception {
        var folder = FileFaults.church(place);
        write(folder.resolve("photo.jpg"), "a photo", 10);
        write(folder.resolve("report.odt"), "yesterday", 10);
        backUp(place);
        Files.delete(folder.resolve("photo.jpg"));
        if (changed) {
            write(folder.resolve("report.odt"), "today", 20);
        }
        var ran = restore(place);
        var photo = has(folder.resolve("photo.jpg"), "a photo");
        var report = has(folder.resolve("report.odt"), changed ? "today" : "yesterday");
        return new Seen(
                ran.exitCode() == 0, photo && report, "exit %d; %s".formatted(ran.exitCode(), words(photo, report)));
    }

    private static Seen upkeepChangedSince(Place place) throws Exception {
        var folder = place.uploads();
        write(folder.resolve("photo.jpg"), "a photo", 10);
        write(folder.resolve("report.odt"), "yesterday", 10);
        var upkeep = new UpkeepHere(place);
        upkeep.run("backup");
        Files.delete(folder.resolve("photo.jpg"));
        write(folder.resolve("report.odt"), "today", 20);
        var restored = upkeep.run(IN_PLACE);
        var photo = has(folder.resolve("photo.jpg"), "a photo");
        var report = has(folder.resolve("report.odt"), "today");
        return new Seen(
                restored.exitCode() == 0,
                photo && report,
                "%s; %s, and named: %s"
                        .formatted(
                                upkeep.words(restored),
                                words(photo, report),
                                restored.json().path("newer_stay").path("examples")));
    }

    /// The operator sees the mistake, and wants back what was there a minute ago.
    private static Seen wrongDay(Place place, boolean wrong) throws Exception {
        var folder = FileFaults.church(place);
        write(folder.resolve("report.odt"), wrong ? "last week" : "yesterday", 10);
        backUp(place);
        write(folder.resolve("report.odt"), "yesterday", 20);
        var ran = restore(place);
        var report = has(folder.resolve("report.odt"), "yesterday");
        return new Seen(
                ran.exitCode() == 0,
                report,
                "exit %d; the report is %s"
                        .formatted(ran.exitCode(), report ? "yesterday's" : "last week's, and yesterday's is nowhere"));
    }

    private static Seen upkeepWrongDay(Place place) throws Exception {
        var report = place.uploads().resolve("report.odt");
        write(report, "last week", 10);
        var upkeep = new UpkeepHere(place);
        upkeep.run("backup");
        write(report, "yesterday", 20);
        var restored = upkeep.run("restore", "vms", "--files", "--in-place", "--over-newer", "--yes");
        var replaced = has(report, "last week");
        var back = upkeep.run(
                "restore", "vms", "--back", restored.json().path("run").asString(), "--yes");
        return new Seen(
                back.exitCode() == 0,
                replaced && has(report, "yesterday"),
                "restore: %s; --back: %s; the report is %s"
                        .formatted(
                                upkeep.words(restored),
                                upkeep.words(back),
                                has(report, "yesterday") ? "yesterday's again" : "last week's"));
    }

    private static Seen fullDisk(Place place, boolean full) throws Exception {
        var folder = place.folder().resolve("app/backend/storage/app/public");
        place.mountSmallDisk(folder);
        Files.writeString(folder.resolve("film.mp4"), "new".repeat(FILM / 3));
        backUp(place);
        write(folder.resolve("film.mp4"), "old", 10);
        if (full) {
            Files.write(folder.resolve("other"), new byte[FILM]);
        }
        var ran = restore(place);
        var size = Files.exists(folder.resolve("film.mp4")) ? Files.size(folder.resolve("film.mp4")) : 0;
        return new Seen(
                ran.exitCode() == 0,
                size == FILM,
                "exit %d; the film is %s"
                        .formatted(ran.exitCode(), size == FILM ? "whole" : "neither the old nor the new one"));
    }

    private static Seen upkeepFullDisk(Place place) throws Exception {
        place.mountSmallDisk(place.uploads());
        var film = place.uploads().resolve("film.mp4");
        Files.writeString(film, "new".repeat(FILM / 3));
        var upkeep = new UpkeepHere(place);
        upkeep.run("backup");
        write(film, "old", 10);
        Files.write(place.uploads().resolve("other"), new byte[FILM]);
        var restored = upkeep.run(IN_PLACE);
        return new Seen(
                restored.exitCode() == 0,
                Files.size(film) == FILM,
                "%s; the film is %s"
                        .formatted(
                                upkeep.words(restored).replaceAll("\\d+ bytes free", "N bytes free"),
                                has(film, "old") ? "the old one, as it was" : "another"));
    }

    /// Somebody made room: the folder lies on another disk now, with what came since.
    private static Seen linkedFolder(Place place, boolean linked) throws Exception {
        var folder = FileFaults.church(place);
        lay(folder);
        backUp(place);
        change(place, folder, linked);
        return judge(folder, restore(place).exitCode(), "");
    }

    private static Seen upkeepLinkedFolder(Place place) throws Exception {
        lay(place.uploads());
        var upkeep = new UpkeepHere(place);
        upkeep.run("backup");
        change(place, place.uploads(), true);
        var restored = upkeep.run(IN_PLACE);
        return judge(
                place.uploads(),
                restored.exitCode(),
                ", named: " + restored.json().path("refused").path("examples"));
    }

    private static void lay(Path folder) throws IOException {
        Files.createDirectory(folder.resolve("2026"));
        write(folder.resolve("2026/photo.jpg"), "a photo", 10);
    }

    private static void change(Place place, Path folder, boolean linked) throws IOException {
        Files.delete(folder.resolve("2026/photo.jpg"));
        if (linked) {
            var disk = place.folder().resolve("big-disk");
            Files.move(folder.resolve("2026"), disk);
            Files.createSymbolicLink(folder.resolve("2026"), disk);
        }
        write(folder.resolve("2026/since.jpg"), "since then", 20);
    }

    private static Seen judge(Path folder, int exitCode, String more) throws IOException {
        var photo = has(folder.resolve("2026/photo.jpg"), "a photo");
        var since = has(folder.resolve("2026/since.jpg"), "since then");
        return new Seen(
                exitCode == 0,
                photo && since,
                "exit %d%s; the lost photo is %s; the one that came since is %s"
                        .formatted(exitCode, more, photo ? "back" : "not back", since ? "there" : "out of sight"));
    }
}
