package dev.upkeep.faults;

import dev.upkeep.InProcess;
import dev.upkeep.InProcess.Answer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Upkeep, set up for a place as its reference says: with the application's own user for backups and an admin for
/// restores.
/// A fault changes a setting before the command that it is to hit.
final class UpkeepHere {
    private final Place place;
    private final Map<String, String> database = new LinkedHashMap<>();
    private final StringBuilder more = new StringBuilder();
    private String keep = "{ last: 7, level: L1 }";
    private Duration clockAhead = Duration.ZERO;

    UpkeepHere(Place place) throws IOException {
        this.place = place;
        secret("password", Place.PASSWORD);
        secret("admin-password", place.cluster().password());
        database.put("name", place.database());
        database.put("port", Integer.toString(place.cluster().port()));
        database.put("user", Place.APPLICATION_USER);
        database.put("password", "file:" + place.folder().resolve("password"));
        database.put("admin", place.cluster().user());
        database.put("admin-password", "file:" + place.folder().resolve("admin-password"));
    }

    void secret(String name, String value) {
        try {
            var file = Files.writeString(place.folder().resolve(name), value);
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// @param value empty to leave the key out
    UpkeepHere database(String key, String value) {
        database.put(key, value);
        return this;
    }

    /// @param line of upkeep.yml
    UpkeepHere setting(String line) {
        more.append(line).append('\n');
        return this;
    }

    UpkeepHere keep(String settings) {
        keep = settings;
        return this;
    }

    UpkeepHere clockAhead(Duration jump) {
        clockAhead = jump;
        return this;
    }

    Path store() {
        return place.folder().resolve("store");
    }

    /// Runs `upkeep WORDS… --json`, with this place's settings.
    Answer run(String... words) throws IOException {
        var all = new ArrayList<>(List.of(words));
        all.addAll(List.of("--config", settings().toString(), "--state", place.folder() + "/state", "--json"));
        return InProcess.run(clockAhead, all.toArray(String[]::new));
    }

    Path settings() throws IOException {
        var lines = new StringBuilder("app: vms\nhost: local\ndatabase:\n  engine: postgres\n  host: 127.0.0.1\n");
        database.forEach((key, value) -> {
            if (!value.isEmpty()) {
                lines.append("  %s: \"%s\"\n".formatted(key, value));
            }
        });
        lines.append("files:\n  uploads: \"%s\"\n".formatted(place.uploads()));
        lines.append("exclude: [\"*.tmp\", \"*.cache\"]\n");
        lines.append("backup:\n  store: \"%s\"\n  keep: %s\n".formatted(store(), keep));
        lines.append(more);
        return Files.writeString(place.folder().resolve("upkeep.yml"), lines.toString());
    }

    /// The sets that are listed, newest first.
    List<String> sets() throws IOException {
        var sets = new ArrayList<String>();
        run("backups")
                .json()
                .path("sets")
                .forEach(set -> sets.add(set.path("id").asString()));
        return sets;
    }

    /// An answer in the page's words: exit code and problem, without what differs between two runs.
    String words(Answer answer) {
        var problem = answer.json().path("problem").path("message").asString("");
        return "exit " + answer.exitCode() + (problem.isEmpty() ? "" : ", \"" + masked(problem) + "\"");
    }

    private String masked(String text) {
        return text.replace(place.folder().toString(), "")
                .replace(place.database(), "vms_production")
                .replaceAll("\\b" + place.cluster().port() + "\\b", "5432")
                .replaceAll("http://127.0.0.1:\\d+", "http://localhost:5000")
                .replaceAll("only \\d+ KiB", "only N KiB")
                .replaceAll(
                        ": (Database connection failed|FATAL|terminating|An I/O error).*", ": its connection was lost")
                .replaceAll("\\d{8}T\\d{6}Z-[0-9a-f]{6}", "SET")
                .replaceAll("\\d{8}-\\d{6}-[0-9a-f]{6}", "RUN")
                .replaceAll("\\b[0-9a-f]{64}\\b", "OBJECT")
                .replaceAll("\\d{4}-\\d\\d-\\d\\dT[0-9:.]+Z", "TIME");
    }
}
