package dev.upkeep.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.upkeep.base.problem.Kind;
import dev.upkeep.base.problem.UpkeepException;
import dev.upkeep.base.state.StatePlace;
import dev.upkeep.testkit.NoBeat;
import dev.upkeep.testkit.Plug;
import dev.upkeep.testkit.PlugPulled;
import dev.upkeep.testkit.PluggedJournal;
import dev.upkeep.testkit.ScriptedProcedure;
import dev.upkeep.testkit.ScriptedProcedure.Scripted;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

abstract class RecoveryContract {
    private StatePlace place;

    private Desk dead;
    private Desk next;
    final Set<String> world = ScriptedProcedure.emptyWorld();

    /// Where no state is yet.
    abstract StatePlace nowhere();

    StatePlace place() {
        return place;
    }

    Desk dead() {
        return dead;
    }

    Desk next() {
        return next;
    }

    /// A process of a machine that knows nothing of this one.
    Desk far() {
        return dead.other(place, dead.machine().elsewhere(1));
    }

    @BeforeEach
    void open() {
        place = nowhere();
        dead = Desk.open(place);
        next = dead.other(place, dead.machine().process(2));
    }

    @AfterEach
    void close() {
        dead.close();
        next.close();
    }

    @Test
    void aRunWhoseProcessIsGoneIsTakenBackAtOnceAndSaysSo() {
        var script = script().step("copy").step("publish");
        dieDuring(script, 7);

        var taken = next.takeUp(script);

        assertThat(world).isEmpty();
        assertThat(taken).hasSize(1).first().isInstanceOfSatisfying(TakenUp.Finished.class, finished -> {
            assertThat(finished.verb()).isEqualTo("script");
            assertThat(finished.outcome()).isInstanceOfSatisfying(Outcome.RolledBack.class, back -> {
                assertThat(back.failedStep()).isEqualTo("copy");
                assertThat(back.cause().message()).isEqualTo("the process 1 on here that performed it ended");
            });
        });
        assertThat(next.takeUp(script)).as("once").isEmpty();
    }

    @Test
    void aRunThatIsPerformedIsLeftAlone() {
        var script = script().step(new Scripted("copy").halfway(context -> {
            next.clock().move(Duration.ofSeconds(10));
            assertThat(next.takeUp(script())).isEmpty();
        }));

        assertThat(dead.run(script).outcome()).isEqualTo(new Outcome.Succeeded());
    }

    @Test
    void aPausedOwnerThatWakesAfterTheTakeoverCanDoNothingMore() {
        var taken = new AtomicReference<TakenUp>();
        var script = script().step("copy").step(new Scripted("publish").halfway(context -> {
                    next.clock().move(Duration.ofMinutes(1));
                    taken.set(next.takeUp(script().step("copy").step("publish")).getFirst());
                    assertThatThrownBy(context::checkpoint)
                            .isInstanceOfSatisfying(
                                    UpkeepException.class,
                                    fenced ->
                                            assertThat(fenced.problem().kind()).isEqualTo(Kind.CLASH));
                }));

        assertThatThrownBy(() -> dead.run(script))
                .hasMessageEndingWith("is no longer this process's: another one took it up");

        assertThat(taken.get()).isInstanceOf(TakenUp.Finished.class);
        var story = next.runs().story(taken.get().run());
        assertThat(story.run().condition()).isEqualTo(RunSummary.Condition.ROLLED_BACK);
        assertThat(story.lines().getLast().entry()).isEqualTo(new Entry.RunEnded("rolled_back"));
    }

    @Test
    void aProcessThatLivesHereAndWasOnlyFrozenGetsTimeToSpeak() {
        var script = script().step(new Scripted("copy").halfway(context -> {
                    next.clock().move(Duration.ofHours(8));
                    var lease = new Lease(context.run(), 1);
                    var waking =
                            new Timing(next.clock(), pause -> dead.journal().renew(lease), new NoBeat());

                    assertThat(new Recovery(next.journal(), next.machine(), waking, Watcher.NOBODY)
                                    .takeUp((verb, app) -> java.util.Optional.empty()))
                            .isEmpty();
                }));

        assertThat(dead.run(script).outcome()).isEqualTo(new Outcome.Succeeded());
    }

    @Test
    void afterThePointOfNoReturnTheRunIsFinished() {
        var script = script().step(new Scripted("switch").noReturn()).step("tidy");
        dieDuring(script, 9);

        var taken = next.takeUp(script).getFirst();

        assertThat(taken)
                .isInstanceOfSatisfying(
                        TakenUp.Finished.class,
                        finished -> assertThat(finished.outcome()).isEqualTo(new Outcome.Succeeded()));
        assertThat(world).contains(taken.run() + " switch", taken.run() + " tidy");
    }

    @Test
    void aStepThatOnlyAPersonCanJudgeIsNotDoneAgain() {
        var script = script().step(new Scripted("switch").noReturn())
                .step(new Scripted("send the mail").repeat(Step.Repeat.ASK));
        dieDuring(script, 12);

        var taken = next.takeUp(script).getFirst();

        assertThat(taken)
                .isInstanceOfSatisfying(
                        TakenUp.Finished.class,
                        finished -> assertThat(finished.outcome()).isInstanceOf(Outcome.Stuck.class));
        var entries = next.journal().lines(taken.run()).size();
        assertThat(next.takeUp(script).getFirst())
                .isInstanceOfSatisfying(
                        TakenUp.Left.class,
                        left -> assertThat(left.why().message())
                                .isEqualTo("nobody but a person can tell whether \"send the mail\" was done"));
        assertThat(next.journal().lines(taken.run())).hasSize(entries);
    }

    @Test
    void aStuckRunIsTriedAgainByTheNextCommand() {
        var reachable = new AtomicReference<>(false);
        var script = script().step(new Scripted("copy")
                .halfway(context -> fail("no space"))
                .undoing(context -> {
                    if (!reachable.get()) {
                        fail("no store");
                    }
                }));
        assertThat(dead.run(script).outcome()).isInstanceOf(Outcome.Stuck.class);
        assertThat(next.takeUp(script).getFirst())
                .isInstanceOfSatisfying(
                        TakenUp.Finished.class,
                        still -> assertThat(still.outcome()).isInstanceOf(Outcome.Stuck.class));

        reachable.set(true);

        var run = next.takeUp(script).getFirst().run();
        assertThat(next.runs().story(run).outcome())
                .get()
                .isInstanceOfSatisfying(
                        Outcome.RolledBack.class,
                        back -> assertThat(back.cause().message()).isEqualTo("no space"));
        assertThat(world).isEmpty();
    }

    @Test
    void aRunThatNobodyHereKnowsHowToDoIsLeftAndNamed() {
        dieDuring(script().step("copy"), 5);

        var taken = new Recovery(next.journal(), next.machine(), NoBeat.timing(next.clock()), Watcher.NOBODY)
                .takeUp((verb, app) -> java.util.Optional.empty());

        assertThat(taken)
                .hasSize(1)
                .first()
                .isInstanceOfSatisfying(
                        TakenUp.Left.class,
                        left -> assertThat(left.why().message())
                                .isEqualTo(
                                        "run %s of app \"vms\" was left behind, and nothing here knows how to script it",
                                        left.run()));
        assertThat(next.runs().newest(1).getFirst().condition()).isEqualTo(RunSummary.Condition.INTERRUPTED);
    }

    @Test
    void aRunOfAnotherVersionsStepsIsLeftUntouched() {
        dieDuring(script().step("copy"), 5);

        var taken = next.takeUp(script().step("copy everything"));

        assertThat(taken)
                .hasSize(1)
                .first()
                .isInstanceOfSatisfying(
                        TakenUp.Left.class,
                        left -> assertThat(left.why().message())
                                .isEqualTo("the run was begun by another version of Upkeep: its step 1 was \"copy\""));
        assertThat(world).isNotEmpty();
    }

    void dieDuring(ScriptedProcedure script, int moment) {
        assertThatThrownBy(() -> plugged(dead, script, moment)).isInstanceOf(PlugPulled.class);
        dead.machine().end();
    }

    static void plugged(Desk desk, ScriptedProcedure script, int moment) {
        var journal = new PluggedJournal(desk.journal(), Plug.pulledAt(moment));
        new Runner(journal, NoBeat.timing(desk.clock()), Watcher.NOBODY, desk.stop())
                .run(script, run -> run + ":", RunRequest.of("vms", "jane by test"));
    }

    private static void fail(String why) {
        throw new UpkeepException(Kind.FAILED, why, "");
    }

    ScriptedProcedure script() {
        return new ScriptedProcedure(world);
    }
}
