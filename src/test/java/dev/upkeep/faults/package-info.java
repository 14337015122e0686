/// What the guides' own scripts and Upkeep make of the same faults, on a real server. Each fault is played four times:
/// the
/// script and Upkeep without it (both must do well, or the fault proves nothing) and with it (the script must suffer,
/// or
/// the fault does not bite). What was seen is compared with docs/reference/faults.md. Start reading at [Fault].
@NullMarked
package dev.upkeep.faults;

import org.jspecify.annotations.NullMarked;
