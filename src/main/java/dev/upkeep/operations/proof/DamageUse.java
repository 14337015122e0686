package dev.upkeep.operations.proof;

import dev.upkeep.drivers.store.Store;
import dev.upkeep.operations.sets.DatabaseEntry;
import dev.upkeep.operations.sets.FileEntry;
import dev.upkeep.operations.sets.ListReader;
import dev.upkeep.operations.sets.Manifest;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Says which tables, parts and files lie in damaged objects.
final class DamageUse {
    private final ListReader lists;

    DamageUse(Store store) {
        lists = new ListReader(store);
    }

    List<String> users(Manifest manifest, Set<String> damaged) {
        var users = new LinkedHashSet<String>();
        if (damaged.contains(manifest.inventory().sha256())) {
            users.add("the inventory");
        }
        var tables = new HashMap<Integer, String>();
        lists.database(manifest, entry -> addDatabase(entry, damaged, tables, users));
        lists.files(manifest, entry -> {
            if (entry instanceof FileEntry.Regular file && damaged.contains(file.sha256())) {
                users.add("file %s/%s".formatted(file.group(), file.path()));
            }
        });
        return List.copyOf(users);
    }

    private static void addDatabase(
            DatabaseEntry entry, Set<String> damaged, Map<Integer, String> tables, Set<String> users) {
        switch (entry) {
            case DatabaseEntry.TableEntry table ->
                tables.put(table.table().number(), table.table().sqlName());
            case DatabaseEntry.PieceEntry piece -> {
                if (damaged.contains(piece.object().sha256())) {
                    users.add("rows of table " + tables.get(piece.table()));
                }
            }
            case DatabaseEntry.PartEntry part -> {
                if (damaged.contains(part.object().sha256())) {
                    users.add(part.name());
                }
            }
            case DatabaseEntry.About ignored -> {}
            case DatabaseEntry.SettingEntry ignored -> {}
            case DatabaseEntry.SequenceEntry ignored -> {}
        }
    }
}
