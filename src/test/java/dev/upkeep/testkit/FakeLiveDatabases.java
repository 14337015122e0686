package dev.upkeep.testkit;

import dev.upkeep.drivers.database.LiveDatabases;
import dev.upkeep.drivers.database.Snapshot;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/// What is done to live databases of a [FakeServer], as one process sees it.
public final class FakeLiveDatabases implements LiveDatabases {
    private final FakeServer server;
    private final Plug plug;
    private final List<String> bound = new ArrayList<>();

    FakeLiveDatabases(FakeServer server, Plug plug) {
        this.server = server;
        this.plug = plug;
    }

    @Override
    public List<String> missingRights(String database) {
        ask();
        return List.of();
    }

    @Override
    public List<String> bound(String database) {
        ask();
        return List.copyOf(bound);
    }

    @Override
    public Space space(String database) {
        ask();
        return new Space(server.names().contains(database) ? 1_000 : 0, OptionalLong.empty());
    }

    @Override
    public boolean isOpen(String database) {
        ask();
        return server.isOpen(database);
    }

    @Override
    public void close(String database) {
        change(() -> server.allow(database, false));
    }

    @Override
    public void open(String database) {
        change(() -> server.allow(database, true));
    }

    @Override
    public void swap(String live, String kept, String next) {
        change(() -> server.swap(live, kept, next));
    }

    @Override
    public Snapshot snapshot(String database, int workers) {
        ask();
        return server.content(database).snapshot(workers, Duration.ZERO);
    }

    @Override
    public String toRemove(String database) {
        return "remove " + database;
    }

    @Override
    public String toOpen(String database) {
        return "open " + database;
    }

    @Override
    public String toPutBack(String live, String kept, String aside) {
        return "put %s back as %s, and that aside as %s".formatted(kept, live, aside);
    }

    private void ask() {
        plug.requirePower();
        server.requireUp();
    }

    private void change(Runnable change) {
        plug.moment();
        server.requireUp();
        change.run();
        plug.moment();
    }
}
