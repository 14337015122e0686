package dev.upkeep.operations.tables;

import dev.upkeep.base.parallel.Crew;
import dev.upkeep.base.problem.Kind;
import dev.upkeep.base.problem.UpkeepException;
import dev.upkeep.drivers.database.Sequence;
import dev.upkeep.drivers.database.SideSchema;
import dev.upkeep.drivers.database.Table;
import dev.upkeep.operations.restore.DatabaseContents;
import dev.upkeep.operations.restore.DatabaseContents.TableRows;
import dev.upkeep.operations.sets.DatabaseEntry.PieceEntry;
import dev.upkeep.operations.sets.ObjectReader;
import dev.upkeep.run.RunContext;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/// The rows of the chosen tables: loaded by several workers at once from the set's pieces, each of which is checked
/// while it streams, and then compared with the set's fingerprints.
final class SideRows {
    private final ObjectReader objects;
    private final DatabaseContents contents;
    private final SideSchema schema;
    private final int workers;
    private final RunContext context;

    SideRows(ObjectReader objects, DatabaseContents contents, SideSchema schema, int workers, RunContext context) {
        this.objects = objects;
        this.contents = contents;
        this.schema = schema;
        this.workers = workers;
        this.context = context;
    }

    private record Load(Table here, PieceEntry piece) {}

    List<RestoredTable> restore() {
        var chosen = contents.tables().stream()
                .filter(rows -> schema.tables().containsKey(rows.table().sqlName()))
                .sorted(Comparator.comparingLong(rows -> -rows.reading().bytes()))
                .toList();
        requireAll(chosen);
        load(chosen);
        compare(chosen);
        schema.complete(sequences());
        return chosen.stream()
                .map(rows ->
                        new RestoredTable(rows.table().sqlName(), rows.reading().rows()))
                .sorted(Comparator.comparing(RestoredTable::table))
                .toList();
    }

    private void requireAll(List<TableRows> chosen) {
        if (chosen.size() != schema.tables().size()) {
            throw new UpkeepException(
                    Kind.DAMAGED,
                    "the set defines %d of these tables, but lists rows of %d"
                            .formatted(schema.tables().size(), chosen.size()),
                    "Verify the set.");
        }
    }

    private void load(List<TableRows> chosen) {
        context.note("rows of %d tables".formatted(chosen.size()));
        var total = bytes(chosen);
        var done = new AtomicLong();
        var loads = new ArrayList<Load>();
        chosen.forEach(rows -> rows.pieces().forEach(piece -> loads.add(new Load(here(rows.table()), piece))));
        Crew.work(workers, loads, load -> {
            context.checkpoint();
            try (var rows = objects.open(load.piece().object())) {
                schema.load(load.here(), rows, load.piece().reading().rows());
            } catch (IOException closing) {
                throw new UpkeepException(
                        Kind.FAILED, "could not read " + load.piece().object(), "Try again.", closing);
            }
            var bytes = done.addAndGet(load.piece().reading().bytes());
            context.progress("rows", bytes, total, RunContext.Unit.BYTES);
        });
    }

    private void compare(List<TableRows> chosen) {
        context.note("compare with the set's own moment");
        Crew.work(workers, chosen, rows -> {
            context.checkpoint();
            var found = schema.read(here(rows.table()));
            if (!found.fingerprint().equals(rows.reading().fingerprint())
                    || found.rows() != rows.reading().rows()) {
                throw new UpkeepException(
                        Kind.DAMAGED,
                        "restored table %s differs from the set: it has %d rows, the set %d"
                                .formatted(
                                        rows.table().sqlName(),
                                        found.rows(),
                                        rows.reading().rows()),
                        "Verify the set.");
            }
        });
    }

    private List<Sequence> sequences() {
        context.note("indexes and keys");
        var states = new ArrayList<Sequence>();
        for (var sequence : contents.sequences()) {
            var here = schema.sequences().get(sequence.sqlName());
            if (here != null) {
                states.add(new Sequence(here, sequence.lastValue(), sequence.called()));
            }
        }
        return states;
    }

    private Table here(Table table) {
        var name = schema.tables().getOrDefault(table.sqlName(), table.sqlName());
        return new Table(
                table.number(), table.schema(), table.name(), name, table.columns(), table.condition(), table.bytes());
    }

    private static long bytes(List<TableRows> chosen) {
        return chosen.stream().mapToLong(rows -> rows.reading().bytes()).sum();
    }
}
