/// Tests of the run that tells what happened since a set.
@NullMarked
package dev.upkeep.operations.changes;

import org.jspecify.annotations.NullMarked;
