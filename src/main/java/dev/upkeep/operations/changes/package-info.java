/// Tells what happened in a live database since a set was taken, as a run that holds the store's lock for readers. The
/// comparing itself is in `operations.difference`. Start reading at [Changes].
@NullMarked
package dev.upkeep.operations.changes;

import org.jspecify.annotations.NullMarked;
