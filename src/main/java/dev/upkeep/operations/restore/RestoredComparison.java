package dev.upkeep.operations.restore;

import dev.upkeep.base.problem.Kind;
import dev.upkeep.base.problem.UpkeepException;
import dev.upkeep.drivers.database.Comparison;
import dev.upkeep.drivers.database.Comparison.Difference;
import dev.upkeep.drivers.database.Comparison.Expected;
import dev.upkeep.drivers.database.NewDatabase;
import dev.upkeep.drivers.database.Snapshot;
import dev.upkeep.operations.sets.Manifest;
import dev.upkeep.operations.sets.ObjectReader;
import dev.upkeep.run.RunContext;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Compares a restored database with the set that it came from.
public final class RestoredComparison {
    private final ObjectReader objects;
    private final int workers;

    public RestoredComparison(ObjectReader objects, int workers) {
        this.objects = objects;
        this.workers = workers;
    }

    /// @return what differs, in an operator's words; nothing when all is equal
    public List<Difference> differences(
            Manifest manifest, DatabaseContents contents, NewDatabase restored, RunContext context) {
        try (var moment = restored.snapshot(workers)) {
            return differences(manifest, contents, moment, context);
        }
    }

    /// @param moment opened for our number of workers
    List<Difference> differences(Manifest manifest, DatabaseContents contents, Snapshot moment, RunContext context) {
        context.note("compare with the set's own moment");
        var tables = contents.tables().stream()
                .map(rows -> new Expected.Rows(rows.table(), rows.reading()))
                .toList();
        var expected = new Expected(inventory(manifest), tables, contents.sequences(), manifest.largeObjects());
        var total = contents.plainBytes();
        return Comparison.of(expected, moment, workers, bytes -> {
            context.checkpoint();
            context.progress("compare", bytes, total, RunContext.Unit.BYTES);
        });
    }

    /// @throws UpkeepException DAMAGED when something differs
    public void require(Manifest manifest, DatabaseContents contents, NewDatabase restored, RunContext context) {
        var differences = differences(manifest, contents, restored, context);
        if (!differences.isEmpty()) {
            throw new UpkeepException(
                    Kind.DAMAGED,
                    "the restored database differs from set %s in %d places, first: %s"
                            .formatted(
                                    manifest.set(),
                                    differences.size(),
                                    differences.getFirst().what()),
                    "Run: upkeep verify %s %s".formatted(manifest.app(), manifest.set()));
        }
    }

    private List<String> inventory(Manifest manifest) {
        try (var lines =
                new BufferedReader(new InputStreamReader(objects.open(manifest.inventory()), StandardCharsets.UTF_8))) {
            return lines.lines().toList();
        } catch (IOException failed) {
            throw new UpkeepException(Kind.FAILED, "could not read the inventory", "Try again.", failed);
        }
    }
}
