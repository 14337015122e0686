/// Tests of discovery, on small applications written for them.
@NullMarked
package dev.upkeep.operations.discovery;

import org.jspecify.annotations.NullMarked;
