package dev.upkeep.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.upkeep.base.problem.Kind;
import dev.upkeep.base.problem.Problem;
import dev.upkeep.base.problem.UpkeepException;
import dev.upkeep.base.state.State;
import dev.upkeep.testkit.FakeMachine;
import dev.upkeep.testkit.LostJournal;
import dev.upkeep.testkit.ManualClock;
import dev.upkeep.testkit.NoBeat;
import dev.upkeep.testkit.ScriptedProcedure;
import dev.upkeep.testkit.ScriptedProcedure.Scripted;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The state can't be reached in the middle of a run: a server that is away, a disk that is full.
@Timeout(30)
final class LostStateTest {
    private static final Problem AWAY = Problem.of(Kind.UNREACHABLE, "the state is away", "Start it.");

    @TempDir
    Path temp;

    private final Set<String> world = ScriptedProcedure.emptyWorld();
    private final ManualClock clock = new ManualClock();
    private State state;
    private LostJournal journal;

    @BeforeEach
    void open() {
        state = State.open(temp);
        journal = new LostJournal(new KeptJournal(state, new FakeMachine(1), clock), AWAY);
    }

    @AfterEach
    void close() {
        state.close();
    }

    @Test
    void workThatWaitsIsEndedBeforeTheLeaseIsAndTakenBackWhenTheStateIsThereAgain() {
        var script = new ScriptedProcedure(world).step("copy").step(new Scripted("wait").halfway(context -> {
                    journal.loseBeats();
                    waitForEver();
                }));

        var ended = run(script, beating());

        assertThat(ended.outcome()).isEqualTo(new Outcome.RolledBack("wait", AWAY));
        assertThat(world).isEmpty();
        assertThat(Thread.interrupted()).as("nobody else is disturbed").isFalse();
    }

    @Test
    void withoutItsJournalARunStopsWhereItWasAndSaysSo() {
        var script = new ScriptedProcedure(world).step("copy").step(new Scripted("publish").halfway(context -> {
                    journal.loseEverything();
                    context.checkpoint();
                }));

        assertThatThrownBy(() -> run(script, NoBeat.timing(clock)))
                .isInstanceOfSatisfying(UpkeepException.class, left -> {
                    assertThat(left.problem().kind()).isEqualTo(Kind.UNREACHABLE);
                    assertThat(left.problem().hint())
                            .isEqualTo("Start it. The next command on this machine then takes the run up.");
                })
                .hasMessageMatching(
                        "run \\S+ stopped where it was, because its journal can't be written: the state is away");
        assertThat(world).as("nothing was taken back").isNotEmpty();
    }

    /// Beats as fast as it can, each some seconds after the last.
    private Timing beating() {
        return new Timing(clock, clock, clock);
    }

    private Ended<String> run(ScriptedProcedure script, Timing timing) {
        return new Runner(journal, timing, Watcher.NOBODY, new Stop())
                .run(script, run -> run + ":", RunRequest.of("vms", "jane by test"));
    }

    private static void waitForEver() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException("interrupted", interrupted);
        }
    }
}
