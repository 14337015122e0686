/// The file `upkeep.yml`: what it may say, how its mistakes are told, and that its reference is complete.
@NullMarked
package dev.upkeep.app;

import org.jspecify.annotations.NullMarked;
