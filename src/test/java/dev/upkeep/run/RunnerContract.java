package dev.upkeep.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.upkeep.base.problem.Kind;
import dev.upkeep.base.problem.Problem;
import dev.upkeep.base.problem.UpkeepException;
import dev.upkeep.base.state.StatePlace;
import dev.upkeep.testkit.ScriptedProcedure;
import dev.upkeep.testkit.ScriptedProcedure.Scripted;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

abstract class RunnerContract {

    private Desk desk;
    private final Set<String> world = ScriptedProcedure.emptyWorld();

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
    void aRunDoesItsStepsInOrderAndCarriesItsIdFromTheBeginning() {
        var ended = desk.run(script().step("copy").step("publish"));

        assertThat(ended.outcome()).isEqualTo(new Outcome.Succeeded());
        assertThat(ended.state()).isEqualTo(ended.run() + ":copy,publish,");
        assertThat(world).contains(ended.run() + " copy", ended.run() + " publish");
    }

    @Test
    void whatHappenedIsWrittenBeforeAndAfterEachEffect() {
        var seen = new ArrayList<String>();
        var script = script().step(new Scripted("copy").halfway(context -> seen.addAll(entries(context.run()))));

        var run = desk.run(script).run();

        assertThat(seen).containsExactly("RunStarted", "StepStarted");
        assertThat(entries(run)).containsExactly("RunStarted", "StepStarted", "Noted", "StepEnded", "RunEnded");
    }

    @Test
    void aStepThatFailsIsTakenBackWithAllBeforeIt() {
        var full = Problem.of(Kind.MISSING, "no space is left in /backup", "Free some.");
        var script = script().step("copy").step(failing("publish", new UpkeepException(full)));

        var ended = desk.run(script);

        assertThat(ended.outcome()).isEqualTo(new Outcome.RolledBack("publish", full));
        assertThat(world).isEmpty();
        assertThat(entries(ended.run())).endsWith("UndoStarted", "UndoEnded", "UndoStarted", "UndoEnded", "RunEnded");
    }

    @Test
    void errorsTooAreTakenBackAndSayWhereTheyCameFrom() {
        var ended = desk.run(script().step("copy").step(failing("publish", new StackOverflowError())));

        assertThat(ended.outcome()).isInstanceOfSatisfying(Outcome.RolledBack.class, back -> {
            assertThat(back.cause().kind()).isEqualTo(Kind.BUG);
            assertThat(back.cause().message())
                    .startsWith("\"publish\" failed unexpectedly: java.lang.StackOverflowError (RunnerContract.java:");
            assertThat(back.cause().hint()).endsWith("upkeep log " + ended.run());
        });
        assertThat(world).isEmpty();
    }

    @Test
    void anUndoThatFailsLeavesTheRunStuckAndSaysBothReasons() {
        var unplugged = Problem.of(Kind.UNREACHABLE, "the store is gone", "Plug it in.");
        var full = Problem.of(Kind.MISSING, "no space", "");
        var script = script().step("copy")
                .step(new Scripted("move").undoing(context -> {
                    throw new UpkeepException(unplugged);
                }))
                .step(failing("publish", new UpkeepException(full)));

        var ended = desk.run(script);

        var stuck = new Outcome.Stuck("publish", full, "move", unplugged);
        assertThat(ended.outcome()).isEqualTo(stuck);
        assertThat(world).as("nothing before the failed undo was touched").contains(ended.run() + " copy");
        assertThat(desk.runs().story(ended.run()).outcome()).contains(stuck);
    }

    @Test
    void afterThePointOfNoReturnAFailedStepIsDoneAgainNotTakenBack() {
        var failures = new ArrayList<>(List.of("once"));
        var script = script().step(new Scripted("switch").noReturn()).step(new Scripted("tidy").halfway(context -> {
                    if (!failures.isEmpty()) {
                        throw new UpkeepException(Kind.FAILED, failures.removeFirst(), "");
                    }
                }));

        var ended = desk.run(script);

        assertThat(ended.outcome()).isEqualTo(new Outcome.Succeeded());
        assertThat(world).contains(ended.run() + " switch", ended.run() + " tidy");
    }

    @Test
    void whatCanNotBeFinishedAfterThePointOfNoReturnIsStuckAndNotTakenBack() {
        var down = Problem.of(Kind.UNREACHABLE, "the server is down", "");
        var script = script().step(new Scripted("switch").noReturn()).step(failing("tidy", new UpkeepException(down)));

        var ended = desk.run(script);

        assertThat(ended.outcome()).isEqualTo(new Outcome.Stuck("tidy", down, "tidy", down));
        assertThat(world).contains(ended.run() + " switch");
    }

    @Test
    void aStopTakesTheRunBack() {
        var script = script().step("copy").step(new Scripted("publish").halfway(context -> {
                    desk.stop().ask("Ctrl-C");
                    context.checkpoint();
                }));

        var ended = desk.run(script);

        assertThat(ended.outcome())
                .isEqualTo(new Outcome.RolledBack("publish", Problem.of(Kind.CANCELLED, "stopped: Ctrl-C", "")));
        assertThat(world).isEmpty();
        assertThat(Thread.interrupted()).as("the interruption is given back").isTrue();
    }

    @Test
    void aStopInterruptsAStepThatWaitsAndIsNamedAsTheCause() {
        var script = script().step(new Scripted("wait").halfway(context -> {
                    desk.stop().ask("Ctrl-C");
                    assertThat(Thread.currentThread().isInterrupted()).isTrue();
                    throw new IllegalStateException("closed by interrupt");
                }));

        var ended = desk.run(script);

        assertThat(ended.outcome())
                .isEqualTo(new Outcome.RolledBack("wait", Problem.of(Kind.CANCELLED, "stopped: Ctrl-C", "")));
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void aStopAfterThePointOfNoReturnLetsTheRunFinish() throws InterruptedException {
        var script = script().step(new Scripted("switch").noReturn()).step(new Scripted("tidy").halfway(context -> {
                    desk.stop().ask("Ctrl-C");
                    context.checkpoint();
                }));

        assertThat(desk.run(script).outcome()).isEqualTo(new Outcome.Succeeded());
        assertThat(desk.stop().awaitEnd(Duration.ZERO)).isTrue();
    }

    @Test
    void aRunAfterTheStopDoesNotBegin() {
        desk.stop().ask("Ctrl-C");

        assertThatThrownBy(() -> desk.run(script().step("copy"))).hasMessage("stopped: Ctrl-C");
        assertThat(desk.runs().newest(9)).isEmpty();
    }

    @Test
    void aWatcherSeesTheEntriesAndOneThatThrowsDoesNotHarmTheRun() {
        var seen = new ArrayList<String>();
        var watcher = new Watcher() {
            @Override
            public void saw(RunId run, JournalLine line) {
                seen.add(line.entry().getClass().getSimpleName());
                if (line.entry() instanceof Entry.StepEnded) {
                    throw new IllegalStateException("the terminal is gone");
                }
            }
        };

        var ended = desk.runner(watcher)
                .run(script().step("copy").step("publish"), run -> run + ":", RunRequest.of("vms", "jane"));

        assertThat(ended.outcome()).isEqualTo(new Outcome.Succeeded());
        assertThat(seen).containsExactly("StepStarted", "Noted", "StepEnded");
    }

    @Test
    void whatNoTextMayHoldIsKeptAsASign() {
        var script =
                script().step(new Scripted("copy").halfway(context -> context.note("a zero \0 and a half \ud83d!")));

        var run = desk.run(script).run();

        assertThat(desk.journal().lines(run))
                .extracting(JournalLine::entry)
                .contains(new Entry.Noted("a zero \u2400 and a half ?!"));
    }

    private ScriptedProcedure script() {
        return new ScriptedProcedure(world);
    }

    private static Scripted failing(String name, Throwable failure) {
        return new Scripted(name).halfway(context -> {
            switch (failure) {
                case RuntimeException exception -> throw exception;
                case Error error -> throw error;
                default -> throw new AssertionError(failure);
            }
        });
    }

    private List<String> entries(RunId run) {
        return desk.journal().lines(run).stream()
                .map(line -> line.entry().getClass().getSimpleName())
                .toList();
    }
}
