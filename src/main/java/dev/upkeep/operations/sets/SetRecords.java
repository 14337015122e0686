package dev.upkeep.operations.sets;

import dev.upkeep.drivers.store.Store;

/// The proofs of a set.
final class SetRecords {
    private final Store store;

    SetRecords(Store store) {
        this.store = store;
    }

    void add(String app, Proof proof) {
        var folder = SetCatalogue.folder(app, proof.set().value()) + "/proofs/";
        var proofs = new NumberedRecords<>(store, folder, Proof.class);
        var isThere = proofs.all().stream()
                .anyMatch(other -> other.run().equals(proof.run())
                        && other.verdict() == proof.verdict()
                        && other.checks().equals(proof.checks()));
        if (!isThere) {
            proofs.add(proof);
        }
    }
}
