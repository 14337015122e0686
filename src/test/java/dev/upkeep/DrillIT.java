package dev.upkeep;

import static dev.upkeep.CommandsWorld.fields;
import static org.assertj.core.api.Assertions.assertThat;

import dev.upkeep.base.time.Pause;
import dev.upkeep.testkit.PrivateCluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// `upkeep drill` on a real server.
final class DrillIT {
    @RegisterExtension
    static final PrivateCluster postgres = new PrivateCluster();

    @TempDir
    Path temp;

    private CommandsWorld world = new CommandsWorld(Path.of("nowhere"), postgres);

    @BeforeEach
    void aSet() throws IOException {
        CommandsWorld.database(postgres);
        postgres.psql("vms", """
                CREATE FUNCTION no_tables() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN RAISE ''not here''; END'""");
        postgres.psql("vms", "CREATE EVENT TRIGGER no_tables ON ddl_command_start EXECUTE FUNCTION no_tables()");
        world = CommandsWorld.in(temp, postgres);
        world.backup();
    }

    @AfterEach
    void drop() {
        postgres.psql("DROP DATABASE vms WITH (FORCE)");
    }

    @Test
    void eachDrillIsTimedWrittenDownAndPredictsTheNext() throws IOException {
        var first = world.upkeep("drill", "vms", "--json").exits(0).json();

        assertThat(fields(first))
                .containsExactly(
                        "set: STRING",
                        "outcome: STRING",
                        "run: STRING",
                        "seconds: NUMBER",
                        "predicted_seconds: NULL",
                        "next_seconds: NUMBER",
                        "rto_seconds: NULL",
                        "in_time: NULL",
                        "gap_seconds: NUMBER",
                        "rpo_seconds: NULL",
                        "fresh: NULL",
                        "phases: ARRAY");
        assertThat(first.get("next_seconds").asDouble())
                .as("the same again takes as long")
                .isEqualTo(first.get("seconds").asDouble());
        var second = world.upkeep("drill").exits(0);
        assertThat(second.out()).contains("every row is equal to its moment", "Predicted was ", "Nothing was promised");
        var history =
                world.upkeep("drill", "--history", "--json").exits(0).json().get("drills");
        assertThat(history.size()).isEqualTo(2);
        assertThat(history.get(1).get("predicted_seconds").asDouble())
                .isEqualTo(first.get("next_seconds").asDouble());
        assertThat(world.upkeep("drill", "--history").exits(0).out()).contains("PREDICTED", "MACHINE");
        assertThat(temp.resolve("state/scratch")).isEmptyDirectory();
    }

    @Test
    void aPromiseThatIsNotKeptIsSaidAndIsNoSuccess() throws IOException {
        promise("{ rto: 90 min, rpo: 1 s }");
        Pause.real().pause(Duration.ofMillis(1_100));

        var said = world.upkeep("drill").exits(1);

        assertThat(said.out())
                .containsPattern(
                        "  kept    until the first write \\(rto\\): [0-9.]+ s, at most 1 h 30 min was promised")
                .containsPattern(
                        "  MISSED  longest time without a set \\(rpo\\): [0-9.]+ s, at most 1.0 s was promised");
        assertThat(world.upkeep("drill", "--history", "--json")
                        .json()
                        .get("drills")
                        .size())
                .as("it was done all the same")
                .isEqualTo(1);
        promise("{ rto: 90 min, rpo: 24 h }");
        var kept = world.upkeep("drill", "--json").exits(0).json();
        assertThat(kept.get("in_time").asBoolean()).isTrue();
        assertThat(kept.get("fresh").asBoolean()).isTrue();
    }

    @Test
    void aDamagedSetIsNoDrill() throws IOException {
        world.damage();

        var said = world.upkeep("drill", "--json").exits(3);

        assertThat(said.json().get("problem").get("kind").asString()).isEqualTo("damaged");
        assertThat(world.upkeep("drill", "--history").exits(0).out()).startsWith("No drill yet.");
    }

    private void promise(String objectives) throws IOException {
        world.configure(postgres.port());
        Files.writeString(world.config(), "objectives: " + objectives + "\n", StandardOpenOption.APPEND);
    }
}
