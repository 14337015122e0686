package dev.upkeep.operations.sets;

import dev.upkeep.base.problem.Problem;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A set as the store has it. One whose manifest cannot be read is listed too, never skipped.
public sealed interface ListedSet {
    /// The name of its folder.
    String name();

    /// @param proofs in the order in which they were recorded
    /// @param held when somebody holds it
    record Known(Manifest manifest, List<Proof> proofs, List<Hold> held) implements ListedSet {
        public Known {
            proofs = List.copyOf(proofs);
            held = List.copyOf(held);
        }

        @Override
        public String name() {
            return manifest.set().value();
        }

        public boolean isHeld() {
            return !held.isEmpty();
        }

        /// The strongest proof since something was last found wrong, and of equally strong ones the last.
        public Optional<Proof> proof() {
            Optional<Proof> best = Optional.empty();
            for (var proof : proofs) {
                best = switch (proof.verdict()) {
                    case BROKEN -> Optional.empty();
                    case NOT_PROVABLE -> best;
                    case PROVEN ->
                        best.filter(it -> !proof.level().reaches(it.level())).or(() -> Optional.of(proof));
                };
            }
            return best;
        }

        /// Whether the last thing that was found is that it is broken.
        public boolean isBroken() {
            return proof().isEmpty() && proofs.stream().anyMatch(proof -> proof.verdict() == Proof.Verdict.BROKEN);
        }

        public Instant taken() {
            return manifest.taken();
        }
    }

    record Unreadable(String name, Problem why) implements ListedSet {}
}
