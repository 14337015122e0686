package dev.upkeep;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `upkeep explain`, as people and programs meet it.
final class ExplainTest {
    private static final String SECRET = "long-green-caterpillar";

    @TempDir
    private Path folder;

    @BeforeEach
    void describe() throws IOException {
        Files.writeString(folder.resolve("pw"), SECRET);
        Files.writeString(folder.resolve("upkeep.yml"), """
                app: vms
                database: { engine: postgres, name: vms, user: backup, password: "file:pw" }
                backup:
                  store: sets
                """);
    }

    @Test
    void peopleSeeEachValueWithItsLine() {
        var said = explain().exits(0);

        assertThat(said.out().lines().map(line -> line.replaceAll("  +", "  ")))
                .startsWith("KEY  VALUE  FROM", "app  vms  %s:1".formatted(folder.resolve("upkeep.yml")))
                .contains(
                        "backup.store  %s  %s:4".formatted(folder.resolve("sets"), folder.resolve("upkeep.yml")),
                        "database.port  5432  default",
                        "health  not set");
    }

    @Test
    void programsReadTheSame() {
        var document = explain("--json").exits(0).json();

        assertThat(document.get("app").asString()).isEqualTo("vms");
        assertThat(document.get("file").asString())
                .isEqualTo(folder.resolve("upkeep.yml").toString());
        assertThat(document.get("settings").toString())
                .contains(
                        "{\"key\":\"host\",\"value\":\"local\",\"from\":\"default\",\"line\":null}",
                        "{\"key\":\"database.password\",\"value\":\"file:%s\",\"from\":\"file\",\"line\":2}"
                                .formatted(folder.resolve("pw")),
                        "{\"key\":\"health\",\"value\":null,\"from\":\"not_set\",\"line\":null}");
    }

    @Test
    void aSecretIsNeverShown() {
        assertThat(explain().out()).contains("pw").doesNotContain(SECRET);
        assertThat(explain("--json").out()).doesNotContain(SECRET);
    }

    private CommandsWorld.Said explain(String... more) {
        var words = new ArrayList<String>();
        words.add("explain");
        words.addAll(List.of(
                "--config",
                folder.resolve("upkeep.yml").toString(),
                "--state",
                folder.resolve("state").toString()));
        words.addAll(List.of(more));
        return CommandsWorld.bare(words.toArray(String[]::new));
    }
}
