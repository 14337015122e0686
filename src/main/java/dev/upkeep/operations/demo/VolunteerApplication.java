package dev.upkeep.operations.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.WRITE;

import dev.upkeep.base.problem.Kind;
import dev.upkeep.base.problem.UpkeepException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Set;

/// The application that the demo looks after: its database is live on the demo's server, its files and the `upkeep.yml`
/// that describes it are in the demo's folder.
final class VolunteerApplication {
    static final String NAME = "vms";

    private final Path folder;
    private final VolunteerFiles files;

    VolunteerApplication(Path folder) {
        this.folder = folder;
        this.files = new VolunteerFiles(uploads());
    }

    Path uploads() {
        return folder.resolve("app/uploads");
    }

    Path config() {
        return folder.resolve("upkeep.yml");
    }

    Path store() {
        return folder.resolve("backups");
    }

    Path state() {
        return folder.resolve("state");
    }

    VolunteerFiles files() {
        return files;
    }

    /// Fills the database, writes the files, and describes both in `upkeep.yml`.
    void install(DemoServer server) {
        var password = randomPassword();
        server.load(password);
        files.write();
        write("app/.env", "FLASK_ENV=production\nSECRET_KEY=" + randomPassword() + "\n");
        write("secrets/backup", password + "\n");
        write("secrets/admin", server.access().password() + "\n");
        write("upkeep.yml", description(server));
    }

    private static String description(DemoServer server) {
        return """
                # All that Upkeep is told about the application.
                app: %s
                database:
                  engine: postgres
                  name: %s
                  host: %s
                  port: %d
                  user: %s                  # may read, nothing else
                  password: file:secrets/backup
                  admin: %s                 # makes databases, for restores
                  admin-password: file:secrets/admin
                files:
                  uploads: app/uploads
                  settings: app/.env
                exclude: ["*.tmp"]
                backup:
                  store: backups
                  keep: { last: 1, daily: 7, monthly: 12 }
                """.formatted(
                        NAME,
                        VolunteerDatabase.NAME,
                        server.access().host(),
                        server.access().port(),
                        VolunteerDatabase.BACKUP_USER,
                        server.access().user());
    }

    /// `FOLDER/upkeep` is `upkeep` with this application and this state, for whoever goes on by hand.
    void writeCommand(String program) {
        write("upkeep", """
                #!/bin/sh
                # upkeep, for the demo's application
                here=$(CDPATH= cd -- "$(dirname -- "$0")" && pwd)
                exec "%s" "$@" --config "$here/upkeep.yml" --state "$here/state"
                """.formatted(program));
        try {
            Files.setPosixFilePermissions(folder.resolve("upkeep"), PosixFilePermissions.fromString("rwx------"));
        } catch (IOException e) {
            throw failure("upkeep", e);
        }
    }

    private void write(String name, String text) {
        var file = folder.resolve(name);
        try {
            Files.createDirectories(file.getParent());
            var ours = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
            try (var channel = Files.newByteChannel(file, Set.of(CREATE_NEW, WRITE), ours)) {
                channel.write(UTF_8.encode(text));
            }
        } catch (IOException e) {
            throw failure(name, e);
        }
    }

    private UpkeepException failure(String name, IOException cause) {
        return new UpkeepException(
                Kind.FAILED, "the demo could not write " + folder.resolve(name) + ": " + cause, "", cause);
    }

    private static String randomPassword() {
        var bytes = new byte[16];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
