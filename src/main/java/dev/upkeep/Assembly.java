package dev.upkeep;

import dev.upkeep.cli.CommandLineFace;

/// The one place where objects are made and joined, by hand.
final class Assembly {
    CommandLineFace commandLine() {
        return new CommandLineFace();
    }
}
