package dev.upkeep.faults;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/// What goes wrong with the application's files.
final class FileFaults {
    private static final int BIG = 24 * 1024 * 1024;

    private FileFaults() {}

    static List<Fault> all() {
        return List.of(
                new Fault(
                        "The uploads are in no backup",
                        "H7",
                        GuideDumps.BACKUP,
                        Seen.Verdict.RIGHT,
                        place -> uploads(place, 0),
                        place -> uploads(place, 12),
                        DumpFaults.TAKEN_AND_RESTORED,
                        UpkeepFiles::upkeepUploads),
                new Fault(
                        "An upload arrives between the files' backup and the database's",
                        "H9",
                        "church-files.sh",
                        Seen.Verdict.RIGHT,
                        place -> uploadBetween(place, false),
                        place -> uploadBetween(place, true),
                        DumpFaults.TAKEN_AND_RESTORED,
                        UpkeepFiles::upkeepUploadBetween),
                new Fault(
                        "A file is replaced while it is copied",
                        "H35",
                        "church-files.sh",
                        Seen.Verdict.RIGHT,
                        place -> replacedMeanwhile(place, false),
                        place -> replacedMeanwhile(place, true),
                        DumpFaults.TAKEN_AND_RESTORED,
                        UpkeepFiles::upkeepReplacedMeanwhile),
                new Fault(
                        "The uploads' folder is gone",
                        "H85",
                        "church-files.sh",
                        Seen.Verdict.NOTICED,
                        place -> missingFolder(place, false),
                        place -> missingFolder(place, true),
                        DumpFaults.TAKEN_AND_RESTORED,
                        UpkeepFiles::upkeepMissingFolder),
                new Fault(
                        "What is to be left out is named after the folder",
                        "H11",
                        "church-files.sh",
                        Seen.Verdict.RIGHT,
                        place -> excludes(
                                place,
                                Guide.text("church-files.sh")
                                        .replace(
                                                "    -C $APP_DIR/backend storage/app/public \\\n    --exclude=\"*.tmp\" --exclude=\"*.cache\"",
                                                "    --exclude=\"*.tmp\" --exclude=\"*.cache\" -C $APP_DIR/backend storage/app/public")),
                        place -> excludes(place, Guide.text("church-files.sh")),
                        DumpFaults.TAKEN_AND_RESTORED,
                        UpkeepFiles::upkeepExcludes));
    }

    static Path church(Place place) throws IOException {
        return Files.createDirectories(place.folder().resolve("app/backend/storage/app/public"));
    }

    private static Seen uploads(Place place, int count) throws Exception {
        for (var number = 0; number < count; number++) {
            Files.writeString(place.uploads().resolve("photo-" + number + ".jpg"), "photo " + number);
        }
        var ran = place.guide().run(GuideDumps.BACKUP);
        return new Seen(
                ran.exitCode() == 0,
                count == 0,
                "exit %d, \"Backup completed\"; 0 of %d uploads are in it".formatted(ran.exitCode(), count));
    }

    /// The application saves the file first and the row then, as it should.
    private static Seen uploadBetween(Place place, boolean between) throws Exception {
        var folder = church(place);
        Files.writeString(folder.resolve("old.jpg"), "a photo");
        place.guide().run("church-files.sh");
        if (between) {
            Files.writeString(folder.resolve("new.jpg"), "another photo");
            place.sql("UPDATE volunteers SET photo = 'new.jpg' WHERE id = 1");
        }
        var ran = place.guide().run("church-backup.sh");
        var archive = place.newest(".tar.gz");
        var listed = place.guide().runText("tar -tzf " + archive).output();
        var dangling = between && !listed.contains("new.jpg");
        return new Seen(
                ran.exitCode() == 0,
                !dangling,
                "exit %d; %d rows name a file that is not in the archive".formatted(ran.exitCode(), dangling ? 1 : 0));
    }

    private static Seen replacedMeanwhile(Place place, boolean replaced) throws Exception {
        var file = church(place).resolve("film.mp4");
        var first = film(1);
        var second = film(2);
        Files.write(file, first);
        var script = place.guide();
        var running = Meanwhile.doing(() -> script.run("church-files.sh"));
        if (replaced) {
            OpenFiles.awaitReaderOf(file, Path.of("/proc"));
            overwrite(file, second);
        }
        var ran = running.join();
        var back = Files.createDirectory(place.folder().resolve("back"));
        place.guide().runText("tar -xzf %s -C %s".formatted(place.newest(".tar.gz"), back));
        var copy = Files.readAllBytes(back.resolve("storage/app/public/film.mp4"));
        var whole = Arrays.equals(copy, first) || Arrays.equals(copy, second);
        return new Seen(
                ran.exitCode() == 0,
                whole,
                "exit %d; the film is %s"
                        .formatted(ran.exitCode(), whole ? "whole" : "half the old and half the new one"));
    }

    static byte[] film(int seed) {
        var bytes = new byte[BIG];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    static void overwrite(Path file, byte[] content) throws IOException {
        try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(content));
        }
    }

    private static Seen missingFolder(Place place, boolean missing) throws Exception {
        var folder = church(place);
        Files.writeString(folder.resolve("photo.jpg"), "a photo");
        if (missing) {
            Files.move(folder, folder.resolveSibling("elsewhere"));
        }
        var ran = place.guide().run("church-files.sh");
        var listed =
                place.guide().runText("tar -tzf " + place.newest(".tar.gz")).output();
        return new Seen(
                ran.exitCode() == 0,
                listed.contains("photo.jpg"),
                "exit %d; log: \"Files backup completed\"; %s"
                        .formatted(
                                ran.exitCode(),
                                listed.contains("photo.jpg") ? "the photo is in it" : "an empty archive"));
    }

    private static Seen excludes(Place place, String script) throws Exception {
        var folder = church(place);
        Files.writeString(folder.resolve("photo.jpg"), "a photo");
        Files.writeString(folder.resolve("half.tmp"), "half an upload");
        var ran = place.guide().runText(script);
        var listed =
                place.guide().runText("tar -tzf " + place.newest(".tar.gz")).output();
        return new Seen(
                ran.exitCode() == 0,
                listed.contains("photo.jpg") && !listed.contains("half.tmp"),
                "exit %d; the archive holds the photo%s"
                        .formatted(ran.exitCode(), listed.contains("half.tmp") ? " and the temporary file" : ""));
    }
}
