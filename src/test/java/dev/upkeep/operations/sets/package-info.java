/// The format of a store, tested by hostile names, flipped bits, pulled plugs and a shell that restores without
/// Java.
@NullMarked
package dev.upkeep.operations.sets;

import org.jspecify.annotations.NullMarked;
