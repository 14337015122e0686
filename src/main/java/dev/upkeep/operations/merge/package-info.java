/// Brings rows that the live database has lost back from a set, and takes them out again. Rows that exist are
/// never changed. Start reading at [MergeRows].
@NullMarked
package dev.upkeep.operations.merge;

import org.jspecify.annotations.NullMarked;
