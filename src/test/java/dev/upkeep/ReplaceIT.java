package dev.upkeep;

import static dev.upkeep.CommandsWorld.fields;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.upkeep.base.time.Pause;
import dev.upkeep.drivers.host.Command;
import dev.upkeep.drivers.host.local.LocalHost;
import dev.upkeep.testkit.PrivateCluster;
import dev.upkeep.testkit.Writer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// `upkeep restore --replace` on a real server, under an app that writes all the time.
final class ReplaceIT {
    @RegisterExtension
    static final PrivateCluster postgres = new PrivateCluster("max_prepared_transactions = 2");

    @TempDir
    Path temp;

    private CommandsWorld world = new CommandsWorld(Path.of("nowhere"), postgres);
    private String set = "";
    private String old = "";

    @BeforeEach
    void liveDatabaseWithASet() throws IOException {
        CommandsWorld.database(postgres);
        postgres.psql("vms", Writer.TABLE);
        postgres.psql("ALTER DATABASE vms SET app.colour TO 'red'; COMMENT ON DATABASE vms IS 'the volunteers'");
        world = CommandsWorld.in(temp, postgres);
        set = world.backup();
        old = oid("vms");
    }

    @AfterEach
    void drop() {
        databases().forEach(name -> postgres.psql("DROP DATABASE \"%s\" WITH (FORCE)".formatted(name)));
    }

    @Test
    void everyAcknowledgedRowIsInExactlyOneOfTheTwoDatabases() {
        JsonNode answer;
        try (var writer = new Writer(postgres, "vms", () -> true).start()) {
            awaitRows(writer, 200);
            answer = world.upkeep("restore", "vms", "--replace", "--yes", "--json")
                    .exits(0)
                    .json();
            awaitRows(writer, writer.count() + 200);
            writer.finish();

            assertThat(fields(answer))
                    .containsExactly(
                            "set: STRING",
                            "outcome: STRING",
                            "database: STRING",
                            "kept: STRING",
                            "run: STRING",
                            "remove: STRING",
                            "open: STRING",
                            "back: STRING");
            assertThat(answer.get("outcome").asString()).isEqualTo("done");
            assertThat(answer.get("set").asString()).isEqualTo(set);
            assertThat(answer.get("database").asString()).isEqualTo("vms");
            var kept = answer.get("kept").asString();
            assertThat(kept).matches("vms_before_\\d{8}_\\d{6}");
            assertThat(oid(kept)).isEqualTo(old);
            assertThat(connections(kept)).isEqualTo("f");
            shell(answer.get("open").asString());

            var before = Writer.in(postgres, kept);
            var after = Writer.in(postgres, "vms");
            assertThat(before).isNotEmpty();
            assertThat(after).isNotEmpty();
            var all = new ArrayList<>(before);
            all.addAll(after);
            writer.requireEachOnce(all);
        }
        assertThat(postgres.psql("vms", "SHOW app.colour")).isEqualTo("red");
        assertThat(postgres.psql("SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = 'vms'"))
                .isEqualTo("the volunteers");

        shell(answer.get("back").asString());
        assertThat(oid("vms")).isEqualTo(old);
        assertThat(connections("vms")).isEqualTo("t");
    }

    @Test
    void theAppIsStoppedStartedAndAskedAndTheOldDatabaseCanBeRemoved() throws IOException {
        try (var health = Web.answering(200)) {
            configure(health, "10 s");

            var said = world.upkeep("restore", "vms", set, "--replace", "--yes").exits(0);

            assertThat(log()).containsExactly("maintenance on", "stop", "start", "maintenance off");
            assertThat(said.out())
                    .contains("Database \"vms\" is set %s now, equal to its moment in every row.".formatted(set))
                    .containsPattern("The old database is \"vms_before_\\d{8}_\\d{6}\", closed for everybody\\.");
            shell(said.out()
                    .lines()
                    .filter(line -> line.contains("Remove it"))
                    .map(line -> line.substring(line.indexOf("psql")))
                    .findFirst()
                    .orElseThrow());
            assertThat(databases()).containsExactly("vms");
            assertThat(oid("vms")).isNotEqualTo(old);
        }
    }

    @Test
    void anAppThatIsNotWellGetsItsOldDatabaseBackWithEveryRow() throws IOException {
        var stopped = temp.resolve("stopped");
        try (var health = Web.answering(401);
                var writer = new Writer(postgres, "vms", () -> !Files.exists(stopped)).start()) {
            configure(health, "2 s");
            awaitRows(writer, 200);

            var said = world.upkeep("restore", "vms", "--replace", "--yes", "--json")
                    .exits(1);

            awaitRows(writer, writer.count() + 100);
            writer.finish();
            assertThat(said.json().get("outcome").asString()).isEqualTo("rolled_back");
            assertThat(said.json().get("problem").get("message").asString())
                    .startsWith("the app is not well 2 s after its start: http://127.0.0.1:")
                    .endsWith("answers with status 401");
            assertThat(oid("vms")).isEqualTo(old);
            assertThat(connections("vms")).isEqualTo("t");
            assertThat(log()).containsExactly("maintenance on", "stop", "start", "stop", "start", "maintenance off");
            var failed = said.json().get("kept").asString();
            assertThat(failed).startsWith("upkeep_failed_");
            assertThat(connections(failed)).isEqualTo("f");
            assertThat(databases()).containsExactlyInAnyOrder("vms", failed);
            shell(said.json().get("open").asString());
            var all = new ArrayList<>(Writer.in(postgres, "vms"));
            all.addAll(Writer.in(postgres, failed));
            writer.requireEachOnce(all);
        }
    }

    @Test
    void aNewDatabaseThatNobodyWroteIntoIsDroppedWhenTheAppIsNotWell() throws IOException {
        try (var health = Web.answering(503)) {
            configure(health, "1 s");

            var said = world.upkeep("restore", "vms", "--replace", "--yes", "--json")
                    .exits(1);

            assertThat(said.json().get("kept").isNull()).isTrue();
            assertThat(databases()).containsExactly("vms");
            assertThat(oid("vms")).isEqualTo(old);
        }
    }

    @Test
    void whatIsBoundToTheLiveDatabaseRefusesBeforeAnythingIsMade() {
        postgres.psql("vms", "BEGIN; INSERT INTO written VALUES (1); PREPARE TRANSACTION 'open'");

        var plan = world.upkeep("restore", "vms", "--replace", "--plan", "--json")
                .exits(4)
                .json();
        var said = world.upkeep("restore", "vms", "--replace", "--yes", "--json")
                .exits(4)
                .json();

        assertThat(plan.get("in_the_way").toString()).contains("prepared transaction 'open' is not ended");
        assertThat(said.get("problem").get("kind").asString()).isEqualTo("refused");
        assertThat(said.get("problem").get("message").asString())
                .startsWith("prepared transaction 'open' is not ended");
        assertThat(databases()).containsExactly("vms");
        assertThat(oid("vms")).isEqualTo(old);
        postgres.psql("vms", "ROLLBACK PREPARED 'open'");
    }

    @Test
    void thePlanSaysWhatWouldHappenAndWithoutAConfirmationNothingDoes() throws IOException {
        postgres.psql("vms", "INSERT INTO written VALUES (1), (2)");
        try (var health = Web.answering(200)) {
            configure(health, "10 s");

            var plan = world.upkeep("restore", "vms", "--replace", "--plan", "--json")
                    .exits(0)
                    .json();

            assertThat(fields(plan))
                    .containsExactly(
                            "set: STRING",
                            "taken: STRING",
                            "database: STRING",
                            "kept: STRING",
                            "live_bytes: NUMBER",
                            "set_bytes: NUMBER",
                            "free_bytes: NUMBER",
                            "in_the_way: ARRAY",
                            "steps: ARRAY",
                            "losses: ARRAY",
                            "losses_unknown: NULL");
            assertThat(plan.get("losses").toString())
                    .isEqualTo(
                            "[{\"table\":\"public.written\",\"only_live\":2,\"only_set\":0,\"exact\":true,\"remark\":\"\"}]");
            assertThat(plan.get("kept").asString()).isEqualTo("vms_before_<date>_<time>");
            assertThat(world.upkeep("restore", "vms", "--replace", "--plan")
                            .exits(0)
                            .out())
                    .contains(
                            "becomes set " + set,
                            "  1. restore set %s beside \"vms\" and compare every row".formatted(set),
                            "  3. stop the app: sh -c ",
                            "  4. close \"vms\" and end its sessions",
                            "when the app is not well, put the old database back",
                            "Rows that will be in the old database only, and rows that come back:",
                            "  public.written: 2 go, 0 come back");
            var refused = world.upkeep("restore", "vms", "--replace").exits(4);
            assertThat(refused.words())
                    .contains("replacing database \"vms\" with the newest set is not confirmed; nothing was changed")
                    .contains("Type: upkeep restore vms --replace --yes");
        }
        assertThat(oid("vms")).isEqualTo(old);
        assertThat(log()).isEmpty();
        assertThat(databases()).containsExactly("vms");
    }

    @Test
    void aLiveDatabaseThatCannotBeReadIsReplacedAllTheSame() {
        postgres.psql("ALTER DATABASE vms ALLOW_CONNECTIONS false");

        var plan = world.upkeep("restore", "vms", "--replace", "--plan", "--json")
                .exits(0)
                .json();
        world.upkeep("restore", "vms", "--replace", "--yes").exits(0);

        assertThat(plan.get("losses").isNull()).isTrue();
        assertThat(plan.get("losses_unknown").asString()).contains("is not currently accepting connections");
        assertThat(oid("vms")).isNotEqualTo(old);
        assertThat(connections("vms")).isEqualTo("t");
    }

    @Test
    void aStopThatFailsLeavesTheOldDatabaseLive() throws IOException {
        Files.writeString(
                world.config(),
                "stop: [ sh, -c, 'echo no such unit >&2; exit 5' ]\nstart: [ 'true' ]\n",
                StandardOpenOption.APPEND);

        var said = world.upkeep("restore", "vms", "--replace", "--yes", "--json")
                .exits(1)
                .json();

        assertThat(said.get("problem").get("message").asString())
                .isEqualTo("could not stop the app: exit code 5: no such unit");
        assertThat(world.upkeep("log", said.get("run").asString()).exits(0).out())
                .contains("exit code 5: no such unit");
        assertThat(oid("vms")).isEqualTo(old);
        assertThat(databases()).containsExactly("vms");
    }

    /// The app's commands write down what they were asked; stopped is when the file `stopped` is there.
    private void configure(Web health, String within) throws IOException {
        Files.writeString(world.config(), """
                stop: [ sh, -c, 'touch stopped; echo stop >> app.log' ]
                start: [ sh, -c, 'rm -f stopped; echo start >> app.log' ]
                maintenance:
                  on: [ sh, -c, 'echo maintenance on >> app.log' ]
                  off: [ sh, -c, 'echo maintenance off >> app.log' ]
                health: http://127.0.0.1:%d/health
                health-within: %s
                """.formatted(health.port(), within), StandardOpenOption.APPEND);
    }

    private List<String> log() throws IOException {
        var file = temp.resolve("app.log");
        return Files.exists(file) ? Files.readAllLines(file) : List.of();
    }

    private static void awaitRows(Writer writer, int count) {
        Awaitility.await().until(() -> writer.count() >= count);
    }

    private static List<String> databases() {
        return postgres.psql(
                        "SELECT datname FROM pg_database WHERE datname NOT IN ('postgres', 'template0', 'template1')")
                .lines()
                .toList();
    }

    private static String oid(String database) {
        return postgres.psql("SELECT oid FROM pg_database WHERE datname = '%s'".formatted(database));
    }

    private static String connections(String database) {
        return postgres.psql("SELECT datallowconn FROM pg_database WHERE datname = '%s'".formatted(database));
    }

    private static void shell(String command) {
        new LocalHost(Pause.real())
                .run(Command.of("sh", "-c", command).secret("PGPASSWORD", postgres.password()))
                .orFail(command, "");
    }

    /// Says the same to everybody.
    private record Web(HttpServer server) implements AutoCloseable {
        static Web answering(int status) throws IOException {
            var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/", exchange -> {
                exchange.sendResponseHeaders(status, -1);
                exchange.close();
            });
            server.start();
            return new Web(server);
        }

        int port() {
            return server.getAddress().getPort();
        }

        @Override
        public void close() {
            server.stop(0);
        }
    }
}
