package dev.upkeep.operations.sets;

import dev.upkeep.drivers.database.DatabaseDescription;
import dev.upkeep.drivers.database.Reading;
import dev.upkeep.operations.sets.DatabaseEntry.PartEntry;
import dev.upkeep.operations.sets.Manifest.Totals;
import dev.upkeep.operations.sets.Proof.Verdict;
import dev.upkeep.run.LocalMachine;
import dev.upkeep.run.RunContext;
import dev.upkeep.run.RunId;
import dev.upkeep.testkit.MemoryStore;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// A store in memory with a clock that the test moves, and small sets in it.
public final class StoreFixture {
    private static final DateTimeFormatter RUN =
            DateTimeFormatter.ofPattern("uuuuMMdd-HHmmss").withZone(ZoneOffset.UTC);
    private static final DatabaseDescription DATABASE = new DatabaseDescription(
            "postgres",
            "shop",
            "15.18",
            "UTF8",
            "C",
            "C",
            "libc",
            "",
            "",
            "shop",
            List.of(),
            "",
            -1,
            List.of(),
            List.of(),
            List.of(),
            List.of());

    private final Random random;
    private Instant now = Instant.parse("2026-11-01T02:00:00Z");
    private final MemoryStore store;
    private final SetCatalogue catalogue;
    private final ListReader lists;

    public StoreFixture(Random random) {
        this.random = random;
        this.store = new MemoryStore(() -> now);
        this.catalogue = new SetCatalogue(store);
        this.lists = new ListReader(store);
    }

    /// Another store with the same contents, at the same time.
    public StoreFixture copy() {
        var copy = new StoreFixture(random);
        copy.now = now;
        copy.store.take(store);
        return copy;
    }

    public MemoryStore store() {
        return store;
    }

    public SetCatalogue catalogue() {
        return catalogue;
    }

    public ListReader lists() {
        return lists;
    }

    public void pass(Duration duration) {
        now = now.plus(duration);
    }

    public Instant now() {
        return now;
    }

    public StoreLocks locks() {
        return new StoreLocks(store, new LocalMachine(), "test", () -> now);
    }

    /// As if every process with a lock had died, and a quarter of an hour had passed.
    public void ownersDied() {
        now = now.plus(Duration.ofMinutes(16));
    }

    public SetId backup(String app, List<byte[]> contents) {
        var context = context();
        var run = context.run();
        var known = new ObjectTable();
        catalogue
                .newest(app)
                .ifPresent(set ->
                        lists.objects(set.manifest(), object -> known.put(object.sha256(), object.storedLength())));
        try (var lock = locks().take(LockKind.BACKUP, run, app, context::note)) {
            var objects = new ObjectWriter(store, run, known);
            var parts = contents.stream()
                    .map(content -> objects.put(out -> out.write(content)).object())
                    .toList();
            var databaseList = objects.put(out -> {
                try (var list = new ListWriter(out)) {
                    for (var part : parts) {
                        list.write(new PartEntry("part", part));
                    }
                }
            });
            var filesList = objects.put(out -> new ListWriter(out).close());
            var manifest = manifest(app, run, databaseList.object(), filesList.object(), parts.getFirst());
            new SetPublisher(store).publish(manifest, objects, lock, context);
            return manifest.set();
        }
    }

    private Manifest manifest(String app, RunId run, ObjectRef databaseList, ObjectRef filesList, ObjectRef inventory) {
        return new Manifest(
                Manifest.FORMAT,
                SetId.of(run),
                app,
                now,
                now,
                "a note",
                "test",
                run.value(),
                "0.1",
                "",
                Map.of(),
                databaseList,
                filesList,
                inventory,
                DATABASE,
                List.of(),
                Reading.NOTHING,
                new Totals(1, 2, 3, 4, 5, 6),
                1.5);
    }

    public void proveNewest(String app) {
        catalogue
                .newest(app)
                .ifPresent(set -> catalogue.record(app, proof(set.manifest().set(), Verdict.PROVEN)));
    }

    public Proof proof(SetId set, Verdict verdict) {
        return new Proof(
                Manifest.FORMAT,
                set,
                now,
                verdict,
                ProofLevel.L5,
                ProofLevel.L5,
                List.of(),
                context().run().value(),
                "test",
                "0.1",
                1);
    }

    public String nameOfNewestManifest(String app) {
        return SetCatalogue.manifestName(app, catalogue.sets(app).getLast().name());
    }

    /// Of a run that begins now.
    public RunContext context() {
        var run = new RunId(RUN.format(now) + "-%06x".formatted(random.nextInt(0x1000000)));
        return new RunContext() {
            @Override
            public RunId run() {
                return run;
            }

            @Override
            public void note(String line) {}

            @Override
            public void progress(String what, long done, long total, Unit unit) {}

            @Override
            public void checkpoint() {}
        };
    }
}
