package dev.upkeep.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.upkeep.base.problem.Kind;
import dev.upkeep.base.problem.UpkeepException;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.Model.CommandSpec;

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

    /// `help` is the library's own; it shows what this asserts.
    @Test
    void theHelpOfEveryVerbHasExamplesOfIt() {
        var verbs = new TreeSet<>(face().line().getSubcommands().keySet());
        assertThat(verbs)
                .contains("doctor", "backup", "verify", "changes", "restore", "prune", "settle")
                .hasSizeGreaterThan(12);
        verbs.remove("help");

        for (var verb : verbs) {
            out.reset();
            assertThat(run(verb, "--help")).isZero();
            assertThat(out.toString(UTF_8))
                    .startsWith("Usage: upkeep " + verb)
                    .containsPattern("(?s)\nExamples?:.*\n  upkeep %s\\b".formatted(verb));
        }
    }

    /// What stands behind several blanks explains the example.
    @Test
    void everyExampleInTheHelpIsUnderstood() {
        var examples = new ArrayList<String>();
        for (var spec : specs()) {
            Verbs.footer(spec).stream()
                    .filter(line -> line.startsWith("  upkeep "))
                    .flatMap(line -> Stream.of(line.strip().split(" {2,}")[0].split(" (&&|[|>]) ")))
                    .filter(words -> words.startsWith("upkeep "))
                    .forEach(examples::add);
        }

        assertThat(examples).hasSizeGreaterThan(40).contains("upkeep demo --keep");
        for (var example : examples) {
            var words = example.replaceAll("\"([^\"]*)\"", "a-text").split(" ");
            assertThatCode(() -> face().line().parseArgs(Arrays.copyOfRange(words, 1, words.length)))
                    .as(example)
                    .doesNotThrowAnyException();
        }
    }

    private List<CommandSpec> specs() {
        var line = face().line();
        var all = new ArrayList<>(List.of(line.getCommandSpec()));
        line.getSubcommands().values().forEach(verb -> all.add(verb.getCommandSpec()));
        return all;
    }

    @Test
    void jsonIsUnderstoodByTheDemoToo() {
        assertThat(run("demo", "--remove", "--json")).isEqualTo(Kind.NOT_FOUND.exitCode());

        assertThat(out.toString(UTF_8)).startsWith("{");
    }

    private int run(String... words) {
        return face().run(words);
    }

    private CommandLineFace face() {
        return new CommandLineFace(
                (config, state, stop, watcher) -> {
                    throw new UpkeepException(Kind.NOT_FOUND, "asked for %s and %s".formatted(config, state), "");
                },
                stop -> {
                    throw new UpkeepException(Kind.NOT_FOUND, "asked for a demo", "");
                },
                new PrintStream(out, true, UTF_8),
                new PrintStream(errors, true, UTF_8),
                InstantSource.system());
    }
}
