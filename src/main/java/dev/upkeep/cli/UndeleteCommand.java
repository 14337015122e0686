package dev.upkeep.cli;

import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `upkeep undelete APP SET`.
@Command(
        name = "undelete",
        description = "Brings a set back that prune removed, as long as its grace time lasts.",
        footer = {
            "",
            "Removed sets lie in the store's trash for a day (backup.keep.grace). Hold what shall stay: the next prune",
            "  would remove it again.",
            "",
            "Examples:",
            "  upkeep undelete vms 20261120T02",
            "  upkeep hold vms 20261120T02"
        })
final class UndeleteCommand implements Callable<Integer> {
    private final CommandLineFace face;

    @Parameters(index = "0", paramLabel = "APP", description = "whose set it is")
    private String app = "";

    @Parameters(index = "1", paramLabel = "SET", description = "id or an unmistakable beginning")
    private String set = "";

    UndeleteCommand(CommandLineFace face) {
        this.face = face;
    }

    @Override
    public Integer call() {
        return face.performOn(app, (bench, output) -> {
            var done = bench.keeping(bench.app(Optional.of(app))).undelete(set, bench.who());
            return Ends.tell(
                    done, "Set %s is listed again. Hold it, or the next prune removes it again: upkeep hold.", output);
        });
    }
}
