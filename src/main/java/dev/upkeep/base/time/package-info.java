/// The clock and sleeping: the only package that may read the machine's clock or wait. Everything else is handed an
/// `InstantSource` and a [Pause], so that tests move time by hand. Start reading at [Pause].
@NullMarked
package dev.upkeep.base.time;

import org.jspecify.annotations.NullMarked;
