package dev.upkeep.cli;

import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `upkeep settle RUN`.
@Command(
        name = "settle",
        description = "Says that a person has looked at a stuck run: what it held is free, and it is not tried again.",
        footer = {
            "",
            "Examples:",
            "  upkeep log 20261121-073501-4f2a9c                what is left to do",
            "  upkeep settle 20261121-073501-4f2a9c --note \"renamed the database by hand\""
        })
final class SettleCommand implements Callable<Integer> {
    private final CommandLineFace face;

    @Parameters(index = "0", paramLabel = "RUN", description = "as `upkeep runs` lists it")
    private String run = "";

    @Option(names = "--note", paramLabel = "TEXT", description = "what was done by hand; kept in the log")
    private String note = "";

    SettleCommand(CommandLineFace face) {
        this.face = face;
    }

    @Override
    public Integer call() {
        return face.perform((bench, output) -> {
            bench.settle(LogCommand.id(run), note);
            output.document(Map.of("run", run, "settled", true));
            if (!output.json()) {
                output.say("Run %s is settled; what it held is free.".formatted(run));
            }
            return 0;
        });
    }
}
