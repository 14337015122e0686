package dev.upkeep.drivers.database.postgres;

import dev.upkeep.base.time.Pause;
import dev.upkeep.drivers.database.Database;
import dev.upkeep.drivers.database.Server;
import dev.upkeep.drivers.database.Snapshot;
import dev.upkeep.drivers.host.Host;
import java.time.Duration;
import java.util.Set;
import java.util.function.Supplier;

/// One live PostgreSQL database.
public final class PostgresDatabase implements Database {
    private final PostgresAddress address;
    private final Connections connections;
    private final Host host;
    private final Pause pause;
    private final Supplier<Server> server;

    /// @param host where the client programs run
    /// @param server the same server as the admin user; opened when it is asked for
    public PostgresDatabase(
            PostgresAddress address, Connections connections, Host host, Pause pause, Supplier<Server> server) {
        this.address = address;
        this.connections = connections;
        this.host = host;
        this.pause = pause;
        this.server = server;
    }

    @Override
    public String address() {
        return address.toString();
    }

    @Override
    public Set<Feature> features() {
        return Set.of(Feature.PIECES, Feature.LARGE_OBJECTS);
    }

    @Override
    public Snapshot snapshot(int workers, Duration lockWait) {
        return PostgresSnapshot.open(connections, host, pause, address, workers, lockWait);
    }

    @Override
    public Server server() {
        return server.get();
    }
}
