package dev.upkeep.drivers.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.upkeep.base.problem.Kind;
import dev.upkeep.base.problem.UpkeepException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What every host promises. A subclass makes a host on which `tell` prints and `hang` never ends.
public abstract class HostContract {
    /// A host with a program `tell` that prints and ends so, and a program `hang` that never ends.
    protected abstract Host hostWhere(String tellOutput, String tellErrors, int tellExitCode);

    @AfterEach
    void theInterruptionOfATestIsNotTheNextOnes() {
        Thread.interrupted();
    }

    @Test
    void bothStreamsAndTheExitCodeAreTheAnswer() {
        var finished = hostWhere("so it is\n", "mind the gap\n", 3).run(Command.of("tell"));

        assertThat(finished).isEqualTo(new Finished("tell", 3, "so it is\n", "mind the gap\n", false));
        assertThat(finished.succeeded()).isFalse();
    }

    @Test
    void aFailureNamesTheLastErrorLines() {
        var finished = hostWhere("", "one\ntwo\nthree\nfour\n", 1).run(Command.of("tell"));

        assertThatThrownBy(() -> finished.orFail("the dump failed", "Look at the server's log."))
                .isInstanceOf(UpkeepException.class)
                .hasMessage("the dump failed: exit code 1: two; three; four");
    }

    @Test
    void aProgramThatIsNotThereIsMissing() {
        var host = hostWhere("", "", 0);

        assertThat(host.find("no-such-program")).isEmpty();
        assertThatThrownBy(() -> host.run(Command.of("no-such-program", "--help")))
                .isInstanceOfSatisfying(UpkeepException.class, failure -> {
                    assertThat(failure.problem().kind()).isEqualTo(Kind.MISSING);
                    assertThat(failure).hasMessage("program \"no-such-program\" is not on this machine");
                    assertThat(failure.problem().hint()).isNotEmpty();
                });
    }

    @Test
    void aProgramThatIsThereIsFound() {
        var host = hostWhere("here\n", "", 0);

        assertThat(host.find("tell")).isPresent();
        assertThat(host.run(Command.of(host.find("tell").orElseThrow())).output())
                .isEqualTo("here\n");
    }

    @Test
    void secretsAreMaskedInTheCommandAndInBothStreams() {
        var command = Command.of("tell", "--token=geheim").secret("TOKEN", "geheim");

        var finished = hostWhere("my geheim word", "no geheim here", 1).run(command);

        assertThat(finished.command()).isEqualTo("tell --token=***");
        assertThat(finished.output()).isEqualTo("my *** word");
        assertThat(finished.errors()).isEqualTo("no *** here");
    }

    @Test
    void theTimeLimitEndsACommandAndSaysSo() {
        var finished = hostWhere("", "", 0).run(Command.of("hang").within(Duration.ofMillis(200)));

        assertThat(finished.timedOut()).isTrue();
        assertThatThrownBy(() -> finished.orFail("the dump failed", "")).hasMessageContaining("did not end in time");
    }

    @Test
    void anInterruptionCancelsAndIsKept() {
        var host = hostWhere("", "", 0);
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> host.run(Command.of("hang")))
                .isInstanceOfSatisfying(
                        UpkeepException.class,
                        failure -> assertThat(failure.problem().kind()).isEqualTo(Kind.CANCELLED));
        assertThat(Thread.currentThread().isInterrupted()).isTrue();
    }

    @Test
    void aStartedCommandStreams() throws IOException {
        try (var running = hostWhere("a stream", "a word", 4).start(Command.of("tell"))) {
            running.input().close();

            assertThat(new String(running.output().readAllBytes(), StandardCharsets.UTF_8))
                    .isEqualTo("a stream");
            assertThat(running.await()).isEqualTo(new Finished("tell", 4, "", "a word", false));
        }
    }
}
