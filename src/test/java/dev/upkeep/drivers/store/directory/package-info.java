/// The folder store against its contract, and against full disks, vanished folders and links.
@NullMarked
package dev.upkeep.drivers.store.directory;

import org.jspecify.annotations.NullMarked;
