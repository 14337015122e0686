package dev.upkeep.operations.sets;

/// How far a set was proven; docs/design/backup-format.md and the guide say what each level looks at.
public enum ProofLevel {
    L0,
    L1,
    L2,
    L3,
    L4,
    L5,
    L6,
    L7;

    public boolean reaches(ProofLevel wanted) {
        return compareTo(wanted) >= 0;
    }
}
