package dev.upkeep.drivers.host.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import dev.upkeep.base.problem.UpkeepException;
import dev.upkeep.base.time.Pause;
import dev.upkeep.drivers.host.Command;
import dev.upkeep.drivers.host.Host;
import dev.upkeep.drivers.host.HostContract;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LocalHostTest extends HostContract {
    private static final Duration GRACE = Duration.ofMillis(300);

    @TempDir
    private Path folder;

    @Override
    protected Host hostWhere(String tellOutput, String tellErrors, int tellExitCode) {
        script("tell", "printf %s '" + tellOutput + "'; printf %s '" + tellErrors + "' >&2; exit " + tellExitCode);
        script("hang", "while :; do sleep 1; done");
        return host();
    }

    @Test
    void theEnvironmentStartsEmptyExceptForPathHomeAndLocale() {
        var output = host().run(Command.of("env").environment("COLOUR", "red")).output();

        assertThat(output.lines().map(line -> line.split("=")[0]))
                .containsExactlyInAnyOrder("PATH", "HOME", "LC_ALL", "COLOUR");
        assertThat(output).contains("LC_ALL=C.UTF-8\n", "COLOUR=red\n");
    }

    @Test
    void wordsReachTheProgramAsTheyAre() {
        var words = new String[] {"printf", "%s|", "$HOME", "a b", "'\"`;", "", "line\nbreak", "grün"};

        assertThat(host().run(Command.of(words)).output()).isEqualTo("$HOME|a b|'\"`;||line\nbreak|grün|");
    }

    @Test
    void aFloodOnBothStreamsNeitherBlocksNorFillsMemory() {
        var finished = host().run(sh(
                "head -c 6000000 /dev/zero | tr '\\0' x; head -c 300000 /dev/zero | tr '\\0' y >&2;" + "echo end >&2"));

        assertThat(finished.exitCode()).isZero();
        assertThat(finished.output()).hasSize(4 * 1024 * 1024).startsWith("xxx");
        assertThat(finished.errors()).hasSize(64 * 1024).startsWith("yyy").endsWith("end\n");
    }

    @Test
    void aSecretThatTheLimitCutInTwoIsNotShownInPart() {
        var secret = "sesame-open-wide";
        var command = sh("head -c 65531 /dev/zero | tr '\\0' y >&2; printf %s \"$S\" >&2; head -c 65531 /dev/zero |"
                        + " tr '\\0' y >&2")
                .secret("S", secret);

        assertThat(host().run(command).errors()).matches("y{65531}");
    }

    @Test
    void theTimeLimitEndsTheWholeTreeEvenWhenItDoesNotWant() {
        var pids = folder.resolve("pids");
        var stubborn = "trap '' TERM; echo $$ >> %s; (trap '' TERM; sh -c 'echo $$ >> %s; exec sleep 77' & sleep 77);"
                .formatted(pids, pids);

        var finished = host().run(sh(stubborn + "sleep 77").within(Duration.ofMillis(300)));

        assertThat(finished.timedOut()).isTrue();
        assertThat(lines(pids)).hasSize(2).allSatisfy(LocalHostTest::isGone);
    }

    @Test
    void whatACommandLeavesInItsSessionIsEndedWithIt() {
        var finished = host().run(sh("sleep 77 & echo $!"));

        assertThat(finished.succeeded()).isTrue();
        isGone(finished.output().strip());
    }

    @Test
    void aDaemonWithASessionOfItsOwnStays() {
        var pid = folder.resolve("daemon");
        var starts = "setsid sh -c 'echo $$ > %s; exec sleep 77' </dev/null >/dev/null 2>&1 &".formatted(pid);

        assertThat(host().run(sh(starts + " until [ -s %s ]; do sleep 0.01; done".formatted(pid)))
                        .succeeded())
                .isTrue();

        var daemon = ProcessHandle.of(Long.parseLong(lines(pid).getFirst())).orElseThrow();
        assertThat(daemon.isAlive()).isTrue();
        daemon.destroyForcibly();
    }

    @Test
    void anInterruptionEndsTheTree() throws InterruptedException {
        var pid = folder.resolve("pid");
        var thread = Thread.ofPlatform().start(() -> {
            try {
                host().run(sh("echo $$ > %s; sleep 77".formatted(pid)).within(Duration.ofMinutes(2)));
            } catch (UpkeepException cancelled) {
                write(folder.resolve("end"), cancelled.problem().kind().word());
            }
        });
        await().until(() -> Files.exists(pid) && Files.size(pid) > 0);

        thread.interrupt();
        thread.join();

        assertThat(folder.resolve("end")).hasContent("cancelled");
        isGone(lines(pid).getFirst());
    }

    @Test
    void closingAStartedCommandEndsIt() {
        var running = host().start(sh("sleep 77"));

        running.close();

        isGone(Long.toString(running.pid()));
    }

    @Test
    void aReaderSeesTheEndWhenTheLimitStrikes() throws IOException {
        try (var running = host().start(sh("echo begun; sleep 77").within(Duration.ofMillis(200)))) {
            assertThat(new String(running.output().readAllBytes(), StandardCharsets.UTF_8))
                    .isEqualTo("begun\n");
            assertThat(running.await().timedOut()).isTrue();
        }
    }

    @Test
    void aMissingProgramIsNamedWithItsPackage() {
        var bare = new LocalHost(folder.toString(), GRACE, Pause.real());

        assertThatThrownBy(() -> bare.run(Command.of("zstd", "-d")))
                .isInstanceOfSatisfying(
                        UpkeepException.class,
                        failure -> assertThat(failure.problem().hint())
                                .isEqualTo("Install it: apt-get install zstd (or add its folder to PATH)."));
    }

    @Test
    void aMissingFolderIsNamed() {
        assertThatThrownBy(() -> host().run(Command.of("true").in(folder.resolve("none"))))
                .hasMessage("folder %s to run true in does not exist".formatted(folder.resolve("none")));
    }

    @Test
    void rootRunsACommandAsAnotherAccount() {
        assumeThat(System.getProperty("user.name")).isEqualTo("root");

        var finished = host().run(sh("id -un; id -gn; echo $HOME").as("daemon"));

        assertThat(finished.output().lines()).containsExactly("daemon", "daemon", "/usr/sbin");
    }

    @Test
    void anUnknownAccountIsMissing() {
        assumeThat(System.getProperty("user.name")).isEqualTo("root");

        assertThatThrownBy(() -> host().run(Command.of("true").as("no-such-account")))
                .hasMessage("system account \"no-such-account\" does not exist");
    }

    @Test
    void aNulInAVariableIsRefusedWithoutShowingIt() {
        assertThatThrownBy(() -> Command.of("true").secret("S", "ge\0heim"))
                .hasMessage("not a variable for an environment: S");
    }

    private LocalHost host() {
        return new LocalHost(folder + ":" + System.getenv("PATH"), GRACE, Pause.real());
    }

    private static Command sh(String script) {
        return Command.of("sh", "-c", script);
    }

    private void script(String name, String body) {
        var file = folder.resolve(name);
        write(file, "#!/bin/sh\n" + body + "\n");
        try {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static void isGone(String pid) {
        var state = Path.of("/proc/" + pid.strip() + "/stat");
        try {
            var line = Files.readString(state);
            assertThat(line.substring(line.lastIndexOf(')'))).startsWith(") Z");
        } catch (IOException gone) {
            assertThat(Files.exists(state)).isFalse();
        }
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static List<String> lines(Path file) {
        try {
            return Arrays.asList(Files.readString(file).split("\n"));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
