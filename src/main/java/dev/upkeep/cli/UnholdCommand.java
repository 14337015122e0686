package dev.upkeep.cli;

import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `upkeep unhold APP SET`.
@Command(
        name = "unhold",
        description = "Lets a held set go: prune may remove it again when no rule needs it.",
        footer = {
            "",
            "Examples:",
            "  upkeep unhold vms 20261120T02",
            "  upkeep prune vms --plan      what would happen to it now"
        })
final class UnholdCommand implements Callable<Integer> {
    private final CommandLineFace face;

    @Parameters(index = "0", paramLabel = "APP", description = "whose set it is")
    private String app = "";

    @Parameters(index = "1", paramLabel = "SET", description = "id or an unmistakable beginning, or latest")
    private String set = "";

    UnholdCommand(CommandLineFace face) {
        this.face = face;
    }

    @Override
    public Integer call() {
        return face.performOn(app, (bench, output) -> {
            var done = bench.keeping(bench.app(Optional.of(app))).unhold(set, bench.who());
            return Ends.tell(done, "Set %s is not held any more.", output);
        });
    }
}
