/// The real machine: the contract of hosts, and what only real processes show.
@NullMarked
package dev.upkeep.drivers.host.local;

import org.jspecify.annotations.NullMarked;
