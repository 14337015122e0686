package dev.upkeep.testkit;

import dev.upkeep.base.problem.Kind;
import dev.upkeep.base.problem.UpkeepException;
import dev.upkeep.base.time.Pause;
import dev.upkeep.run.Timing;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/// The pause of a heart that stands still: it lasts until its thread is interrupted.
public final class NoBeat implements Pause {
    /// Time that only a test moves, without heartbeats.
    public static Timing timing(ManualClock clock) {
        return new Timing(clock, clock, new NoBeat());
    }

    @Override
    public void pause(Duration duration) {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new UpkeepException(Kind.CANCELLED, "stopped while waiting", "", interrupted);
        }
    }
}
