package dev.upkeep.base.time;

import dev.upkeep.base.problem.Kind;
import dev.upkeep.base.problem.UpkeepException;
import java.time.Duration;

/// Waiting, as a collaborator: the real one sleeps, a test's returns at once and moves its clock.
@FunctionalInterface
public interface Pause {
    /// Waits for the duration.
    ///
    /// @throws UpkeepException CANCELLED when the thread is interrupted; the interruption is restored
    void pause(Duration duration);

    /// Sleeps for real.
    static Pause real() {
        return duration -> {
            try {
                Thread.sleep(duration);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw new UpkeepException(Kind.CANCELLED, "stopped while waiting", "", interrupted);
            }
        };
    }
}
