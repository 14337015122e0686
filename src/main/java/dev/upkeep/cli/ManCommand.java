package dev.upkeep.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/// `upkeep man`.
@Command(
        name = "man",
        description = "Prints the manual page, made of what the verbs say about themselves.",
        footer = {"", "Examples:", "  upkeep man | man -l -", "  upkeep man > /usr/local/share/man/man1/upkeep.1"})
final class ManCommand implements Callable<Integer> {
    private final CommandLineFace face;

    ManCommand(CommandLineFace face) {
        this.face = face;
    }

    @Override
    public Integer call() {
        return face.performAlone(output -> {
            output.raw(new ManPage(face.line().getCommandSpec()).text());
            return 0;
        });
    }
}
