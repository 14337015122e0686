package dev.upkeep.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.upkeep.testkit.PlugPuller;
import dev.upkeep.testkit.ScriptedProcedure;
import dev.upkeep.testkit.ScriptedProcedure.Scripted;
import java.nio.file.Path;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The runner and recovery under every trouble there is; and that the plug puller would notice.
final class PlugPullerTest {
    @TempDir
    Path temp;

    @Test
    void withoutAPointOfNoReturnEverythingIsDoneOrUndone() {
        var puller = puller(world -> new ScriptedProcedure(world).step("one").step("two"));

        puller.everyStepFails();
        puller.plugAtEveryMoment();
        puller.plugWhileTakingBack();

        assertThat(puller.tries()).isGreaterThan(60);
    }

    @Test
    void withAPointOfNoReturnToo() {
        var puller = puller(world -> new ScriptedProcedure(world)
                .step(new Scripted("one").noReturn())
                .step(new Scripted("two").repeat(Step.Repeat.VERIFY_THEN_RETRY)));

        puller.everyStepFails();
        puller.plugAtEveryMoment();
        puller.plugWhileTakingBack();
    }

    @Test
    void aRecoveryThatIsCutOffIsTakenUpByTheNext() {
        puller(world -> new ScriptedProcedure(world).step("one")).plugTwice();
        puller(world -> new ScriptedProcedure(world).step(new Scripted("one").noReturn()))
                .plugTwice();
    }

    @Test
    @Tag("long")
    void moreStepsAndEverythingTwice() {
        puller(world -> new ScriptedProcedure(world).step("one").step("two").step("three"))
                .everything();
        puller(world -> new ScriptedProcedure(world)
                        .step("one")
                        .step(new Scripted("two").noReturn())
                        .step("three"))
                .everything();
    }

    @Test
    void anUndoThatForgetsSomethingIsFound() {
        var puller = puller(world -> new ScriptedProcedure(world)
                .step(new Scripted("one").halfway(context -> world.add("forgotten")))
                .step("two"));

        assertThatThrownBy(puller::everyStepFails).isInstanceOf(AssertionError.class);
        assertThatThrownBy(puller::plugAtEveryMoment).isInstanceOf(AssertionError.class);
    }

    private PlugPuller<Set<String>, String> puller(Function<Set<String>, Procedure<String>> procedures) {
        return PlugPuller.of(
                temp,
                ScriptedProcedure::emptyWorld,
                procedures,
                (world, run) -> run + ":",
                (world, done) -> assertThat(world.size())
                        .isEqualTo(done ? 2 * procedures.apply(world).steps().size() : 0));
    }
}
