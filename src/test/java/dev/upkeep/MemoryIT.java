package dev.upkeep;

import static org.assertj.core.api.Assertions.assertThat;

import dev.upkeep.testkit.PrivateCluster;
import dev.upkeep.testkit.UpkeepProcess;
import dev.upkeep.testkit.UpkeepProcess.Ended;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/// Memory does not grow with the data: the verbs run with a heap that is much smaller than what they move.
final class MemoryIT {
    @RegisterExtension
    static final PrivateCluster postgres = new PrivateCluster();

    @TempDir
    Path temp;

    private CommandsWorld world = new CommandsWorld(Path.of("nowhere"), postgres);

    @BeforeEach
    void world() throws Exception {
        postgres.createDatabase("vms");
        postgres.psql("vms", """
                CREATE TABLE documents (id int, content text);
                ALTER TABLE documents ALTER content SET STORAGE EXTERNAL;
                """);
        world = CommandsWorld.in(temp, postgres);
    }

    @AfterEach
    void drop() {
        for (var name : List.of("again", "vms")) {
            postgres.psql("DROP DATABASE IF EXISTS " + name);
        }
    }

    @Test
    void rowsOf30MegabytesNeedTheRoomOfOne() {
        document(1, 30_000_000);
        document(2, 30_000_000);

        done(upkeep("64m", "backup"));
        done(upkeep("64m", "restore", "--into", "again"));

        assertThat(postgres.psql("again", "SELECT count(*), sum(octet_length(content)) FROM documents"))
                .isEqualTo("2|60000000");
    }

    @Test
    void aRowThatIsTooLargeIsRefusedAndWhatTheHintSaysHelps() {
        document(1, 100);
        document(2, 45_000_000);

        var refused = upkeep("64m", "backup");

        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.errors())
                .containsPattern("rows of public.documents do not fit into Upkeep's heap of 6\\d MB;"
                        + " the largest one is 45 MB as text\n  Give it more, for example: UPKEEP_HEAP=199m\n")
                .contains("Everything that was begun is taken back");
        done(upkeep("199m", "backup"));
    }

    @Test
    @Tag("long")
    void aGigabyteWithRowsOf25MegabytesIsTakenProvenAndRestoredIn128Megabytes() {
        for (int number = 1; number <= 40; number++) {
            document(number, 25_000_000);
        }

        done(upkeep("128m", "backup"));
        var proven = done(upkeep("128m", "verify", "--level", "L5"));
        assertThat(JsonMapper.shared().readTree(proven.output()).get("level").asString())
                .isEqualTo("L5");
        done(upkeep("128m", "restore", "--into", "again"));

        assertThat(postgres.psql("again", "SELECT count(*), sum(octet_length(content)) FROM documents"))
                .isEqualTo("40|1000000000");
    }

    private static void document(int number, int bytes) {
        postgres.psql(
                "vms", "INSERT INTO documents VALUES (%d, repeat('%08d', %d))".formatted(number, number, bytes / 8));
    }

    private static Ended done(Ended ended) {
        assertThat(ended.exitCode()).as(ended.errors()).isZero();
        return ended;
    }

    private Ended upkeep(String heap, String... verb) {
        var words = new ArrayList<>(List.of(verb));
        words.addAll(List.of(
                "--config", world.config().toString(), "--state", world.state().toString(), "--json"));
        return UpkeepProcess.runWithHeap(heap, words.toArray(String[]::new));
    }
}
