package dev.upkeep.operations.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/// The first chapter: an application appears that is worth keeping.
final class Opening {
    private static final int LEAST_TABLES = 30;
    private static final int LEAST_ROWS = 300_000;

    private Opening() {}

    static Chapter chapter() {
        return new Chapter("An application to look after", "a live database and its files are there", Opening::tell);
    }

    private static Evidence tell(Scene scene) {
        scene.narrator.say(
                "A volunteer system, as a charity runs one: a PostgreSQL database and a folder of uploads. The demo"
                        + " starts a private server for it; nothing else on this machine is touched.");
        var server = scene.server();
        scene.application.install(server);
        scene.narrator.say("All that Upkeep is told about it stands in " + scene.application.config());
        var tables = LiveData.tables(server);
        var rows = LiveData.rows(server);
        var files = files(scene.application.uploads());
        var seen = "%s tables, %s rows in the database at %s:%d; %s files"
                .formatted(
                        tables,
                        Numbers.count(rows),
                        server.access().host(),
                        server.access().port(),
                        files);
        return tables >= LEAST_TABLES && rows >= LEAST_ROWS ? Evidence.held(seen) : Evidence.notHeld(seen);
    }

    private static long files(Path uploads) {
        try (var found = Files.walk(uploads)) {
            return found.filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
                    .count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
