/// What a restore in place does to live files, and what a crash leaves of it.
@NullMarked
package dev.upkeep.operations.inplace;

import org.jspecify.annotations.NullMarked;
