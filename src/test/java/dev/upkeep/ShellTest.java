package dev.upkeep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What shells and man(1) get, read by the real ones that are here.
final class ShellTest {
    @TempDir
    private Path folder;

    @Test
    void bashCompletesVerbsAndOptions() throws Exception {
        Files.writeString(
                folder.resolve("upkeep.bash"),
                CommandsWorld.bare("completion", "bash").exits(0).out());
        var script = """
                compopt() { :; }
                source "$1"; shift
                COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _complete_upkeep; echo "${COMPREPLY[@]}"
                """;

        assertThat(bash(script, "upkeep", "ex").strip()).isEqualTo("explain");
        assertThat(bash(script, "upkeep", "init", "--pr").strip()).isEqualTo("--print");
    }

    /// fish is not asked: what it gets is looked at.
    @Test
    void fishGetsEveryVerbAndItsOptions() {
        var lines =
                CommandsWorld.bare("completion", "fish").exits(0).out().lines().toList();

        assertThat(lines)
                .contains(
                        "complete -c upkeep -n '__fish_seen_subcommand_from doctor' -l all -d 'what is fine too'",
                        "complete -c upkeep -n '__fish_seen_subcommand_from init' -l store -r -d 'where sets are to be"
                                + " kept, best on another disk'")
                .anyMatch(line -> line.startsWith("complete -c upkeep -n __fish_use_subcommand -f -a restore -d '"))
                .allMatch(line ->
                        line.startsWith("#") || line.matches("complete -c upkeep -n .* -d '([^'\\\\]|\\\\.)*'"));
    }

    @Test
    void anotherShellIsSaidToBeUnknown() {
        assertThat(CommandsWorld.bare("completion", "csh").exits(2).words())
                .contains("there is no completion for \"csh\"", "bash, zsh, fish");
    }

    @Test
    void theManualPageHoldsEveryVerbAndNoEncoding() {
        var page = CommandsWorld.bare("man").exits(0).out();

        assertThat(page.lines()).startsWith(".TH UPKEEP 1 \"\" \"upkeep 0.1.0-SNAPSHOT\" \"Upkeep\"");
        assertThat(page).contains("\n.SS restore\n", "\n.SS explain\n").matches("(?s)\\p{ASCII}*");
    }

    @Test
    void groffReadsTheManualPageWithoutAWarning() throws Exception {
        assumeTrue(isThere("groff"), "groff is not installed");
        var page = folder.resolve("upkeep.1");
        Files.writeString(page, CommandsWorld.bare("man").exits(0).out());

        assertThat(run(List.of("groff", "-man", "-ww", "-z", page.toString()))).isEmpty();
        assertThat(run(List.of("groff", "-man", "-Tascii", "-P-c", page.toString())))
                .contains("upkeep backup && upkeep verify      one recovery point")
                .contains("upkeep init --store /mnt/disk2/upkeep");
    }

    private String bash(String script, String... words) throws Exception {
        var command = Stream.of(
                        Stream.of(
                                "bash",
                                "-c",
                                script,
                                "bash",
                                folder.resolve("upkeep.bash").toString()),
                        Stream.of(words))
                .flatMap(each -> each)
                .toList();
        return run(command);
    }

    private static boolean isThere(String program) {
        return Stream.of(System.getenv("PATH").split(":")).anyMatch(bin -> Files.isExecutable(Path.of(bin, program)));
    }

    private static String run(List<String> command) throws IOException, InterruptedException {
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return said;
    }
}
