package dev.upkeep.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.upkeep.base.state.State;
import dev.upkeep.base.state.StatePlace;
import dev.upkeep.testkit.FakeMachine;
import dev.upkeep.testkit.ManualClock;
import dev.upkeep.testkit.PlugPulled;
import dev.upkeep.testkit.ScriptedProcedure;
import dev.upkeep.testkit.ScriptedProcedure.Scripted;
import dev.upkeep.testkit.StateServer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Runs whose journal is on a server: what holds on the file holds here, and what is different because several machines
/// share it.
@Timeout(60)
final class SharedStateIT {
    @RegisterExtension
    static final StateServer server = new StateServer();

    @Nested
    final class Runners extends RunnerContract {
        @Override
        StatePlace nowhere() {
            return server.emptied();
        }
    }

    @Nested
    final class Stories extends RunsContract {
        @Override
        StatePlace nowhere() {
            return server.emptied();
        }
    }

    @Nested
    final class Claims extends ClaimContract {
        @Override
        StatePlace nowhere() {
            return server.emptied();
        }

        @Test
        void whoHoldsItOnAnotherMachineIsNamedWithThatMachine() {
            try (var far = far()) {
                var script = new ScriptedProcedure(ScriptedProcedure.emptyWorld())
                        .step(new Scripted("copy").halfway(context -> {
                            assertThatThrownBy(() -> inner(APP)).hasMessageContaining(", running on there since 2026");
                            desk().clock().move(Duration.ofSeconds(15));
                            assertThatThrownBy(() -> inner(APP))
                                    .hasMessageContaining(", interrupted on there since 2026")
                                    .satisfies(clash -> assertThat(((dev.upkeep.base.problem.UpkeepException) clash)
                                                    .problem()
                                                    .hint())
                                            .isEqualTo("It is taken up on there alone; there type: upkeep runs"));
                        }));

                assertThat(far.run(script, APP).outcome()).isEqualTo(new Outcome.Succeeded());
            }
        }
    }

    @Nested
    final class Recoveries extends RecoveryContract {
        @Override
        StatePlace nowhere() {
            return server.emptied();
        }

        @Test
        void aRunOfAnotherMachineIsLeftToItAndNamedWhenItIsSilent() {
            try (var far = far()) {
                var script = script().step("copy");
                assertThatThrownBy(() -> plugged(far, script, 5)).isInstanceOf(PlugPulled.class);
                far.machine().end();
                next().clock().move(Duration.ofSeconds(14));
                assertThat(next().takeUp(script)).as("its lease lasts").isEmpty();
                next().clock().move(Duration.ofSeconds(1));

                assertThat(next().takeUp(script))
                        .hasSize(1)
                        .first()
                        .isInstanceOfSatisfying(
                                TakenUp.Left.class,
                                left -> assertThat(left.why().message())
                                        .isEqualTo(
                                                "it belongs to the machine there, where alone it can be taken up; there type: upkeep runs"));
                assertThat(world).as("nothing was touched").isNotEmpty();
                assertThat(next().runs().newest(1).getFirst().condition()).isEqualTo(RunSummary.Condition.INTERRUPTED);
            }
            try (var again = next().other(place(), next().machine().elsewhere(2))) {
                assertThat(again.takeUp(script().step("copy")))
                        .hasSize(1)
                        .first()
                        .isInstanceOf(TakenUp.Finished.class);
                assertThat(world).isEmpty();
            }
        }

        @Test
        void aCommandOnAnotherAppSaysNothingOfRunsElsewhere() {
            try (var far = far()) {
                var script = script().step("copy");
                assertThatThrownBy(() -> plugged(far, script, 5)).isInstanceOf(PlugPulled.class);
                next().clock().move(Duration.ofMinutes(1));

                assertThat(next().takeUp("vms", script)).hasSize(1);
                assertThat(next().takeUp("shop", script)).isEmpty();
            }
        }

        /// Two machines from one image may both be called the same: only the lease tells whether the other one lives.
        @Test
        void aRunOfAnotherStartOfTheSameMachineIsTakenUpOnlyWhenItsLeaseHasExpired() {
            var script = script().step("copy");
            assertThatThrownBy(() -> plugged(dead(), script, 5)).isInstanceOf(PlugPulled.class);
            dead().machine().end();
            var restarted = next().machine().startedAgain(3);
            try (var after = next().other(place(), restarted)) {
                assertThat(restarted.gone(dead().machine().self())).isTrue();
                assertThat(after.takeUp(script)).isEmpty();
                after.clock().move(Duration.ofSeconds(15));

                assertThat(after.takeUp(script)).hasSize(1).first().isInstanceOf(TakenUp.Finished.class);
            }
        }
    }

    /// The server's clock decides: nobody's own one makes a lease longer or shorter.
    @Test
    void machinesWhoseClocksDifferByHoursJudgeALeaseAlike() {
        var place = server.emptied();
        var early = new ManualClock(Instant.now().minus(Duration.ofHours(5)));
        var late = new ManualClock(Instant.now().plus(Duration.ofHours(5)));
        try (var first = State.open(place);
                var second = State.open(place)) {
            var machine = new FakeMachine(1);
            var ahead = new KeptJournal(first, machine, late);
            var behind = new KeptJournal(second, machine.process(2), early);
            var begun = Instant.now();
            begin(ahead, "one");
            begin(behind, "two");

            for (var journal : List.of(ahead, behind)) {
                assertThat(journal.unfinished()).hasSize(2).allSatisfy(run -> {
                    assertThat(run.expired()).isFalse();
                    assertThat(run.expires()).isBetween(begun.plusSeconds(10), begun.plusSeconds(60));
                });
            }
            assertThat(new Runs(second, machine.elsewhere(3), late).newest(2))
                    .extracting(RunSummary::condition)
                    .containsOnly(RunSummary.Condition.RUNNING);
        }
    }

    private static void begin(Journal journal, String app) {
        var claims = List.of(new Claim("app", app, true));
        var begun = journal.begin(journal.next(), new Entry.RunStarted("script", app, "jane", claims, "\"\""));
        assertThat(begun).isInstanceOf(Begun.Started.class);
    }
}
