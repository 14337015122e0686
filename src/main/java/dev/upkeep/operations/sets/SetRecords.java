package dev.upkeep.operations.sets;

import dev.upkeep.drivers.store.Store;
import dev.upkeep.drivers.store.Store.Entry;
import java.io.IOException;

/// Numbers the proofs of a set: the number orders them, because clocks go back.
final class SetRecords {
    private final Store store;

    SetRecords(Store store) {
        this.store = store;
    }

    void add(String app, Proof proof) {
        var folder = SetCatalogue.folder(app, proof.set().value()) + "/proofs/";
        if (isThere(folder, proof)) {
            return;
        }
        var content = Json.write(proof);
        for (var number = last(folder) + 1; ; number++) {
            if (store.putIfAbsent("%s%06d.json".formatted(folder, number), content)) {
                return;
            }
        }
    }

    private boolean isThere(String folder, Proof proof) {
        try (var entries = store.list(folder)) {
            return entries.map(Entry::name)
                    .map(this::read)
                    .anyMatch(other -> other.run().equals(proof.run())
                            && other.verdict() == proof.verdict()
                            && other.checks().equals(proof.checks()));
        }
    }

    private Proof read(String name) {
        try (var in = store.open(name)) {
            return Json.read(in.readAllBytes(), Proof.class, name);
        } catch (IOException cause) {
            throw Json.damaged(name, String.valueOf(cause.getMessage()), cause);
        }
    }

    private int last(String folder) {
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
