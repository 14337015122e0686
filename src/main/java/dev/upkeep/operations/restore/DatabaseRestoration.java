package dev.upkeep.operations.restore;

import dev.upkeep.base.parallel.Crew;
import dev.upkeep.base.problem.Kind;
import dev.upkeep.base.problem.UpkeepException;
import dev.upkeep.base.text.Quantity;
import dev.upkeep.drivers.database.DatabaseDescription;
import dev.upkeep.drivers.database.NewDatabase;
import dev.upkeep.operations.sets.DatabaseEntry.PieceEntry;
import dev.upkeep.operations.sets.ObjectReader;
import dev.upkeep.operations.sets.ObjectRef;
import dev.upkeep.run.RunContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/// Puts the database of a set into a new, empty one: definitions, rows by several workers at once, large objects,
/// sequences, then keys, indexes and triggers, then owner and settings. Believes no object: each is checked while it
/// streams. Used by restore and by proof, on the run's thread.
public final class DatabaseRestoration {
    private final ObjectReader objects;
    private final Path scratch;
    private final int workers;

    /// @param scratch a folder for archives while they are read; must exist
    public DatabaseRestoration(ObjectReader objects, Path scratch, int workers) {
        this.objects = objects;
        this.scratch = scratch;
        this.workers = workers;
    }

    /// @throws UpkeepException DAMAGED when an object is, or when a definition can't be restored
    public void into(
            NewDatabase target, DatabaseContents contents, DatabaseDescription description, RunContext context) {
        withFile(contents.definitions(), "definitions.dump", definitions -> {
            context.note("definitions");
            target.before(definitions);
            context.checkpoint();
            loadRows(target, contents, context);
            contents.largeObjects().ifPresent(dump -> withFile(dump, "large-objects.dump", target::largeObjects));
            target.sequences(contents.sequences());
            context.checkpoint();
            context.note("keys, indexes and triggers");
            target.after(definitions, workers);
            target.settle(description);
        });
    }

    private void loadRows(NewDatabase target, DatabaseContents contents, RunContext context) {
        context.note("rows of " + Quantity.of(contents.tables().size(), "table"));
        var total = contents.plainBytes();
        var done = new AtomicLong();
        Crew.work(workers, RowLoads.of(contents, workers), load -> {
            context.checkpoint();
            load(target, load, ended -> {
                context.checkpoint();
                var bytes = done.addAndGet(ended.reading().bytes());
                context.progress("rows", bytes, total, RunContext.Unit.BYTES);
            });
        });
    }

    private void load(NewDatabase target, RowLoads.Load load, Consumer<PieceEntry> ended) {
        try (var rows = new PiecesStream(objects, load.pieces(), ended)) {
            if (load.whole()) {
                target.loadWhole(load.table(), rows, load.rows());
            } else {
                target.load(load.table(), rows, load.rows());
            }
        } catch (IOException closing) {
            throw new UpkeepException(
                    Kind.FAILED, "could not read the rows of " + load.table().sqlName(), "Try again.", closing);
        }
    }

    private void withFile(ObjectRef object, String name, Use use) {
        var file = scratch.resolve(name);
        try {
            try (var content = objects.open(object)) {
                Files.copy(content, file);
            }
            use.accept(file);
        } catch (IOException failed) {
            throw new UpkeepException(
                    Kind.FAILED,
                    "could not write %s: %s".formatted(file, failed.getMessage()),
                    "Make space there, or choose another place with TMPDIR.",
                    failed);
        } finally {
            deleteQuietly(file);
        }
    }

    private static void deleteQuietly(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException leftForTheFoldersRemoval) {
            file.toFile().deleteOnExit();
        }
    }

    @FunctionalInterface
    private interface Use {
        void accept(Path file);
    }
}
