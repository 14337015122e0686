package dev.upkeep.run;

import java.util.Optional;

/// Makes the procedure of a run anew, for recovery.
@FunctionalInterface
public interface Procedures {
    /// @param verb as [Procedure#verb]
    /// @return nothing when this Upkeep does not know the verb, or its configuration the app
    Optional<Procedure<?>> find(String verb, String app);
}
