package dev.upkeep.operations.merge;

import dev.upkeep.drivers.database.MissingRows;

/// Asks a person whether what is missing is to be inserted. The restored tables wait meanwhile.
@FunctionalInterface
public interface Consent {
    /// Nobody is asked: whatever is missing in the end is inserted.
    Consent GIVEN = (set, missing) -> false;

    /// @return whether the person has seen what is missing: then nothing else is inserted
    /// @throws dev.upkeep.base.problem.UpkeepException REFUSED when it is not to be done
    boolean ask(String set, MissingRows missing);
}
