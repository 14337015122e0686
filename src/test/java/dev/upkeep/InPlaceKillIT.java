package dev.upkeep;

import static org.assertj.core.api.Assertions.assertThat;

import dev.upkeep.drivers.files.TreeRemoval;
import dev.upkeep.testkit.PrivateCluster;
import dev.upkeep.testkit.UpkeepProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// `upkeep restore --files --in-place`, killed at random moments: right after the kill every file is whole, the old or
/// the new one; after the next command all are old or all are new, as the run says. `-Dkill.seed=N` repeats a run.
final class InPlaceKillIT {
    private static final long SEED = Long.getLong("kill.seed", 20_261_121);
    private static final int FILES = 300;
    private static final Instant LAST_YEAR = Instant.parse("2025-11-21T08:00:00Z");

    /// Per mille of the usual time; before that the JVM only starts.
    private static final int EARLIEST = 400;

    @RegisterExtension
    static final PrivateCluster postgres = new PrivateCluster();

    @TempDir
    Path temp;

    private CommandsWorld world = new CommandsWorld(Path.of("nowhere"), postgres);
    private Map<String, String> backedUp = Map.of();

    @BeforeAll
    static void database() {
        CommandsWorld.database(postgres);
    }

    @BeforeEach
    void aSetOfManyFiles() throws IOException {
        world = CommandsWorld.in(temp, postgres);
        for (var number = 0; number < FILES; number++) {
            Files.createDirectories(file(number).resolveSibling("."));
            Files.writeString(file(number), content("new", number));
        }
        Files.delete(temp.resolve("uploads/2026/left-out.tmp"));
        backedUp = seen();
        world.backup();
    }

    private Path file(int number) {
        return temp.resolve("uploads/%d/%d.txt".formatted(number % 7, number));
    }

    private static String content(String age, int number) {
        return "%s %d ".formatted(age, number).repeat(2000);
    }

    /// A third is older, the rest is missing, with two folders.
    private void damage() throws IOException {
        for (var number = 0; number < FILES; number++) {
            Files.deleteIfExists(file(number));
            if (number % 3 == 1 && number % 7 != 3) {
                Files.createDirectories(file(number).resolveSibling("."));
                Files.writeString(file(number), content("old", number));
                Files.setLastModifiedTime(file(number), FileTime.from(LAST_YEAR));
            }
        }
        TreeRemoval.remove(temp.resolve("uploads/2026"));
        TreeRemoval.remove(temp.resolve("uploads/3"));
    }

    @Test
    void threeKillsLeaveAllOldOrAllNew() throws Exception {
        kill(3, SEED);
    }

    @Tag("long")
    @Test
    void aHundredKillsLeaveAllOldOrAllNew() throws Exception {
        kill(100, SEED + 1);
    }

    private void kill(int times, long seed) throws Exception {
        damage();
        var damaged = seen();
        var began = System.nanoTime();
        assertThat(UpkeepProcess.run(words()).exitCode()).isZero();
        var usual = Duration.ofNanos(System.nanoTime() - began);
        assertThat(seen()).isEqualTo(backedUp);
        var random = new Random(seed);
        for (var number = 1; number <= times; number++) {
            damage();
            var moment = usual.multipliedBy(EARLIEST + random.nextInt(1050 - EARLIEST))
                    .dividedBy(1000);
            var before = newest();
            killAt(moment);
            var description =
                    "kill %d of seed %d after %d of %d ms".formatted(number, seed, moment.toMillis(), usual.toMillis());
            requireWholeFiles(damaged, description);
            world.upkeep("backups").exits(0);
            var now = newest();
            var begun = !now.get("run").asString().equals(before.get("run").asString());
            var done = begun && now.get("outcome").asString().equals("done");
            assertThat(now.get("outcome").asString()).as(description).isIn("done", "rolled_back");
            assertThat(seen()).as(description).isEqualTo(done ? backedUp : damaged);
            assertThat(leftovers(now.get("run").asString())).as(description).isEqualTo(begun && done ? 1 : 0);
        }
    }

    /// A folder in the making is 0700 until all is in it, or until the next command.
    private void requireWholeFiles(Map<String, String> damaged, String description) throws IOException {
        seen().forEach((name, content) -> {
            if (!content.startsWith("folder ")) {
                assertThat(content).as(description + ": " + name).isIn(damaged.get(name), backedUp.get(name));
            }
        });
    }

    private void killAt(Duration moment) throws InterruptedException {
        try (var process = UpkeepProcess.start(words())) {
            Thread.sleep(moment);
            process.kill();
        }
    }

    private JsonNode newest() {
        return world.upkeep("runs", "--last", "1", "--json").json().get("runs").get(0);
    }

    private String[] words() {
        return Stream.of(
                        "restore",
                        "vms",
                        "--files",
                        "--in-place",
                        "--yes",
                        "--config",
                        world.config(),
                        "--state",
                        world.state())
                .map(Object::toString)
                .toArray(String[]::new);
    }

    /// Content and time by name, folders too; without what runs keep.
    private Map<String, String> seen() throws IOException {
        var found = new TreeMap<String, String>();
        var uploads = temp.resolve("uploads");
        try (var all = Files.walk(uploads)) {
            for (var path : all.filter(path -> !path.toString().contains("/.upkeep-before-"))
                    .toList()) {
                found.put(
                        uploads.relativize(path).toString(),
                        Files.isDirectory(path)
                                ? "folder " + Files.getAttribute(path, "unix:mode")
                                : "%s %s %d %d"
                                        .formatted(
                                                Files.getLastModifiedTime(path),
                                                Files.readString(path).substring(0, 1),
                                                Files.size(path),
                                                Files.readString(path).hashCode()));
            }
        }
        return found;
    }

    /// How many folders of this run there are; what one keeps for itself while it works is in none.
    private long leftovers(String run) throws IOException {
        try (var all = Files.walk(temp.resolve("uploads"))) {
            List<String> ours = all.map(Path::toString)
                    .filter(name -> name.contains(".upkeep-before-" + run) || name.endsWith(".part"))
                    .toList();
            assertThat(ours).noneMatch(name -> name.endsWith("/new") || name.endsWith(".part"));
            return ours.stream()
                    .filter(name -> name.endsWith(".upkeep-before-" + run))
                    .count();
        }
    }
}
