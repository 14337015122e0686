package dev.upkeep.testkit;

import dev.upkeep.base.state.ServerFacts;
import dev.upkeep.base.state.State;
import java.sql.Connection;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/// A real state whose time a test moves, also where it is the server's.
public record ManualTime(State state, ManualClock clock) implements State {
    public static State on(State state, ManualClock clock) {
        return new ManualTime(state, clock);
    }

    @Override
    public <T> T read(Work<T> work) {
        return state.read(work);
    }

    @Override
    public <T> T write(Work<T> work) {
        return state.write(work);
    }

    @Override
    public Instant now(Connection connection, InstantSource ours) {
        return clock.instant();
    }

    @Override
    public boolean isShared() {
        return state.isShared();
    }

    @Override
    public Optional<ServerFacts> facts() {
        return state.facts();
    }

    @Override
    public void close() {
        state.close();
    }
}
