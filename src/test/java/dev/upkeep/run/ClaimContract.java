package dev.upkeep.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.upkeep.base.problem.Kind;
import dev.upkeep.base.problem.UpkeepException;
import dev.upkeep.base.state.StatePlace;
import dev.upkeep.testkit.ScriptedProcedure;
import dev.upkeep.testkit.ScriptedProcedure.Scripted;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

abstract class ClaimContract {
    static final Claim APP = new Claim("app", "vms", true);
    private static final Claim SHARED_STORE = new Claim("store", "/backup", false);
    private static final Claim WHOLE_STORE = new Claim("store", "/backup", true);

    private StatePlace place;

    private Desk desk;
    private final Set<String> world = ScriptedProcedure.emptyWorld();

    /// Where no state is yet.
    abstract StatePlace nowhere();

    Desk desk() {
        return desk;
    }

    /// A process of a machine that knows nothing of this one.
    Desk far() {
        return desk.other(place, desk.machine().elsewhere(1));
    }

    @BeforeEach
    void open() {
        place = nowhere();
        desk = Desk.open(place);
    }

    @AfterEach
    void close() {
        desk.close();
    }

    @Test
    void aSecondRunIsToldWhoHoldsWhatItNeeds() {
        var outer = script().step(new Scripted("outer")
                .halfway(context -> assertThatThrownBy(() -> inner(APP))
                        .isInstanceOfSatisfying(UpkeepException.class, clash -> {
                            assertThat(clash.problem().kind()).isEqualTo(Kind.CLASH);
                            assertThat(clash.problem().hint()).endsWith("upkeep log " + context.run());
                        })
                        .hasMessage(
                                "app \"vms\" is held by run %s (script by jane by test, running since 2026-11-21 07:35:01 UTC)",
                                context.run())));

        assertThat(desk.run(outer, APP).outcome()).isEqualTo(new Outcome.Succeeded());
        assertThat(inner(APP).outcome()).as("free again").isEqualTo(new Outcome.Succeeded());
    }

    @Test
    void sharersShareAndKeepOutWhoWantsItAlone() {
        var outer = script().step(new Scripted("outer").halfway(context -> {
                    assertThat(inner(SHARED_STORE).outcome()).isEqualTo(new Outcome.Succeeded());
                    assertThatThrownBy(() -> inner(WHOLE_STORE))
                            .hasMessageStartingWith("store \"/backup\" is held by run");
                }));

        assertThat(desk.run(outer, SHARED_STORE).outcome()).isEqualTo(new Outcome.Succeeded());
    }

    @Test
    void whoWaitsGetsItsTurnOrIsRefusedWhenItsPatienceEnds() {
        var patient = new RunRequest("vms", "jane", List.of(APP), Duration.ofSeconds(5));
        var outer = script().step(new Scripted("outer").halfway(context -> {
                    var begun = desk.clock().instant();
                    assertThatThrownBy(() -> desk.runner().run(script().step("late"), run -> "", patient))
                            .hasMessageContaining("is held by run");
                    assertThat(Duration.between(begun, desk.clock().instant())).isEqualTo(Duration.ofSeconds(5));
                }));

        assertThat(desk.run(outer, APP).outcome()).isEqualTo(new Outcome.Succeeded());
    }

    @Test
    void aStuckRunKeepsWhatItHoldsUntilAPersonSettlesIt() {
        var script = script().step(new Scripted("copy")
                .halfway(context -> fail("no space"))
                .undoing(context -> fail("no store")));
        var stuck = desk.run(script, APP).run();

        assertThatThrownBy(() -> inner(APP)).hasMessageContaining("stuck since");
        desk.journal().settle(stuck, "jane", "moved the half copy away");

        assertThat(inner(APP).outcome()).isEqualTo(new Outcome.Succeeded());
        assertThat(desk.takeUp(script)).isEmpty();
        assertThatThrownBy(() -> desk.journal().settle(stuck, "jane", "again")).hasMessageContaining("is not stuck");
    }

    @Test
    void ofSeveralProcessesThatClaimTheSameAppAtOnceExactlyOneWins() throws Exception {
        var gate = new CountDownLatch(1);
        var processes = IntStream.range(2, 8)
                .mapToObj(pid -> desk.other(place, desk.machine().process(pid)))
                .toList();
        try (var threads = Executors.newFixedThreadPool(processes.size())) {
            var begun = processes.stream()
                    .map(process -> threads.submit(begin(process, gate)))
                    .toList();
            gate.countDown();

            var won = 0;
            for (var answer : begun) {
                won += answer.get() instanceof Begun.Started ? 1 : 0;
            }
            assertThat(won).isEqualTo(1);
        } finally {
            processes.forEach(Desk::close);
        }
    }

    private static Callable<Begun> begin(Desk process, CountDownLatch gate) {
        return () -> {
            gate.await();
            var journal = process.journal();
            return journal.begin(journal.next(), new Entry.RunStarted("script", "vms", "jane", List.of(APP), "\"\""));
        };
    }

    Ended<String> inner(Claim claim) {
        return desk.run(script().step("inner"), claim);
    }

    private static void fail(String why) {
        throw new UpkeepException(Kind.FAILED, why, "");
    }

    private ScriptedProcedure script() {
        return new ScriptedProcedure(world);
    }
}
