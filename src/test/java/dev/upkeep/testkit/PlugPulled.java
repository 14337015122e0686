package dev.upkeep.testkit;

/// The power is gone: from here on this "process" can do nothing. An error, so that nobody treats it as a failure.
public final class PlugPulled extends Error {
    public PlugPulled() {
        super("the plug was pulled");
    }
}
