/// The command line: words in, one call to an operation, words or JSON out. Holds no rules.
@NullMarked
package dev.upkeep.cli;

import org.jspecify.annotations.NullMarked;
