package dev.upkeep.testkit;

import dev.upkeep.base.problem.Kind;
import dev.upkeep.base.problem.UpkeepException;
import dev.upkeep.drivers.database.DatabaseDescription;
import dev.upkeep.drivers.database.Reading;
import dev.upkeep.drivers.database.Sequence;
import dev.upkeep.drivers.database.SideChoice;
import dev.upkeep.drivers.database.SideSchema;
import dev.upkeep.drivers.database.SideTables;
import dev.upkeep.drivers.database.Table;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// The schemas of a live database in memory. Each process sees them through a plug of its own, see [#by]; what a
/// process that lost its power made stays.
public final class FakeSideTables {
    private final Map<String, Kept> schemas = new TreeMap<>();
    private int made;

    private record Kept(String identity, boolean complete, FakeDatabase content) {}

    public synchronized Set<String> names() {
        return new TreeSet<>(schemas.keySet());
    }

    /// An empty one, with a mark of ours.
    public synchronized void add(String name) {
        schemas.put(name, new Kept("oid " + ++made, false, new FakeDatabase()));
    }

    public synchronized FakeDatabase content(String name) {
        return kept(name).content();
    }

    public synchronized boolean isComplete(String name) {
        return kept(name).complete();
    }

    private Kept kept(String name) {
        var kept = schemas.get(name);
        if (kept == null) {
            throw new UpkeepException(Kind.NOT_FOUND, "there is no schema \"%s\"".formatted(name), "");
        }
        return kept;
    }

    /// As a process sees it.
    public SideTables by(Plug plug) {
        return new Session(plug);
    }

    private final class Session implements SideTables {
        private final Plug plug;

        Session(Plug plug) {
            this.plug = plug;
        }

        @Override
        public String address() {
            return "a live database in memory";
        }

        @Override
        public boolean exists(String schema) {
            return identity(schema).isPresent();
        }

        @Override
        public Optional<String> identity(String schema) {
            plug.requirePower();
            synchronized (FakeSideTables.this) {
                return Optional.ofNullable(schemas.get(schema)).map(Kept::identity);
            }
        }

        @Override
        public List<String> obstacles(DatabaseDescription description) {
            return List.of();
        }

        @Override
        public SideSchema make(String scratch, Path definitions, SideChoice choice, String schema) {
            var words = choice.words();
            change(() -> add(schema));
            words.forEach(word -> change(() -> kept(schema).content().with(word, List.of())));
            return new Making(this, schema, words);
        }

        @Override
        public void rename(String from, String to, String comment) {
            change(() -> {
                schemas.put(to, new Kept(kept(from).identity(), true, kept(from).content()));
                schemas.remove(from);
            });
        }

        @Override
        public void drop(String schema) {
            change(() -> schemas.remove(schema));
        }

        private void change(Runnable change) {
            plug.moment();
            synchronized (FakeSideTables.this) {
                change.run();
            }
            plug.moment();
        }
    }

    private final class Making implements SideSchema {
        private final Session session;
        private final String schema;
        private final List<String> words;

        Making(Session session, String schema, List<String> words) {
            this.session = session;
            this.schema = schema;
            this.words = words;
        }

        @Override
        public List<String> whole() {
            return words.stream().map(this::inTheSet).toList();
        }

        @Override
        public Map<String, String> tables() {
            return words.stream().collect(Collectors.toMap(this::inTheSet, word -> schema + "." + word));
        }

        private String inTheSet(String word) {
            try (var snapshot = SetInStore.database().snapshot(1, Duration.ZERO)) {
                return snapshot.tables().stream()
                        .filter(table -> table.name().equals(word))
                        .findFirst()
                        .orElseThrow()
                        .sqlName();
            }
        }

        @Override
        public Map<String, String> sequences() {
            return Map.of();
        }

        @Override
        public List<String> left() {
            return List.of("trigger \"audit\" of orders");
        }

        @Override
        public void load(Table table, InputStream content, long rows) {
            session.change(() -> {
                var all = new ArrayList<>(kept(schema).content().rows(table.name()));
                text(content).lines().forEach(all::add);
                kept(schema).content().with(table.name(), all);
            });
        }

        @Override
        public Reading read(Table table) {
            session.plug.requirePower();
            try (var snapshot = content(schema).snapshot(1, Duration.ZERO)) {
                var found = snapshot.tables().stream()
                        .filter(each -> each.name().equals(table.name()))
                        .findFirst()
                        .orElseThrow();
                return snapshot.pieces(found, 0).stream()
                        .map(piece -> snapshot.copy(piece, java.io.OutputStream.nullOutputStream()))
                        .reduce(Reading.NOTHING, Reading::plus);
            }
        }

        @Override
        public void complete(List<Sequence> states) {
            session.change(() -> schemas.put(
                    schema, new Kept(kept(schema).identity(), true, kept(schema).content())));
        }

        @Override
        public void close() {
            // Holds nothing.
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
