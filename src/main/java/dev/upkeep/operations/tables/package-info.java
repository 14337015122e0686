/// Brings single tables of a set back into a schema of their own of the live database. Nothing that is live is changed.
/// Start reading at [RestoreTables].
@NullMarked
package dev.upkeep.operations.tables;

import org.jspecify.annotations.NullMarked;
