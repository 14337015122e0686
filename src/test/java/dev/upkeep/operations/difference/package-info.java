/// Tests of what a live database is compared by.
@NullMarked
package dev.upkeep.operations.difference;

import org.jspecify.annotations.NullMarked;
