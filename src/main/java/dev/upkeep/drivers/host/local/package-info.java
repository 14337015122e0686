/// The machine that Upkeep runs on. Processes are made here and nowhere else: each in a session of its own, so
/// that all of them are found again when it must end. Start reading at [LocalHost].
@NullMarked
package dev.upkeep.drivers.host.local;

import org.jspecify.annotations.NullMarked;
