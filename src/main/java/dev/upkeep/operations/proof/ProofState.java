package dev.upkeep.operations.proof;

import dev.upkeep.operations.sets.ObjectRef;
import dev.upkeep.operations.sets.Proof.Check;
import dev.upkeep.operations.sets.Proof.Verdict;
import dev.upkeep.operations.sets.ProofLevel;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// How far a proof is.
///
/// @param set whole id
/// @param asked the level to reach
/// @param begun by Upkeep's clock
/// @param reached the highest level that held so far
/// @param checks what was looked at, in order
/// @param damaged objects that are not what they must be
record ProofState(
        String app,
        String set,
        String who,
        ProofLevel asked,
        Instant begun,
        ProofLevel reached,
        List<Check> checks,
        List<ObjectRef> damaged) {
    ProofState {
        checks = List.copyOf(checks);
        damaged = List.copyOf(damaged);
    }

    static ProofState of(String app, String set, String who, ProofLevel asked, Instant begun) {
        return new ProofState(app, set, who, asked, begun, ProofLevel.L0, List.of(), List.of());
    }

    /// The worst of all checks; proven when all held.
    Verdict verdict() {
        if (checks.stream().anyMatch(check -> check.verdict() == Verdict.BROKEN)) {
            return Verdict.BROKEN;
        }
        var unknown = checks.stream().anyMatch(check -> check.verdict() == Verdict.NOT_PROVABLE);
        return unknown ? Verdict.NOT_PROVABLE : Verdict.PROVEN;
    }

    /// Whether the next rung of the ladder is to be climbed.
    boolean wants(ProofLevel level) {
        return verdict() == Verdict.PROVEN && asked.reaches(level);
    }

    /// @param level what is proven when this check and all before it hold
    ProofState with(ProofLevel level, Check check) {
        var more = new ArrayList<>(checks);
        more.add(check);
        var all = new ProofState(app, set, who, asked, begun, reached, more, damaged);
        var higher = all.verdict() == Verdict.PROVEN && level.compareTo(reached) > 0;
        return higher ? new ProofState(app, set, who, asked, begun, level, more, damaged) : all;
    }

    ProofState withDamaged(List<ObjectRef> objects) {
        return new ProofState(app, set, who, asked, begun, reached, checks, objects);
    }

    static Check held(String name, String detail) {
        return new Check(name, Verdict.PROVEN, detail);
    }

    static Check broken(String name, String detail) {
        return new Check(name, Verdict.BROKEN, detail);
    }

    static Check notProvable(String name, String detail) {
        return new Check(name, Verdict.NOT_PROVABLE, detail);
    }
}
