package dev.upkeep.faults;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/// What Upkeep makes of [FileFaults].
final class UpkeepFiles {
    private UpkeepFiles() {}

    static Seen upkeepUploads(Place place) throws Exception {
        for (var number = 0; number < 12; number++) {
            Files.writeString(place.uploads().resolve("photo-" + number + ".jpg"), "photo " + number);
        }
        var upkeep = new UpkeepHere(place);
        upkeep.run("backup");
        var back = place.folder().resolve("back");
        var restore = upkeep.run("restore", "vms", "--files", "--to", back.toString());
        var found = 0;
        for (var number = 0; number < 12; number++) {
            var file = back.resolve("uploads/photo-" + number + ".jpg");
            found += Files.exists(file) && Files.readString(file).equals("photo " + number) ? 1 : 0;
        }
        return new Seen(
                restore.exitCode() == 0,
                found == 12,
                "restore: %s; %d of 12 uploads are back".formatted(upkeep.words(restore), found));
    }

    /// The application goes on while the set is taken: file first, row then, as fast as it can.
    static Seen upkeepUploadBetween(Place place) throws Exception {
        var upkeep = new UpkeepHere(place);
        var running = Meanwhile.doing(() -> upkeep.run("backup"));
        try (var connection = place.connect();
                var save = connection.prepareStatement("UPDATE volunteers SET photo = ? WHERE id = ?")) {
            for (var number = 1; !running.isDone() && number <= 2000; number++) {
                Files.writeString(place.uploads().resolve(number + ".jpg"), "photo " + number);
                save.setString(1, number + ".jpg");
                save.setInt(2, number);
                save.execute();
            }
        }
        var backup = running.join();
        var back = place.folder().resolve("back");
        upkeep.run("restore", "vms", "--files", "--to", back.toString());
        var database = place.willMake(place.database() + "_beside");
        upkeep.run("restore", "vms", "--into", database);
        var dangling = 0;
        for (var name : place.cluster()
                .psql(database, "SELECT photo FROM volunteers WHERE photo IS NOT NULL")
                .lines()
                .toList()) {
            dangling += Files.exists(back.resolve("uploads").resolve(name)) ? 0 : 1;
        }
        return new Seen(
                backup.exitCode() == 0,
                dangling == 0,
                "%s; uploads all the while; %d rows name a file that is not in the set"
                        .formatted(upkeep.words(backup), dangling));
    }

    static Seen upkeepReplacedMeanwhile(Place place) throws Exception {
        var file = place.uploads().resolve("film.mp4");
        var first = FileFaults.film(1);
        var second = FileFaults.film(2);
        Files.write(file, first);
        var upkeep = new UpkeepHere(place);
        var running = Meanwhile.doing(() -> upkeep.run("backup"));
        OpenFiles.awaitReaderOf(file, Path.of("/proc"));
        FileFaults.overwrite(file, second);
        var backup = running.join();
        var back = place.folder().resolve("back");
        upkeep.run("restore", "vms", "--files", "--to", back.toString());
        var copy = Files.readAllBytes(back.resolve("uploads/film.mp4"));
        var whole = Arrays.equals(copy, first) || Arrays.equals(copy, second);
        return new Seen(
                backup.exitCode() == 0,
                whole,
                "%s; the film is %s"
                        .formatted(upkeep.words(backup), whole ? "whole" : "half the old and half the new one"));
    }

    static Seen upkeepMissingFolder(Place place) throws Exception {
        Files.delete(place.uploads());
        var upkeep = new UpkeepHere(place);
        return UpkeepSets.failed(upkeep, upkeep.run("backup"));
    }

    static Seen upkeepExcludes(Place place) throws Exception {
        Files.writeString(place.uploads().resolve("photo.jpg"), "a photo");
        Files.writeString(place.uploads().resolve("half.tmp"), "half an upload");
        var upkeep = new UpkeepHere(place);
        upkeep.run("backup");
        var back = place.folder().resolve("back");
        var restore = upkeep.run("restore", "vms", "--files", "--to", back.toString());
        var photo = Files.exists(back.resolve("uploads/photo.jpg"));
        var temporary = Files.exists(back.resolve("uploads/half.tmp"));
        return new Seen(
                restore.exitCode() == 0,
                photo && !temporary,
                "%s; the set holds %s%s"
                        .formatted(
                                upkeep.words(restore),
                                photo ? "the photo" : "no photo",
                                temporary ? " and the temporary file" : ""));
    }
}
