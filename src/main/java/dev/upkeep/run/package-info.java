/// Runs that survive: a [Procedure] is a named list of [Step]s over an immutable state; the runner performs them,
/// journal
/// first, and takes them back on failure or after a crash. Start reading at [Procedure].
@NullMarked
package dev.upkeep.run;

import org.jspecify.annotations.NullMarked;
