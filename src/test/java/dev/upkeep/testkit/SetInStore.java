package dev.upkeep.testkit;

import dev.upkeep.drivers.store.Store;
import dev.upkeep.operations.backup.BackupOrder;
import dev.upkeep.operations.backup.BackupProcedure;
import dev.upkeep.operations.backup.BackupSource;
import dev.upkeep.operations.backup.BackupState;
import dev.upkeep.operations.backup.Surroundings;
import dev.upkeep.operations.sets.SetId;
import dev.upkeep.operations.sets.StoreLocks;
import dev.upkeep.run.RunContext;
import dev.upkeep.run.RunId;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/// One whole set of the app `app` in a store in memory, with a few rows and the files of a folder; and what the worlds
/// of procedures that read it have in common.
public final class SetInStore {
    public static final Instant NOW = Instant.parse("2026-11-21T08:00:00Z");
    public static final String APP = "app";
    private static final RunId RUN = new RunId("20261121-080000-000001");

    private SetInStore() {}

    public static String id() {
        return SetId.of(RUN).value();
    }

    public static FakeDatabase database() {
        return new FakeDatabase()
                .with(
                        "orders",
                        IntStream.range(0, 25).mapToObj("order %d"::formatted).toList())
                .with("people", List.of("Ada", "Grace"));
    }

    public static BackupSource source(FakeDatabase database, Path files, Store store) {
        return new BackupSource(
                APP, database, new TreeMap<>(Map.of("uploads", files)), List.of(), store, null, "", Map.of());
    }

    public static Surroundings surroundings() {
        return new Surroundings(() -> NOW, duration -> {}, 2, "1.0");
    }

    public static StoreLocks locks(Store store) {
        return new StoreLocks(store, new LastAlive(1), "tester", () -> NOW);
    }

    public static BackupState initial(boolean hold) {
        return new BackupState(APP, new BackupOrder("", hold, "tester"), NOW, null, null, null);
    }

    public static MemoryStore of(Path files) {
        return of(files, database());
    }

    public static MemoryStore of(Path files, FakeDatabase database) {
        var store = new MemoryStore(() -> NOW);
        var state = initial(false);
        for (var step : new BackupProcedure(source(database, files, store), surroundings(), locks(store)).steps()) {
            state = step.perform(state, new Context(RUN));
        }
        return store;
    }

    public static List<String> names(Store store, String... prefixes) {
        return Arrays.stream(prefixes)
                .flatMap(prefix -> {
                    try (var entries = store.list(prefix)) {
                        return entries.map(entry -> entry.name()).toList().stream();
                    }
                })
                .sorted()
                .toList();
    }

    private record Context(RunId run) implements RunContext {
        @Override
        public void note(String line) {}

        @Override
        public void progress(String what, long done, long total, Unit unit) {}

        @Override
        public void checkpoint() {}
    }
}
