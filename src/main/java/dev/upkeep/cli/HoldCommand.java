package dev.upkeep.cli;

import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `upkeep hold APP SET`.
@Command(
        name = "hold",
        description = "Keeps a set whatever the rules of backup.keep say, until it is let go: upkeep unhold.",
        footer = {
            "",
            "Examples:",
            "  upkeep hold vms latest --note \"before the migration\"",
            "  upkeep hold vms 20261120T02 --json"
        })
final class HoldCommand implements Callable<Integer> {
    private final CommandLineFace face;

    @Parameters(index = "0", paramLabel = "APP", description = "whose set it is")
    private String app = "";

    @Parameters(index = "1", paramLabel = "SET", description = "id or an unmistakable beginning, or latest")
    private String set = "";

    @Option(names = "--note", paramLabel = "TEXT", description = "why, kept with the set")
    private String note = "";

    HoldCommand(CommandLineFace face) {
        this.face = face;
    }

    @Override
    public Integer call() {
        return face.performOn(app, (bench, output) -> {
            var done = bench.keeping(bench.app(Optional.of(app))).hold(set, note, bench.who());
            return Ends.tell(done, "Set %s is held: prune never removes it.", output);
        });
    }
}
