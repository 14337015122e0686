package dev.upkeep.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.upkeep.base.state.State;
import dev.upkeep.base.time.SystemClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A real process, really killed.
final class RunKillIT {
    @TempDir
    Path temp;

    @Test
    void aRunWhoseProcessWasKilledIsTakenBackAtOnceByTheNextOne() throws Exception {
        var world = Files.createDirectory(temp.resolve("world"));
        try (var state = State.open(temp.resolve("state"))) {
            var process = start(world);
            try {
                await().atMost(Duration.ofSeconds(30)).until(() -> halfway(state) || !process.isAlive());
                assertThat(files(world)).hasSize(2);
                assertThat(takeUp(state, world))
                        .as("a run that lives is left alone")
                        .isEmpty();
                assertThatThrownBy(() -> another(state, world)).hasMessageContaining("is held by run");
            } finally {
                process.destroyForcibly().waitFor();
            }
            assertThat(runs(state).newest(1).getFirst().condition()).isEqualTo(RunSummary.Condition.INTERRUPTED);

            var taken = takeUp(state, world);

            assertThat(taken)
                    .hasSize(1)
                    .first()
                    .isInstanceOfSatisfying(
                            TakenUp.Finished.class,
                            finished -> assertThat(finished.outcome())
                                    .isInstanceOfSatisfying(
                                            Outcome.RolledBack.class,
                                            back -> assertThat(back.cause().message())
                                                    .startsWith("the process " + process.pid() + " on ")));
            assertThat(files(world)).isEmpty();
            var holder = state.read(connection -> new RunRecords(connection).held(List.of(KillableRun.APP)));
            assertThat(holder).as("the app is free").isEmpty();
        }
    }

    private Process start(Path world) throws IOException {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return new ProcessBuilder(
                        java,
                        "--enable-native-access=ALL-UNNAMED",
                        "-Xmx128m",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        KillableRun.class.getName(),
                        temp.resolve("state").toString(),
                        world.toString())
                .inheritIO()
                .start();
    }

    private static boolean halfway(State state) {
        return runs(state).newest(1).stream()
                .flatMap(run -> runs(state).story(run.id()).lines().stream())
                .anyMatch(line -> line.entry().equals(new Entry.Noted("halfway")));
    }

    private static List<TakenUp> takeUp(State state, Path world) {
        var clock = SystemClock.utc();
        return new Recovery(journal(state), new LocalMachine(), Timing.real(clock), Watcher.NOBODY)
                .takeUp((verb, app) -> Optional.of(new KillableRun(world)));
    }

    private static Ended<String> another(State state, Path world) {
        return new Runner(journal(state), Timing.real(SystemClock.utc()), Watcher.NOBODY, new Stop())
                .run(new KillableRun(world), RunId::toString, RunRequest.of("vms", "a test", KillableRun.APP));
    }

    private static Journal journal(State state) {
        return new KeptJournal(state, new LocalMachine(), SystemClock.utc());
    }

    private static Runs runs(State state) {
        return new Runs(state, new LocalMachine(), SystemClock.utc());
    }

    private static List<Path> files(Path world) throws IOException {
        try (var files = Files.list(world)) {
            return files.toList();
        }
    }
}
