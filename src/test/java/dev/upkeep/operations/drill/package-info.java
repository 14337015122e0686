/// Tests of drills.
@NullMarked
package dev.upkeep.operations.drill;

import org.jspecify.annotations.NullMarked;
