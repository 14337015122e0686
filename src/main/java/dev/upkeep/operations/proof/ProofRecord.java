package dev.upkeep.operations.proof;

import dev.upkeep.drivers.store.Store;
import dev.upkeep.operations.sets.Manifest;
import dev.upkeep.operations.sets.Proof;
import dev.upkeep.operations.sets.Quarantine;
import dev.upkeep.operations.sets.SetCatalogue;
import dev.upkeep.operations.sets.SetId;
import dev.upkeep.run.RunContext;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashSet;

/// Writes a proof into the store. Damaged objects are set aside, which withdraws the proofs of every set that needs
/// them and lets the next backup write them anew.
final class ProofRecord {
    private final Store store;
    private final InstantSource clock;
    private final String version;

    /// @param version of Upkeep
    ProofRecord(Store store, InstantSource clock, String version) {
        this.store = store;
        this.clock = clock;
        this.version = version;
    }

    void write(ProofState state, RunContext context) {
        var proof = proof(state, context);
        if (!state.damaged().isEmpty()) {
            var how = state.checks().getLast().detail();
            var affected = new Quarantine(store).setAside(new LinkedHashSet<>(state.damaged()), how, proof);
            context.note("%d damaged objects set aside; sets that need them: %s"
                    .formatted(state.damaged().size(), String.join(", ", affected)));
        }
        new SetCatalogue(store).record(state.app(), proof);
    }

    private Proof proof(ProofState state, RunContext context) {
        var now = clock.instant();
        return new Proof(
                Manifest.FORMAT,
                SetId.parse(state.set()),
                now,
                state.verdict(),
                state.reached(),
                state.asked(),
                state.checks(),
                context.run().value(),
                state.who(),
                version,
                Duration.between(state.begun(), now).toMillis() / 1000.0);
    }
}
