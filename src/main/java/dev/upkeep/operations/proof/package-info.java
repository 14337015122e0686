/// Proves a set: reads every object again, restores the database into a private server, compares every row with the
/// set's own moment, and records what was found in the store, with the set. Start reading at [ProofProcedure].
@NullMarked
package dev.upkeep.operations.proof;

import org.jspecify.annotations.NullMarked;
