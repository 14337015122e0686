/// Backups of made-up and real applications, and what happens when something fails on the way.
@NullMarked
package dev.upkeep.operations.backup;

import org.jspecify.annotations.NullMarked;
