/// Trees of files on real file systems, with the names, links and accidents that real uploads folders have.
@NullMarked
package dev.upkeep.drivers.files;

import org.jspecify.annotations.NullMarked;
