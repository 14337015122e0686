package dev.upkeep.drivers.database.postgres;

import dev.upkeep.drivers.database.DatabaseDescription;
import dev.upkeep.drivers.database.NewDatabase;
import dev.upkeep.drivers.database.PrivateServer;
import java.util.List;
import java.util.Optional;

/// A [PostgresServer] that we started ourselves, and how to reach it.
record PostgresPrivateServer(PostgresServer server, Access access) implements PrivateServer {
    @Override
    public String address() {
        return server.address();
    }

    @Override
    public boolean exists(String database) {
        return server.exists(database);
    }

    @Override
    public Optional<String> identity(String database) {
        return server.identity(database);
    }

    @Override
    public List<String> obstacles(DatabaseDescription description) {
        return server.obstacles(description);
    }

    @Override
    public NewDatabase create(String name, DatabaseDescription description) {
        return server.create(name, description);
    }

    @Override
    public void rename(String from, String to) {
        server.rename(from, to);
    }

    @Override
    public void drop(String database) {
        server.drop(database);
    }

    @Override
    public void close() {
        server.close();
    }
}
