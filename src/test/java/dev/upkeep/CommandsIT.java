package dev.upkeep;

import static dev.upkeep.CommandsWorld.assertProblem;
import static dev.upkeep.CommandsWorld.fields;
import static org.assertj.core.api.Assertions.assertThat;

import dev.upkeep.testkit.PrivateCluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// The answers of the verbs: the contract for programs, and what people read.
final class CommandsIT {
    @RegisterExtension
    static final PrivateCluster postgres = new PrivateCluster();

    @TempDir
    Path temp;

    private CommandsWorld world = new CommandsWorld(Path.of("nowhere"), postgres);

    @BeforeAll
    static void database() {
        CommandsWorld.database(postgres);
    }

    @BeforeEach
    void world() throws IOException {
        world = CommandsWorld.in(temp, postgres);
    }

    @Test
    void aBackupAnswersWithItsNumbersAndIsListedWithoutAnyState() {
        var taken = world.upkeep("backup", "--note", "before \"it\"", "--hold", "--json")
                .exits(0)
                .json();

        assertThat(fields(taken))
                .containsExactly(
                        "set: STRING",
                        "outcome: STRING",
                        "run: STRING",
                        "bytes: NUMBER",
                        "new_bytes: NUMBER",
                        "tables: NUMBER",
                        "rows: NUMBER",
                        "files: NUMBER",
                        "seconds: NUMBER");
        assertThat(taken.get("outcome").asString()).isEqualTo("done");
        assertThat(taken.get("tables").asInt()).isEqualTo(5);
        assertThat(taken.get("rows").asInt()).isEqualTo(20);
        assertThat(taken.get("files").asInt()).isEqualTo(2);
        var set = backupsWithAnEmptyState();
        assertThat(fields(set))
                .contains(
                        "id: STRING",
                        "taken: STRING",
                        "bytes: NUMBER",
                        "held: BOOLEAN",
                        "proof: NULL",
                        "kept_by: STRING");
        assertThat(set.get("id")).isEqualTo(taken.get("set"));
        assertThat(set.get("held").asBoolean()).isTrue();
        assertThat(set.get("note").asString()).isEqualTo("before \"it\"");
    }

    private JsonNode backupsWithAnEmptyState() {
        var config = world.config().toString();
        var state = temp.resolve("new").toString();
        var listed = CommandsWorld.bare("--config", config, "--state", state, "--json", "backups")
                .exits(0)
                .json();
        assertThat(fields(listed)).containsExactly("sets: ARRAY");
        return listed.get("sets").get(0);
    }

    @Test
    void peopleReadWhatWasTakenAndWhatToDoNext() {
        assertThat(world.upkeep("backup", "vms").exits(0).out())
                .containsPattern("Set \\d{8}T\\d{6}Z-[0-9a-f]{6}: 5 tables with 20 rows, 2 files\\.")
                .contains("Not proven yet. Prove it: upkeep verify vms");
        assertThat(world.upkeep("backups").exits(0).out()).contains("20 rows, 2 files", "not yet");
    }

    @Test
    void aSetIsProvenAndItsDamageIsFoundAndNotRestored() throws IOException {
        var set = world.backup();

        var proven = world.upkeep("verify", "vms", set, "--json").exits(0).json();

        assertThat(fields(proven)).contains("set: STRING", "verdict: STRING", "level: STRING", "checks: ARRAY");
        assertThat(proven.get("verdict").asString()).isEqualTo("proven");
        assertThat(proven.get("level").asString()).isEqualTo("L5");
        assertThat(fields(proven.get("checks").get(0)))
                .containsExactly("name: STRING", "verdict: STRING", "detail: STRING");
        var proof = world.upkeep("backups", "--json").json().get("sets").get(0).get("proof");
        assertThat(fields(proof)).containsExactly("level: STRING", "at: STRING");

        world.damage();
        var broken = world.upkeep("verify", "--level", "L1", "--json").exits(3).json();
        assertThat(broken.get("verdict").asString()).isEqualTo("broken");
        assertThat(broken.get("outcome").asString()).isEqualTo("done");
        assertThat(world.upkeep("backups").out()).contains("BROKEN");
        var refused =
                world.upkeep("restore", "vms", set, "--into", "again", "--json").exits(3);
        assertProblem(
                refused.json(), "damaged", "set %s is broken: the last verification found damage in it".formatted(set));
    }

    @Test
    void aDatabaseComesBackBesideUnderANewNameOnly() {
        var set = world.backup();
        var name = "vms \"beside\"";

        var restored =
                world.upkeep("restore", "--into", name, "--json").exits(0).json();

        assertThat(fields(restored))
                .containsExactly("set: STRING", "outcome: STRING", "run: STRING", "database: STRING");
        assertThat(restored.get("set").asString()).isEqualTo(set);
        assertThat(postgres.psql(name, "SELECT count(*) FROM people")).isEqualTo("8");
        var refused = world.upkeep("restore", "--into", name, "--json").exits(4).json();
        assertThat(refused.get("outcome").asString()).isEqualTo("rolled_back");
        assertThat(refused.get("problem").get("message").asString())
                .startsWith("database \"%s\" exists already on ".formatted(name));
    }

    @Test
    void filesComeBackAllOrSomeIntoAnEmptyFolderOnly() throws IOException {
        world.backup();
        var all = temp.resolve("all");

        var restored = restoreFiles(all, "--json").exits(0).json();

        assertThat(fields(restored)).containsExactly("set: STRING", "outcome: STRING", "run: STRING", "folder: STRING");
        assertThat(all.resolve("uploads/a.txt")).hasContent("a");
        assertThat(all.resolve("uploads/2026/left-out.tmp")).doesNotExist();
        var some = temp.resolve("some");
        assertThat(restoreFiles(some, "uploads/2026").exits(0).out()).endsWith("are in %s.%n".formatted(some));
        assertThat(some.resolve("uploads/2026/b.txt")).hasContent("b");
        assertThat(some.resolve("uploads/a.txt")).doesNotExist();

        assertProblem(
                restoreFiles(all, "--json").exits(4).json(),
                "refused",
                "%s exists and is not an empty folder".formatted(all));
        var none = temp.resolve("none");
        assertProblem(
                restoreFiles(none, "uploads/2027", "--json").exits(2).json(),
                "not_found",
                "the set has no files at \"uploads/2027\"");
        assertThat(none).doesNotExist();
        try (var left = Files.list(temp)) {
            assertThat(left).noneMatch(path -> path.toString().contains(".upkeep-"));
        }
    }

    private CommandsWorld.Said restoreFiles(Path to, String word, String... more) {
        return more.length == 0
                ? world.upkeep("restore", "--to", to.toString(), "--files", word)
                : world.upkeep("restore", "--to", to.toString(), "--files", word, more[0]);
    }

    @Test
    void pruneSaysWhyAndWhatItRemovedCanBeHadBackAndHeld() {
        var old = world.backup();
        var young = world.backup();

        var plan = world.upkeep("prune", "--plan", "--json").exits(0).json();
        assertThat(fields(plan)).containsExactly("verdicts: ARRAY");
        assertThat(verdicts(plan)).containsExactlyInAnyOrder(old + " false", young + " true");
        assertThat(fields(plan.get("verdicts").get(0))).containsExactly("id: STRING", "keep: BOOLEAN", "why: STRING");
        assertThat(ids()).containsExactly(young, old);

        assertThat(verdicts(world.upkeep("prune", "--json").exits(0).json())).hasSize(2);
        assertThat(ids()).containsExactly(young);

        var back = world.upkeep("undelete", "vms", old, "--json").exits(0).json();
        assertThat(fields(back)).containsExactly("set: STRING", "outcome: STRING", "run: STRING");
        assertThat(ids()).containsExactly(young, old);
        assertProblem(
                world.upkeep("undelete", "vms", old, "--json").exits(2).json(),
                "not_found",
                "no set of vms in the trash begins with \"%s\"".formatted(old));

        assertThat(world.upkeep("hold", "vms", old, "--note", "audit").exits(0).out())
                .isEqualTo("Set %s is held: prune never removes it.%n".formatted(old));
        world.upkeep("prune").exits(0);
        assertThat(ids()).containsExactly(young, old);
        world.upkeep("unhold", "vms", old).exits(0);
        assertProblem(
                world.upkeep("unhold", "vms", old, "--json").exits(4).json(),
                "refused",
                "set %s is not held".formatted(old));
        assertThat(world.upkeep("prune").exits(0).out()).contains(old + "  removed");
        assertThat(ids()).containsExactly(young);
    }

    @Test
    void theJournalTellsWhatWasDone() {
        var run = world.upkeep("backup", "--json").json().get("run").asString();

        var runs = world.upkeep("runs", "vms", "--last", "1", "--json").exits(0).json();

        assertThat(fields(runs)).containsExactly("runs: ARRAY");
        assertThat(fields(runs.get("runs").get(0)))
                .containsExactly(
                        "run: STRING",
                        "app: STRING",
                        "verb: STRING",
                        "who: STRING",
                        "started: STRING",
                        "seconds: NUMBER",
                        "outcome: STRING");
        var story = world.upkeep("log", run, "--json").exits(0).json();
        assertThat(story.get("run").asString()).isEqualTo(run);
        assertThat(story.get("entries").toString()).contains("5 tables with 20 rows", "ended: done");
        assertThat(world.upkeep("log", "--json").json()).isEqualTo(story);
        assertThat(world.upkeep("log", "vms", "--json").json()).isEqualTo(story);
        assertThat(world.upkeep("log", run).exits(0).out())
                .contains("backup of vms by ", "begun", "done: copy the database", "2 files", "ended: done");
    }

    private List<String> ids() {
        var sets = world.upkeep("backups", "--json").exits(0).json().get("sets");
        return StreamSupport.stream(sets.spliterator(), false)
                .map(set -> set.get("id").asString())
                .toList();
    }

    private static List<String> verdicts(JsonNode document) {
        return StreamSupport.stream(document.get("verdicts").spliterator(), false)
                .map(verdict -> verdict.get("id").asString() + " " + verdict.get("keep"))
                .toList();
    }
}
