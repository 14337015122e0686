/// Puts files of a set back where they live: decides name by name ([Rule]), keeps what it replaces, and can take all of
/// it back ([TakeBack]). Start reading at [RestoreInPlace].
@NullMarked
package dev.upkeep.operations.inplace;

import org.jspecify.annotations.NullMarked;
