package dev.upkeep.operations.retention;

import dev.upkeep.operations.sets.ListedSet.Known;
import dev.upkeep.operations.sets.ProofLevel;
import java.time.Instant;

/// What the decision needs to know of a set.
///
/// @param taken the database's moment
/// @param proven whether it was proven at the level that the policy names
public record Candidate(String id, Instant taken, boolean proven, boolean held) {
    static Candidate of(Known set, ProofLevel level) {
        var proven = set.proof().map(proof -> proof.level().reaches(level)).orElse(false);
        return new Candidate(
                set.name(), set.taken(), proven || (level == ProofLevel.L0 && !set.isBroken()), set.isHeld());
    }
}
