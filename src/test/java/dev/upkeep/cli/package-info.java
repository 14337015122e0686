/// Tests of the words of the command line: what is understood, and what is answered when it is not. No verb does real
/// work here; the workbench is one that tells what it was asked for.
@NullMarked
package dev.upkeep.cli;

import org.jspecify.annotations.NullMarked;
