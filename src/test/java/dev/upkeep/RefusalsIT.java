package dev.upkeep;

import static dev.upkeep.CommandsWorld.assertProblem;
import static dev.upkeep.CommandsWorld.fields;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.upkeep.CommandsWorld.Said;
import dev.upkeep.testkit.PrivateCluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// What is not done: each exit code from 1 to 6, with the words that an operator reads then.
@Timeout(60)
final class RefusalsIT {
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
    void wrongWordsAreExplained() {
        var verb = CommandsWorld.bare("--json", "bakcup").exits(2);
        assertProblem(verb.json(), "usage", "there is no verb \"bakcup\"");
        assertThat(verb.words()).contains("Did you mean upkeep backup?");
        assertThat(CommandsWorld.bare("help", "backup").exits(0).out()).contains("upkeep backup vms --note");
        assertThat(CommandsWorld.bare().exits(2).words()).contains("Name a verb", "upkeep --help");
        assertThat(world.upkeep("verify", "--level", "L9").exits(2).words()).contains("L9", "upkeep verify --help");
        assertThat(world.upkeep("restore", "--files").exits(2).words())
                .contains("--files goes with --to FOLDER or --in-place");
        assertProblem(
                world.upkeep("log", "yesterday", "--json").exits(2).json(),
                "usage",
                "\"yesterday\" is neither a run's id nor an app that has runs");
        assertThat(world.upkeep("hold", "vms").exits(2).words()).contains("SET", "upkeep hold --help");
    }

    @Test
    void anUnknownAppIsAnsweredWithTheNearestOne() {
        var said = world.upkeep("backup", "vsm", "--json").exits(2);

        assertProblem(said.json(), "not_found", "there is no app \"vsm\"");
        assertThat(said.words()).contains("Did you mean vms?");
    }

    @Test
    void everyMistakeOfTheFileIsToldWithItsPlace() throws IOException {
        Files.writeString(world.config(), """
                app: vms
                database: { engine: postgres, name: vms, user: tester, password: hunter2 }
                fils: { uploads: uploads }
                exclude: ["*.tmp", "[ab"]
                backup: { store: store }
                """);

        var said = world.upkeep("backup", "--json").exits(2);

        assertThat(said.json().get("problem").get("kind").asString()).isEqualTo("configuration");
        assertThat(said.words())
                .contains(
                        "upkeep.yml:2:66: database.password is a secret in plain text",
                        "upkeep.yml:3:1: fils is not known. Did you mean files?",
                        "upkeep.yml:4:20: exclude holds a bad pattern: \"[ab\" has a [ without its ].")
                .doesNotContain("hunter2");
    }

    @Test
    void aServerThatIsDownIsUnreachableAndNothingIsLeft() throws IOException {
        world.configure(1);

        var said = world.upkeep("backup", "--json").exits(5);

        assertThat(said.json().get("outcome").asString()).isEqualTo("rolled_back");
        assertThat(said.json().get("set").asString()).isEmpty();
        assertThat(said.json().get("problem").get("message").asString()).startsWith("could not connect to");
        assertThat(said.words()).contains("Everything that was begun is taken back. The story: upkeep log ");
        assertNothingIsLeft();
    }

    @Test
    void everyVerbThatNeedsTheStoreSaysThatItIsGone() throws IOException {
        var set = world.backup();
        Files.move(world.store(), temp.resolve("unmounted"));
        var folder = temp.resolve("back").toString();

        for (var words : List.of(
                List.of("backups"),
                List.of("verify"),
                List.of("restore", "--into", "again"),
                List.of("restore", "--files", "--to", folder),
                List.of("prune"),
                List.of("prune", "--plan"),
                List.of("hold", "vms", set),
                List.of("unhold", "vms", set),
                List.of("undelete", "vms", set))) {
            var said = world.upkeep(
                            Stream.concat(words.stream(), Stream.of("--json")).toArray(String[]::new))
                    .exits(5);
            assertProblem(said.json(), "unreachable", "the store %s is not there".formatted(world.store()));
            assertThat(said.words()).contains("Mount its disk");
        }
        assertThat(world.store()).doesNotExist();
        assertThat(Path.of(folder)).doesNotExist();
    }

    @Test
    void aRestoreThatCanNotWriteOrReachItsServerChangesNothing() throws IOException {
        world.backup();

        var nowhere = world.upkeep("restore", "--files", "--to", "/proc/upkeep-back", "--json")
                .exits(5);
        assertThat(nowhere.json().get("problem").get("kind").asString()).isEqualTo("missing");
        assertThat(nowhere.json().get("outcome").asString()).isEqualTo("rolled_back");
        assertThat(nowhere.words()).contains("could not make /proc/", "must exist and be yours to write");
        world.configure(1);
        var down = world.upkeep("restore", "--into", "again", "--json").exits(5);
        assertThat(down.json().get("problem").get("kind").asString()).isEqualTo("unreachable");
        world.upkeep("restore", "--files", "--to", temp.resolve("back").toString())
                .exits(0);
    }

    @Test
    void doctorAnswersWithItsFindingsTheWorstFirst() throws IOException {
        world.backup();
        var healthy = world.upkeep("doctor", "--json").exits(0).json();
        assertThat(fields(healthy)).containsExactly("findings: ARRAY");
        world.configure(1);

        var findings = world.upkeep("doctor", "--json").exits(3).json().get("findings");

        assertThat(fields(findings.get(0)))
                .containsExactly("app: STRING", "verdict: STRING", "what: STRING", "detail: STRING", "remedy: STRING");
        assertThat(findings.get(0).get("app").asString()).isEqualTo("vms");
        var verdicts = findings.valueStream()
                .map(finding -> finding.get("verdict").asString())
                .toList();
        assertThat(verdicts.getFirst()).isEqualTo("failure");
        assertThat(verdicts).containsAnyOf("fine").isSubsetOf("fine", "warning", "unknown", "failure");
    }

    @Test
    void aStoreThatIsGoneOrEmptyIsNeverMadeAnew() throws IOException {
        var first = world.upkeep("backup", "--json").exits(0).json();
        Files.move(world.store(), temp.resolve("unmounted"));

        assertStoreIsMissed(
                "the store %s is not there".formatted(world.store()),
                first.get("run").asString());
        assertThat(world.store()).doesNotExist();
        world.upkeep("backups").exits(5);

        Files.createDirectory(world.store());
        assertStoreIsMissed(
                "there is no store in %s: it has no store.json".formatted(world.store()),
                first.get("run").asString());
        assertThat(world.store()).isEmptyDirectory();

        world.upkeep("backup", "--new-store").exits(0);
        assertThat(world.filesBelow("sets")).isNotEmpty();
    }

    private void assertStoreIsMissed(String why, String run) {
        var said = world.upkeep("backup", "--json").exits(5);
        assertProblem(said.json(), "unreachable", "%s, although backup %s of vms was done".formatted(why, run));
        assertThat(said.words()).contains("Mount its disk", "upkeep backup vms --new-store");
    }

    @Test
    void twoBackupsOfAnAppClash() throws Exception {
        try (var connection = postgres.connect("vms");
                var statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("LOCK TABLE people");
            var first = backupThatWaits();

            var second = world.upkeep("backup", "--json").exits(4);

            assertThat(second.json().get("problem").get("kind").asString()).isEqualTo("clash");
            assertThat(second.json().get("problem").get("message").asString())
                    .matches("app \"vms\" is held by run \\S+ \\(backup by .*, running since .* UTC\\)");
            connection.rollback();
            first.join().exits(0);
        }
    }

    @Test
    void whatCanNotBeTakenBackIsStuckUntilAPersonSettlesIt() throws Exception {
        world.backup();
        var away = temp.resolve("unmounted");
        var run = "";
        try (var connection = postgres.connect("vms");
                var statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("LOCK TABLE people");
            var backup = backupThatWaits();
            Files.move(world.store(), away);
            connection.rollback();
            var said = backup.join().exits(6);
            run = said.json().get("run").asString();
            assertThat(said.json().get("outcome").asString()).isEqualTo("stuck");
            assertThat(said.words()).contains("STUCK: ", "upkeep settle " + run);
        }
        assertThat(world.upkeep("runs").exits(0).words()).contains("left the backup " + run);
        world.upkeep("backup").exits(5);

        var settled = world.upkeep("settle", run, "--note", "the disk is lost", "--json")
                .exits(0);

        assertThat(settled.json().get("settled").asBoolean()).isTrue();
        assertThat(world.upkeep("log", run).out()).contains("settled by ", "the disk is lost");
        assertProblem(
                world.upkeep("settle", run, "--note", "again", "--json")
                        .exits(4)
                        .json(),
                "refused",
                "run %s is not stuck".formatted(run));
        Files.move(away, world.store());
        world.upkeep("backup").exits(0);
    }

    private CompletableFuture<Said> backupThatWaits() {
        var backup = CompletableFuture.supplyAsync(() -> world.upkeep("backup", "--json"));
        await().until(() -> backup.isDone() || waits());
        assertThat(backup).isNotDone();
        return backup;
    }

    private static boolean waits() throws SQLException {
        return !postgres.psql("SELECT count(*) FROM pg_locks WHERE NOT granted").equals("0");
    }

    private void assertNothingIsLeft() throws IOException {
        assertThat(world.filesBelow("sets")).isEmpty();
        assertThat(world.filesBelow("staging")).isEmpty();
        assertThat(world.filesBelow("locks")).isEmpty();
    }
}
