/// Tests of rows that are merged into live tables, and taken out again.
@NullMarked
package dev.upkeep.operations.merge;

import org.jspecify.annotations.NullMarked;
