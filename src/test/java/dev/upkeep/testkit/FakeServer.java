package dev.upkeep.testkit;

import dev.upkeep.base.problem.Kind;
import dev.upkeep.base.problem.UpkeepException;
import dev.upkeep.drivers.database.DatabaseDescription;
import dev.upkeep.drivers.database.LiveDatabases;
import dev.upkeep.drivers.database.NewDatabase;
import dev.upkeep.drivers.database.PrivateServer;
import dev.upkeep.drivers.database.Sequence;
import dev.upkeep.drivers.database.Snapshot;
import dev.upkeep.drivers.database.Table;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/// A server in memory, with [FakeDatabase]s in it. Each process sees it through a plug of its own, see [#by]; what a
/// process that lost its power made stays.
public final class FakeServer {
    private final Map<String, Kept> databases = new TreeMap<>();
    private int made;
    private boolean down;

    private record Kept(String identity, FakeDatabase content, boolean open) {}

    /// Somebody else's database.
    public synchronized FakeServer with(String name, FakeDatabase content) {
        databases.put(name, new Kept("oid " + ++made, content, true));
        return this;
    }

    public synchronized Set<String> names() {
        return new TreeSet<>(databases.keySet());
    }

    public synchronized FakeDatabase content(String name) {
        return kept(name).content();
    }

    /// As an operator does it by hand.
    public synchronized void rename(String from, String to) {
        databases.put(to, kept(from));
        databases.remove(from);
    }

    public synchronized void drop(String name) {
        databases.remove(name);
    }

    public synchronized void setDown(boolean isDown) {
        down = isDown;
    }

    /// As a process sees it.
    public PrivateServer by(Plug plug) {
        return new Session(plug);
    }

    /// Live databases as a process sees them.
    public LiveDatabases liveBy(Plug plug) {
        return new FakeLiveDatabases(this, plug);
    }

    /// Whether people may connect to it; false when there is none.
    public synchronized boolean isOpen(String name) {
        return databases.containsKey(name) && kept(name).open();
    }

    synchronized void allow(String name, boolean open) {
        var kept = kept(name);
        databases.put(name, new Kept(kept.identity(), kept.content(), open));
    }

    /// Of a name that is free from now on.
    synchronized void swap(String live, String kept, String next) {
        requireFree(kept);
        kept(next);
        rename(live, kept);
        rename(next, live);
    }

    private Kept kept(String name) {
        var kept = databases.get(name);
        if (kept == null) {
            throw new UpkeepException(Kind.NOT_FOUND, "there is no database \"%s\"".formatted(name), "");
        }
        return kept;
    }

    private synchronized void requireFree(String name) {
        if (databases.containsKey(name)) {
            throw new UpkeepException(Kind.REFUSED, "database \"%s\" exists already".formatted(name), "");
        }
    }

    synchronized void requireUp() {
        if (down) {
            throw new UpkeepException(Kind.UNREACHABLE, "the server does not answer", "Start it.");
        }
    }

    private final class Session implements PrivateServer {
        private final Plug plug;

        Session(Plug plug) {
            this.plug = plug;
        }

        @Override
        public Access access() {
            return new Access("127.0.0.1", 1, "nobody", "00");
        }

        @Override
        public String address() {
            return "a server in memory";
        }

        @Override
        public boolean exists(String database) {
            ask();
            return names().contains(database);
        }

        @Override
        public Optional<String> identity(String database) {
            ask();
            synchronized (FakeServer.this) {
                return Optional.ofNullable(databases.get(database)).map(Kept::identity);
            }
        }

        @Override
        public List<String> obstacles(DatabaseDescription description) {
            ask();
            return List.of();
        }

        @Override
        public NewDatabase create(String name, DatabaseDescription description) {
            change(() -> {
                requireFree(name);
                with(name, new FakeDatabase());
            });
            return new Making(name, content(name), this);
        }

        @Override
        public void rename(String from, String to) {
            change(() -> {
                requireFree(to);
                FakeServer.this.rename(from, to);
            });
        }

        @Override
        public void drop(String database) {
            change(() -> FakeServer.this.drop(database));
        }

        @Override
        public void close() {
            // Holds nothing.
        }

        private void ask() {
            plug.requirePower();
            requireUp();
        }

        private void change(Runnable change) {
            plug.moment();
            requireUp();
            change.run();
            plug.moment();
        }
    }

    private record Making(String name, FakeDatabase content, Session session) implements NewDatabase {
        @Override
        public void before(Path definitions) {
            session.change(() -> lines(definitions)
                    .filter(line -> line.startsWith("table "))
                    .forEach(line -> content.with(line.substring("table ".length()), List.of())));
        }

        @Override
        public void load(Table table, InputStream rows, long count) {
            var lines = text(rows).lines().toList();
            if (lines.size() != count) {
                throw new UpkeepException(Kind.DAMAGED, "other rows came than were promised", "");
            }
            session.change(() -> add(table.name(), lines));
        }

        @Override
        public void loadWhole(Table table, InputStream rows, long count) {
            load(table, rows, count);
        }

        private void add(String table, List<String> lines) {
            synchronized (content) {
                var all = new ArrayList<>(content.rows(table));
                all.addAll(lines);
                content.with(table, all);
            }
        }

        @Override
        public void largeObjects(Path dump) {
            session.ask();
        }

        @Override
        public void sequences(List<Sequence> sequences) {
            session.ask();
        }

        @Override
        public void after(Path definitions, int jobs) {
            session.ask();
        }

        @Override
        public void settle(DatabaseDescription description) {
            session.change(() -> {});
        }

        @Override
        public void firstWrite() {
            session.change(() -> {});
        }

        @Override
        public Snapshot snapshot(int workers) {
            session.ask();
            return content.snapshot(workers, Duration.ZERO);
        }

        @Override
        public void close() {
            // Holds nothing.
        }

        private static Stream<String> lines(Path file) {
            try {
                return Files.readString(file).lines();
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        }

        private static String text(InputStream in) {
            try {
                return new String(in.readAllBytes(), StandardCharsets.UTF_8);
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        }
    }
}
