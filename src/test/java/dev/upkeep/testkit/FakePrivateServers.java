package dev.upkeep.testkit;

import dev.upkeep.base.problem.Kind;
import dev.upkeep.base.problem.UpkeepException;
import dev.upkeep.drivers.database.PrivateServer;
import dev.upkeep.drivers.database.PrivateServers;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// Private servers in memory. One that a process started stays when the process lost its power, until it is removed.
public final class FakePrivateServers {
    private final Map<String, FakeServer> servers = new TreeMap<>();

    public synchronized Set<String> names() {
        return new TreeSet<>(servers.keySet());
    }

    /// As a process sees them.
    public PrivateServers by(Plug plug) {
        return new View(plug);
    }

    private synchronized FakeServer make(String name) {
        if (servers.containsKey(name)) {
            throw new UpkeepException(Kind.CLASH, "private server \"%s\" exists already".formatted(name), "");
        }
        var server = new FakeServer();
        servers.put(name, server);
        return server;
    }

    private synchronized void forget(String name) {
        servers.remove(name);
    }

    private synchronized List<String> all() {
        return List.copyOf(servers.keySet());
    }

    private final class View implements PrivateServers {
        private final Plug plug;

        View(Plug plug) {
            this.plug = plug;
        }

        @Override
        public List<String> obstacles(String serverVersion) {
            plug.requirePower();
            return List.of();
        }

        @Override
        public Optional<Path> place() {
            plug.requirePower();
            return Optional.empty();
        }

        @Override
        public PrivateServer start(String name, String serverVersion, Writing writing) {
            plug.moment();
            var server = make(name);
            plug.moment();
            return server.by(plug);
        }

        @Override
        public List<String> names(String beginning) {
            plug.requirePower();
            return all().stream().filter(name -> name.startsWith(beginning)).toList();
        }

        @Override
        public void remove(String name) {
            plug.moment();
            forget(name);
            plug.moment();
        }
    }
}
