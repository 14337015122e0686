package dev.upkeep.operations.backup;

import dev.upkeep.base.parallel.Crew;
import dev.upkeep.drivers.database.Database;
import dev.upkeep.drivers.database.Part;
import dev.upkeep.drivers.database.Piece;
import dev.upkeep.drivers.database.Reading;
import dev.upkeep.drivers.database.Snapshot;
import dev.upkeep.drivers.database.Table;
import dev.upkeep.operations.sets.DatabaseEntry.PartEntry;
import dev.upkeep.operations.sets.DatabaseEntry.PieceEntry;
import dev.upkeep.operations.sets.ObjectRef;
import dev.upkeep.run.RunContext;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/// Copies one moment of a database: pieces and parts by several workers at once, the biggest tables first, so that the
/// last worker does not end long after the others.
final class DatabaseCopy {
    private static final Duration LOCK_WAIT = Duration.ofSeconds(30);

    private final Database database;
    private final OpenBackup objects;
    private final int workers;
    private final RunContext context;
    private final AtomicLong copied = new AtomicLong();
    private long total;

    DatabaseCopy(Database database, OpenBackup objects, int workers, RunContext context) {
        this.database = database;
        this.objects = objects;
        this.workers = workers;
        this.context = context;
    }

    /// @param previousBlocks blocks per piece in the set before, by the table's SQL name
    CopiedDatabase copy(Map<String, Long> previousBlocks) {
        try (var snapshot = database.snapshot(workers, LOCK_WAIT);
                var crew = new Crew(workers, this::everySecond)) {
            var index = new DatabaseIndex(snapshot);
            total = snapshot.tables().stream().mapToLong(Table::bytes).sum();
            var inventory = copyParts(snapshot, crew, index);
            var pieces = startPieces(crew, snapshot, previousBlocks);
            var largeObjects = crew.submit(snapshot::largeObjects);
            for (var table : snapshot.tables()) {
                index.add(table, await(crew, pieces.getOrDefault(table.number(), List.of())));
            }
            objects.checkpoint(context);
            var list = objects.put(index::writeTo);
            return index.finish(list, crew.await(inventory), crew.await(largeObjects));
        }
    }

    /// Before the rows: a part's program takes locks of its own, and would queue behind whoever waits for ours. The
    /// inventory follows the definitions at once, because a definition that is changed between the two fails the
    /// backup, and a part of large objects may take an hour.
    private Future<ObjectRef> copyParts(Snapshot snapshot, Crew crew, DatabaseIndex index) {
        var parts = snapshot.parts();
        index.add(crew.await(crew.submit(() -> copy(snapshot, parts.getFirst()))));
        var inventory = crew.submit(() -> inventory(snapshot));
        var others = parts.stream()
                .skip(1)
                .map(part -> crew.submit(() -> copy(snapshot, part)))
                .toList();
        others.forEach(part -> index.add(crew.await(part)));
        return inventory;
    }

    private Map<Integer, List<Future<PieceEntry>>> startPieces(
            Crew crew, Snapshot snapshot, Map<String, Long> previousBlocks) {
        var biggestFirst = snapshot.tables().stream()
                .sorted(Comparator.comparingLong(Table::bytes).reversed())
                .toList();
        var started = new HashMap<Integer, List<Future<PieceEntry>>>();
        for (var table : biggestFirst) {
            context.checkpoint();
            var futures = new ArrayList<Future<PieceEntry>>();
            var pieces = snapshot.pieces(table, previousBlocks.getOrDefault(table.sqlName(), 0L));
            var share = table.bytes() / Math.max(pieces.size(), 1);
            for (var piece : pieces) {
                futures.add(crew.submit(() -> copy(snapshot, piece, share)));
            }
            started.put(table.number(), futures);
        }
        return started;
    }

    /// @param share what the piece has of its table, in bytes on disk: about, for the progress only
    private PieceEntry copy(Snapshot snapshot, Piece piece, long share) {
        var reading = new AtomicReference<>(Reading.NOTHING);
        var object = objects.put(out -> reading.set(snapshot.copy(piece, out)));
        copied.addAndGet(share);
        return new PieceEntry(piece.table(), piece.fromBlock(), piece.toBlock(), reading.get(), object);
    }

    private PartEntry copy(Snapshot snapshot, Part part) {
        return new PartEntry(part.name(), objects.put(out -> snapshot.write(part, out)));
    }

    private ObjectRef inventory(Snapshot snapshot) {
        return objects.put(out -> {
            for (var line : snapshot.inventory()) {
                out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
            }
        });
    }

    private static List<PieceEntry> await(Crew crew, List<Future<PieceEntry>> pieces) {
        return pieces.stream().map(crew::await).toList();
    }

    private void everySecond() {
        objects.checkpoint(context);
        context.progress("the database", copied.get(), total == 0 ? -1 : total, RunContext.Unit.BYTES);
    }
}
