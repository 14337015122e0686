/// What every host promises: [HostContract], with one subclass per make and one for the test kit's.
@NullMarked
package dev.upkeep.drivers.host;

import org.jspecify.annotations.NullMarked;
