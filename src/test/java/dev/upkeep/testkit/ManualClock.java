package dev.upkeep.testkit;

import dev.upkeep.base.time.Pause;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/// A clock that stands still until a test moves it. As a [Pause] it returns at once, that much later.
public final class ManualClock implements InstantSource, Pause {
    private Instant now;

    public ManualClock() {
        this(Instant.parse("2026-11-21T07:35:01Z"));
    }

    public ManualClock(Instant now) {
        this.now = now;
    }

    @Override
    public synchronized Instant instant() {
        return now;
    }

    public synchronized void move(Duration by) {
        now = now.plus(by);
    }

    @Override
    public void pause(Duration duration) {
        move(duration);
    }
}
