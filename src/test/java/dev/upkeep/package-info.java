/// Tests of the house as a whole.
@NullMarked
package dev.upkeep;

import org.jspecify.annotations.NullMarked;
