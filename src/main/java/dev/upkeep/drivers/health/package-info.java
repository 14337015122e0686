/// Asks applications whether they are well. Start reading at [Health].
@NullMarked
package dev.upkeep.drivers.health;

import org.jspecify.annotations.NullMarked;
