package dev.upkeep.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.upkeep.base.problem.Kind;
import dev.upkeep.base.problem.UpkeepException;
import dev.upkeep.base.state.StatePlace;
import dev.upkeep.testkit.ScriptedProcedure;
import dev.upkeep.testkit.ScriptedProcedure.Scripted;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

abstract class RunsContract {

    private Desk desk;

    /// Where no state is yet.
    abstract StatePlace nowhere();

    @BeforeEach
    void open() {
        desk = Desk.open(nowhere());
    }

    @AfterEach
    void close() {
        desk.close();
    }

    @Test
    void theListIsNewestFirstAndSaysHowEachEnded() {
        var done = run(lasting("copy", 90));
        desk.clock().move(Duration.ofMinutes(1));
        var back = run(new Scripted("copy").halfway(context -> {
            throw new UpkeepException(Kind.FAILED, "no", "");
        }));

        var runs = desk.runs().newest("vms", 10);

        assertThat(runs).extracting(RunSummary::id).containsExactly(back, done);
        assertThat(runs).extracting(summary -> summary.condition().word()).containsExactly("rolled_back", "done");
        assertThat(runs.getLast().took()).isEqualTo(Duration.ofSeconds(90));
        assertThat(runs.getLast().who()).isEqualTo("jane by test");
        assertThat(desk.runs().newest("other", 10)).isEmpty();
        assertThat(desk.runs().newest(1)).extracting(RunSummary::id).containsExactly(back);
    }

    @Test
    void aRunThatIsPerformedIsRunning() {
        run(new Scripted("copy").halfway(context -> {
            var summary = desk.runs().newest(1).getFirst();
            assertThat(summary.condition()).isEqualTo(RunSummary.Condition.RUNNING);
            assertThat(summary.ended()).isNull();
        }));
    }

    @Test
    void theStoryTellsEachStepWithItsTime() {
        var run = run(lasting("copy 'ü\n\"", 5));

        var story = desk.runs().story(run);

        assertThat(story.outcome()).contains(new Outcome.Succeeded());
        assertThat(story.lines())
                .extracting(Story.Told::entry)
                .contains(new Entry.StepStarted(0, "copy 'ü\n\""), new Entry.Noted("half of copy 'ü\n\""));
        assertThat(story.lines())
                .filteredOn(line -> line.entry() instanceof Entry.StepEnded)
                .extracting(Story.Told::took)
                .containsExactly(Duration.ofSeconds(5));
    }

    @Test
    void aRunThatIsNotThereIsNotFound() {
        assertThatThrownBy(() -> desk.runs().story(new RunId("20261121-073501-000000")))
                .isInstanceOfSatisfying(
                        UpkeepException.class,
                        missing -> assertThat(missing.problem().kind()).isEqualTo(Kind.NOT_FOUND))
                .hasMessage("there is no run 20261121-073501-000000");
    }

    @Test
    void theLastRunThatWasDoneIsFoundBehindLaterOnesThatWereNot() {
        var done = run(lasting("copy", 1));
        run(new Scripted("copy").halfway(context -> {
            throw new UpkeepException(Kind.FAILED, "no", "");
        }));
        var verb = desk.runs().newest(1).getFirst().verb();

        assertThat(desk.runs().lastDone("vms", verb)).map(RunSummary::id).contains(done);
        assertThat(desk.runs().lastDone("vms", "dance")).isEmpty();
        assertThat(desk.runs().lastDone("other", verb)).isEmpty();
    }

    private Scripted lasting(String step, long seconds) {
        return new Scripted(step).halfway(context -> desk.clock().move(Duration.ofSeconds(seconds)));
    }

    private RunId run(Scripted step) {
        return desk.run(new ScriptedProcedure(ScriptedProcedure.emptyWorld()).step(step), new Claim("app", "vms", true))
                .run();
    }
}
