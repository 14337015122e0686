/// Tests of tables that come back into a schema of their own.
@NullMarked
package dev.upkeep.operations.tables;

import org.jspecify.annotations.NullMarked;
