/// Brings a set back into a private server and a scratch folder by the clock, compares it, writes down how long it
/// took,
/// and predicts the next time. Start reading at [DrillProcedure].
@NullMarked
package dev.upkeep.operations.drill;

import org.jspecify.annotations.NullMarked;
