/// What happened to the rows of a live database since a set was taken, table by table, in bounded memory. It only
/// reads,
/// and knows nothing of the verbs that ask. Start reading at [LossWindow].
@NullMarked
package dev.upkeep.operations.difference;

import org.jspecify.annotations.NullMarked;
