package dev.upkeep.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/// `upkeep VERB …`: finds the verb, runs it, turns its end into an exit code.
@Command(name = "upkeep", mixinStandardHelpOptions = true)
public final class CommandLineFace {
    public int run(String... arguments) {
        return new CommandLine(this).execute(arguments);
    }
}
