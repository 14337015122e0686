package dev.upkeep.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.upkeep.base.state.StatePlace;
import dev.upkeep.testkit.PlugPulled;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RecoveryTest extends RecoveryContract {
    @TempDir
    Path temp;

    @Override
    StatePlace nowhere() {
        return new StatePlace.Folder(temp);
    }

    /// The folder is one machine's: of another name is a container, or the machine before it was given another one.
    @Test
    void aSilentProcessOfAnotherMachineIsTakenUpWhenItsLeaseHasExpired() {
        try (var far = far()) {
            var script = script().step("copy");
            assertThatThrownBy(() -> plugged(far, script, 5)).isInstanceOf(PlugPulled.class);
            next().clock().move(Duration.ofSeconds(14));

            assertThat(next().takeUp(script)).isEmpty();
            next().clock().move(Duration.ofSeconds(1));

            assertThat(next().takeUp(script)).hasSize(1);
            assertThat(world).isEmpty();
        }
    }
}
