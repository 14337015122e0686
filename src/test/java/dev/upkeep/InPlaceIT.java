package dev.upkeep;

import static dev.upkeep.CommandsWorld.fields;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.upkeep.base.time.Pause;
import dev.upkeep.drivers.host.Command;
import dev.upkeep.drivers.host.local.LocalHost;
import dev.upkeep.testkit.PrivateCluster;
import dev.upkeep.testkit.UpkeepProcess;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// `upkeep restore --files --in-place` and `--back`, as programs and people type them.
final class InPlaceIT {
    private static final Instant LAST_YEAR = Instant.parse("2025-11-21T08:00:00Z");

    @RegisterExtension
    static final PrivateCluster postgres = new PrivateCluster();

    private final LocalHost host = new LocalHost(Pause.real());

    @TempDir
    Path temp;

    private CommandsWorld world = new CommandsWorld(Path.of("nowhere"), postgres);
    private boolean mounted;

    @BeforeAll
    static void database() {
        CommandsWorld.database(postgres);
    }

    @BeforeEach
    void world() throws IOException {
        world = CommandsWorld.in(temp, postgres);
        Files.writeString(temp.resolve(".env"), "KEY=of the set\n");
        Files.setAttribute(temp.resolve(".env"), "unix:mode", 0600);
        configure("{ uploads: uploads, settings: .env }");
    }

    private void configure(String files) throws IOException {
        world.configure(postgres.port());
        var text = Files.readString(world.config()).replace("{ uploads: uploads }", files);
        Files.writeString(world.config(), text);
    }

    @AfterEach
    void unmount() {
        if (mounted) {
            host.run(Command.of("umount", "--lazy", temp.resolve("disk").toString()));
        }
    }

    private void damage() throws IOException {
        Files.delete(temp.resolve("uploads/2026/b.txt"));
        older("uploads/a.txt", "an old a");
        older(".env", "KEY=an old one\n");
        Files.writeString(temp.resolve("uploads/new.txt"), "since then");
    }

    private void older(String name, String content) throws IOException {
        Files.writeString(temp.resolve(name), content);
        Files.setLastModifiedTime(temp.resolve(name), FileTime.from(LAST_YEAR));
    }

    @Test
    void filesAndSettingsGoBackToTheSetAndFromThereToWhatTheyWere() throws IOException {
        var set = world.backup();
        damage();

        var done = world.upkeep("restore", "vms", "--files", "--in-place", "--yes", "--json")
                .exits(0)
                .json();

        assertThat(fields(done))
                .containsExactly(
                        "set: STRING",
                        "outcome: STRING",
                        "run: STRING",
                        "come_back: OBJECT",
                        "replaced: OBJECT",
                        "newer_stay: OBJECT",
                        "mended: OBJECT",
                        "same: NUMBER",
                        "refused: OBJECT",
                        "remarks: ARRAY",
                        "kept: ARRAY",
                        "back: STRING",
                        "remove: ARRAY");
        assertThat(done.get("set").asString()).isEqualTo(set);
        assertThat(fields(done.get("replaced"))).containsExactly("count: NUMBER", "bytes: NUMBER", "examples: ARRAY");
        assertThat(done.get("come_back").get("examples").toString()).isEqualTo("[\"uploads/2026/b.txt\"]");
        assertThat(done.get("replaced").get("examples").toString()).isEqualTo("[\"settings/.env\",\"uploads/a.txt\"]");
        assertThat(temp.resolve("uploads/2026/b.txt")).hasContent("b");
        assertThat(temp.resolve("uploads/a.txt")).hasContent("a");
        assertThat(temp.resolve(".env")).hasContent("KEY=of the set\n");
        assertThat(Files.getAttribute(temp.resolve(".env"), "unix:mode")).isEqualTo(0100600);
        assertThat(temp.resolve("uploads/new.txt")).hasContent("since then");

        var run = done.get("run").asString();
        assertThat(done.get("back").asString()).isEqualTo("upkeep restore vms --back " + run);
        var went = world.upkeep("restore", "vms", "--back", run, "--yes", "--json")
                .exits(0)
                .json();
        assertThat(fields(went))
                .containsExactly(
                        "of: STRING", "outcome: STRING", "run: STRING", "back: OBJECT", "left: OBJECT", "kept: ARRAY");
        assertThat(went.get("back").get("count").asInt()).isEqualTo(3);
        assertThat(temp.resolve("uploads/2026/b.txt")).doesNotExist();
        assertThat(temp.resolve("uploads/a.txt")).hasContent("an old a");
        assertThat(temp.resolve(".env")).hasContent("KEY=an old one\n");
        assertThat(leftovers()).isEmpty();
    }

    @Test
    void peopleReadWhatWillBeAndWhatIs() throws IOException {
        world.backup();
        damage();
        Files.writeString(temp.resolve("uploads/a.txt"), "a newer a");

        var plan = world.upkeep("restore", "vms", "--files", "--in-place", "--plan")
                .exits(0);
        assertThat(plan.out())
                .contains(
                        "  1 missing here, come back (1 B)",
                        "      uploads/2026/b.txt",
                        "  1 differ, are replaced and kept before (15 B)",
                        "      settings/.env",
                        "  1 differ and are newer here, stay (1 B); --over-newer replaces them too",
                        "      uploads/a.txt",
                        "  1 are not in the set, stay",
                        "      uploads/new.txt",
                        "  2 as in the set, not touched");
        var refused = world.upkeep("restore", "vms", "--files", "uploads", "--in-place")
                .exits(4);
        assertThat(refused.words())
                .contains("putting files of the newest set in their place is not confirmed; nothing was changed")
                .contains("Type: upkeep restore vms --files uploads --in-place --yes");
        assertThat(temp.resolve(".env")).hasContent("KEY=an old one\n");
        assertThat(leftovers()).isEmpty();

        var done = world.upkeep("restore", "vms", "--files", "--in-place", "--over-newer", "--yes")
                .exits(0);
        assertThat(done.out())
                .contains("  1 came back, 2 replaced, 0 mended, 2 were right")
                .contains("  Put it back:  upkeep restore vms --back ")
                .contains("  Remove it, when nobody needs it:  rm -r '" + temp.resolve(".upkeep-before-"))
                .contains("  Remove it, when nobody needs it:  rm -r '" + temp.resolve("uploads/.upkeep-before-"));
        assertThat(temp.resolve("uploads/a.txt")).hasContent("a");
    }

    @Test
    void whatIsRefusedIsNamedAndTheRestIsDone() throws IOException {
        world.backup();
        Files.delete(temp.resolve("uploads/2026/b.txt"));
        Files.delete(temp.resolve("uploads/a.txt"));
        Files.createDirectory(temp.resolve("uploads/a.txt"));

        var plan = world.upkeep("restore", "vms", "--files", "--in-place", "--plan", "--json")
                .exits(4)
                .json();
        var done = world.upkeep("restore", "vms", "--files", "--in-place", "--yes", "--json")
                .exits(4)
                .json();

        assertThat(fields(plan))
                .containsExactly(
                        "set: STRING",
                        "taken: STRING",
                        "places: OBJECT",
                        "come_back: OBJECT",
                        "replaced: OBJECT",
                        "newer_stay: OBJECT",
                        "mended: OBJECT",
                        "same: NUMBER",
                        "refused: OBJECT",
                        "not_in_set: OBJECT",
                        "needed_bytes: NUMBER",
                        "in_the_way: ARRAY",
                        "remarks: ARRAY");
        assertThat(done.get("outcome").asString()).isEqualTo("done");
        assertThat(done.get("refused").get("examples").toString())
                .isEqualTo("[\"uploads/a.txt is a folder here and a file in the set\"]");
        assertThat(temp.resolve("uploads/a.txt")).isEmptyDirectory();
        assertThat(temp.resolve("uploads/2026/b.txt")).hasContent("b");
    }

    @Test
    void wordsThatDoNotFitAreExplained() {
        assertWrong("--in-place goes with --files, and without --to", "--in-place");
        assertWrong("--in-place goes with --files, and without --to", "--in-place", "--to", "/x", "--files");
        assertWrong("--over-newer goes with --files --in-place", "--over-newer", "--to", "/x", "--files");
        assertWrong("--back RUN stands alone, after the app", "--back", "x", "--replace");
        assertWrong("--back has no --plan", "--back", "x", "--plan");
        assertWrong("\"x\" is not the id of a run", "--back", "x", "--yes");
    }

    private void assertWrong(String words, String... options) {
        var all = Stream.concat(Stream.of("restore", "vms"), Stream.of(options)).toArray(String[]::new);
        assertThat(world.upkeep(all).exits(2).words()).contains(words);
    }

    @Test
    void aBackupAtTheSameTimeIsRefused() throws IOException {
        for (var number = 0; number < 250; number++) {
            Files.writeString(temp.resolve("uploads/" + number), "file " + number);
        }
        world.backup();
        for (var number = 0; number < 250; number++) {
            Files.delete(temp.resolve("uploads/" + number));
        }
        try (var restore = UpkeepProcess.start(Stream.of(
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
                .toArray(String[]::new))) {
            Awaitility.await()
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(5))
                    .until(() -> Files.exists(temp.resolve("uploads/0")));
            restore.pause();

            var refused = world.upkeep("backup", "--json").exits(4).json();
            restore.goOn();

            assertThat(refused.get("problem").get("message").asString())
                    .startsWith("app \"vms\" is held by run ")
                    .contains("(restore-in-place by ");
            assertThat(restore.await().exitCode()).isZero();
        }
        assertThat(temp.resolve("uploads/249")).hasContent("file 249");
    }

    @Test
    void holesComeBackAndTakeNoSpace() throws IOException {
        try (var file = new RandomAccessFile(temp.resolve("uploads/disk.img").toFile(), "rw")) {
            file.setLength(300L << 20);
            file.seek(200L << 20);
            file.writeBytes("data");
        }
        world.backup();
        Files.delete(temp.resolve("uploads/disk.img"));

        world.upkeep("restore", "vms", "--files", "uploads/disk.img", "--in-place", "--yes")
                .exits(0);

        assertThat(temp.resolve("uploads/disk.img")).hasSize(300L << 20);
        var blocks = host.run(
                Command.of("stat", "-c", "%b", temp.resolve("uploads/disk.img").toString()));
        assertThat(Long.parseLong(blocks.output().strip()) * 512).isLessThan(1 << 20);
    }

    @Test
    void tooLittleSpaceIsSeenBeforeAnythingIsReplaced() throws IOException {
        disk("size=8m");
        Files.write(temp.resolve("disk/uploads/big"), bytes(5 << 20, 8));
        world.backup();
        Files.write(temp.resolve("disk/uploads/big"), bytes(5 << 20, 7));
        Files.setLastModifiedTime(temp.resolve("disk/uploads/big"), FileTime.from(LAST_YEAR));

        var plan = world.upkeep("restore", "vms", "--files", "--in-place", "--plan", "--json")
                .exits(4)
                .json();
        var said = world.upkeep("restore", "vms", "--files", "--in-place", "--yes", "--json")
                .exits(5)
                .json();

        assertThat(plan.get("in_the_way").toString()).contains("bytes free; the files need 5242880");
        assertThat(said.get("problem").get("kind").asString()).isEqualTo("missing");
        assertThat(Files.readAllBytes(temp.resolve("disk/uploads/big"))).isEqualTo(bytes(5 << 20, 7));
        assertThat(leftovers()).isEmpty();
    }

    @Test
    void aDiskThatBecomesFullLeavesEveryFileAsItWas() throws IOException {
        disk("nr_inodes=90");
        for (var number = 0; number < 40; number++) {
            Files.writeString(temp.resolve("disk/uploads/" + number), "file " + number);
        }
        world.backup();
        for (var number = 0; number < 40; number += 2) {
            older("disk/uploads/" + number, "older " + number);
            Files.delete(temp.resolve("disk/uploads/" + (number + 1)));
        }
        for (var number = 0; number < 28; number++) {
            Files.writeString(temp.resolve("disk/uploads/filler-" + number), "");
        }

        var said = world.upkeep("restore", "vms", "--files", "--in-place", "--yes", "--json")
                .exits(1)
                .json();

        assertThat(said.get("outcome").asString()).isEqualTo("rolled_back");
        assertThat(said.get("problem").get("message").asString())
                .startsWith(temp.resolve("disk/uploads/").toString())
                .endsWith("could not be written: No space left on device");
        assertThat(world.upkeep("log", said.get("run").asString()).exits(0).out())
                .contains("failed: put the files in their place");
        for (var number = 0; number < 40; number += 2) {
            assertThat(temp.resolve("disk/uploads/" + number)).hasContent("older " + number);
            assertThat(temp.resolve("disk/uploads/" + (number + 1))).doesNotExist();
        }
        assertThat(leftovers()).isEmpty();
    }

    private void disk(String options) throws IOException {
        var disk = Files.createDirectory(temp.resolve("disk"));
        mounted = host.run(Command.of("mount", "-t", "tmpfs", "-o", options, "tmpfs", disk.toString()))
                .succeeded();
        assumeThat(mounted).as("only root can mount a small disk").isTrue();
        Files.createDirectory(disk.resolve("uploads"));
        configure("{ uploads: disk/uploads }");
    }

    private static byte[] bytes(int count, int value) {
        var bytes = new byte[count];
        Arrays.fill(bytes, (byte) value);
        return bytes;
    }

    private List<Path> leftovers() throws IOException {
        try (var all = Files.walk(temp)) {
            return all.filter(path -> path.getFileName().toString().startsWith(".upkeep-"))
                    .toList();
        }
    }
}
