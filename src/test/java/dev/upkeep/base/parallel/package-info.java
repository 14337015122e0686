/// Tests of working at once.
@NullMarked
package dev.upkeep.base.parallel;

import org.jspecify.annotations.NullMarked;
