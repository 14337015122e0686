package dev.upkeep.operations.merge;

import dev.upkeep.run.RunContext;
import dev.upkeep.run.RunId;

/// A run that nobody watches and nobody stops.
record QuietContext(RunId run) implements RunContext {
    QuietContext(String run) {
        this(new RunId(run));
    }

    @Override
    public void note(String line) {}

    @Override
    public void progress(String what, long done, long total, Unit unit) {}

    @Override
    public void checkpoint() {}
}
