package dev.upkeep.operations.restore;

import dev.upkeep.base.problem.Kind;
import dev.upkeep.base.problem.UpkeepException;
import dev.upkeep.drivers.database.Reading;
import dev.upkeep.drivers.database.Sequence;
import dev.upkeep.drivers.database.Table;
import dev.upkeep.operations.sets.DatabaseEntry;
import dev.upkeep.operations.sets.DatabaseEntry.PieceEntry;
import dev.upkeep.operations.sets.ListReader;
import dev.upkeep.operations.sets.Manifest;
import dev.upkeep.operations.sets.ObjectRef;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The database of a set, as its list says: what to load, and what must be there afterwards.
public record DatabaseContents(Map<String, ObjectRef> parts, List<TableRows> tables, List<Sequence> sequences) {
    private static final String DEFINITIONS = "definitions.dump";
    private static final String LARGE_OBJECTS = "large-objects.dump";

    public DatabaseContents {
        parts = Map.copyOf(parts);
        tables = List.copyOf(tables);
        sequences = List.copyOf(sequences);
    }

    /// @param reading over all rows at the set's moment
    public record TableRows(Table table, Reading reading, List<PieceEntry> pieces) {}

    /// @throws UpkeepException DAMAGED when the list is missing or not what the manifest says
    public static DatabaseContents read(ListReader lists, Manifest manifest) {
        var parts = new LinkedHashMap<String, ObjectRef>();
        var tables = new ArrayList<TableRows>();
        var sequences = new ArrayList<Sequence>();
        lists.database(manifest, entry -> {
            switch (entry) {
                case DatabaseEntry.PartEntry part -> parts.put(part.name(), part.object());
                case DatabaseEntry.TableEntry table ->
                    tables.add(new TableRows(table.table(), table.reading(), new ArrayList<>()));
                case PieceEntry piece -> tables.getLast().pieces().add(piece);
                case DatabaseEntry.SequenceEntry sequence -> sequences.add(sequence.sequence());
                case DatabaseEntry.About ignored -> {}
                case DatabaseEntry.SettingEntry ignored -> {}
            }
        });
        return new DatabaseContents(parts, tables, sequences);
    }

    public ObjectRef definitions() {
        return Optional.ofNullable(parts.get(DEFINITIONS))
                .orElseThrow(() -> new UpkeepException(
                        Kind.DAMAGED, "the set has no " + DEFINITIONS, "Use another set: upkeep backups"));
    }

    Optional<ObjectRef> largeObjects() {
        return Optional.ofNullable(parts.get(LARGE_OBJECTS));
    }

    /// Of all rows, definitions and large objects, as they are read.
    public long allBytes() {
        return plainBytes()
                + parts.values().stream().mapToLong(ObjectRef::plainLength).sum();
    }

    /// Of all rows.
    long plainBytes() {
        return tables.stream().mapToLong(table -> table.reading().bytes()).sum();
    }
}
