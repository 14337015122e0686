package dev.upkeep.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.upkeep.base.problem.Kind;
import dev.upkeep.base.problem.UpkeepException;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CommandLineFaceTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream errors = new ByteArrayOutputStream();

    @ParameterizedTest
    @ValueSource(
            strings = {"--state /s --config /c backup", "backup --config /c --state /s", "--state /s backup --config /c"
            })
    void optionsOfAllVerbsStandBeforeOrAfterTheVerb(String words) {
        assertThat(run(words.split(" "))).isEqualTo(Kind.NOT_FOUND.exitCode());

        assertThat(errors.toString(UTF_8)).contains("asked for /c and /s");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"doctor", "backup", "backups", "verify", "changes", "restore", "prune", "runs", "log", "demo"})
    void everyVerbHasHelp(String verb) {
        assertThat(run(verb, "--help")).isZero();

        assertThat(out.toString(UTF_8)).startsWith("Usage: upkeep " + verb);
    }

    @Test
    void jsonIsUnderstoodByTheDemoToo() {
        assertThat(run("demo", "--remove", "--json")).isEqualTo(Kind.NOT_FOUND.exitCode());

        assertThat(out.toString(UTF_8)).startsWith("{");
    }

    private int run(String... words) {
        var face = new CommandLineFace(
                (config, state, stop, watcher) -> {
                    throw new UpkeepException(Kind.NOT_FOUND, "asked for %s and %s".formatted(config, state), "");
                },
                stop -> {
                    throw new UpkeepException(Kind.NOT_FOUND, "asked for a demo", "");
                },
                new PrintStream(out, true, UTF_8),
                new PrintStream(errors, true, UTF_8),
                InstantSource.system());
        return face.run(words);
    }
}
