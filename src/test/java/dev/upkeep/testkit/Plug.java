package dev.upkeep.testkit;

/// The plug of one simulated process: counts the moments at which it could be pulled, and pulls it at one of them.
/// Moments are: before and after each write of the journal, and each checkpoint of a step.
public final class Plug {
    private static final int NEVER = Integer.MAX_VALUE;

    private final int pulledAt;
    private int moments;
    private boolean pulled;

    private Plug(int pulledAt) {
        this.pulledAt = pulledAt;
    }

    public static Plug neverPulled() {
        return new Plug(NEVER);
    }

    /// @param moment counted from 1
    public static Plug pulledAt(int moment) {
        return new Plug(moment);
    }

    /// How many moments there were.
    public synchronized int moments() {
        return moments;
    }

    public synchronized boolean pulled() {
        return pulled;
    }

    synchronized void moment() {
        moments++;
        pulled |= moments >= pulledAt;
        requirePower();
    }

    synchronized void requirePower() {
        if (pulled) {
            throw new PlugPulled();
        }
    }

    @Override
    public String toString() {
        return pulledAt == NEVER ? "never" : "at moment " + pulledAt;
    }
}
