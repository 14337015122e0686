package dev.upkeep.cli;

import dev.upkeep.operations.retention.Verdict;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `upkeep prune [APP]`.
@Command(
        name = "prune",
        description = "Removes the sets that no rule of backup.keep needs. The last proven set always stays.",
        footer = {
            "",
            "Removed sets lie in the store's trash for a day (backup.keep.grace) before they are deleted for good.",
            "",
            "Examples:",
            "  upkeep prune --plan        only say what would happen, with the reason for each set",
            "  upkeep prune vms"
        })
final class PruneCommand implements Callable<Integer> {
    private final CommandLineFace face;

    @Parameters(index = "0", arity = "0..1", paramLabel = "APP", description = "needed when there are several apps")
    private @Nullable String app;

    @Option(names = "--plan", description = "only say what would happen")
    private boolean plan;

    PruneCommand(CommandLineFace face) {
        this.face = face;
    }

    @Override
    public Integer call() {
        return plan ? face.performOn(app, this::plan) : face.performOn(app, this::prune);
    }

    private int plan(Workbench bench, Output output) {
        var chosen = bench.app(Optional.ofNullable(app));
        var verdicts = bench.pruning(chosen).plan();
        output.document(Map.of("verdicts", fields(verdicts)));
        print(verdicts, "would remove", output);
        return 0;
    }

    private int prune(Workbench bench, Output output) {
        var pruned = bench.pruning(bench.app(Optional.ofNullable(app))).perform(bench.who());
        var fields = new LinkedHashMap<String, Object>();
        fields.put("outcome", pruned.outcome().word());
        fields.put("run", pruned.run());
        fields.put("verdicts", fields(pruned.verdicts()));
        fields.put("freed_bytes", pruned.freedBytes());
        var exit = Ends.tell(pruned.outcome(), pruned.run(), fields, output);
        if (exit == 0) {
            print(pruned.verdicts(), "removed", output);
            if (!output.json()) {
                output.say(Text.bytes(pruned.freedBytes()) + " freed.");
            }
        }
        return exit;
    }

    private static void print(List<Verdict> verdicts, String removed, Output output) {
        if (output.json()) {
            return;
        }
        verdicts.forEach(verdict ->
                output.say("%s  %s: %s".formatted(verdict.id(), verdict.keep() ? "kept" : removed, verdict.why())));
        if (verdicts.isEmpty()) {
            output.say("There is no set yet.");
        }
    }

    private static List<Map<String, Object>> fields(List<Verdict> verdicts) {
        return verdicts.stream().map(PruneCommand::fields).toList();
    }

    private static Map<String, Object> fields(Verdict verdict) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("id", verdict.id());
        fields.put("keep", verdict.keep());
        fields.put("why", verdict.why());
        return fields;
    }
}
