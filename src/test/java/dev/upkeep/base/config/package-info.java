/// What an operator reads when a settings file is wrong, and what a reader survives when it is hostile.
@NullMarked
package dev.upkeep.base.config;

import org.jspecify.annotations.NullMarked;
