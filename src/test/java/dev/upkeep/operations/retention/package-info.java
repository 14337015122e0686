/// The promises of retention and prune, against many random histories and pulled plugs.
@NullMarked
package dev.upkeep.operations.retention;

import org.jspecify.annotations.NullMarked;
