package dev.upkeep.operations.sets;

import dev.upkeep.drivers.store.Store;
import dev.upkeep.drivers.store.Store.Entry;
import java.io.IOException;
import java.util.List;

/// Documents of one kind in a folder of the store, numbered in the order in which they were written, because clocks go
/// back.
final class NumberedRecords<T> {
    private final Store store;
    private final String folder;
    private final Class<T> type;

    /// @param folder in the store, ended by a slash
    NumberedRecords(Store store, String folder, Class<T> type) {
        this.store = store;
        this.folder = folder;
        this.type = type;
    }

    void add(T document) {
        var content = Json.write(document);
        for (var number = last() + 1; ; number++) {
            if (store.putIfAbsent("%s%06d.json".formatted(folder, number), content)) {
                return;
            }
        }
    }

    /// In their order.
    ///
    /// @throws dev.upkeep.base.problem.UpkeepException DAMAGED when one can't be read
    List<T> all() {
        return names().stream().map(this::read).toList();
    }

    List<String> names() {
        try (var entries = store.list(folder)) {
            return entries.map(Entry::name).sorted().toList();
        }
    }

    /// @throws dev.upkeep.base.problem.UpkeepException DAMAGED when it can't be read
    T read(String name) {
        try (var in = store.open(name)) {
            return Json.read(in.readAllBytes(), type, name);
        } catch (IOException cause) {
            throw Json.damaged(name, String.valueOf(cause.getMessage()), cause);
        }
    }

    private int last() {
        try (var entries = store.list(folder)) {
            return entries.map(Entry::name)
                    .map(name -> name.substring(folder.length()).replaceAll("\\D.*", ""))
                    .filter(digits -> !digits.isEmpty())
                    .mapToInt(Integer::parseInt)
                    .max()
                    .orElse(0);
        }
    }
}
