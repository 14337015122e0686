package dev.upkeep.drivers.database;

import dev.upkeep.testkit.FakeDatabase;
import dev.upkeep.testkit.FakeServer;
import dev.upkeep.testkit.Plug;

final class FakeLiveDatabasesTest extends LiveDatabasesContract {
    private final FakeServer server =
            new FakeServer().with(LIVE, new FakeDatabase()).with(NEXT, new FakeDatabase());

    @Override
    protected LiveDatabases databases() {
        return server.liveBy(Plug.neverPulled());
    }

    @Override
    protected Server server() {
        return server.by(Plug.neverPulled());
    }
}
