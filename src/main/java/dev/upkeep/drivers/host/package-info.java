/// A machine that runs commands: [Host] and the value [Command] that it runs. Makes live in sub-packages; this
/// package
/// knows none of them. Start reading at [Host].
@NullMarked
package dev.upkeep.drivers.host;

import org.jspecify.annotations.NullMarked;
