package dev.upkeep.cli;

import dev.upkeep.run.RunSummary;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `upkeep runs [APP]`.
@Command(
        name = "runs",
        description = "Lists what Upkeep did, newest first.",
        footer = {"", "Examples:", "  upkeep runs", "  upkeep runs vms --last 5", "  upkeep runs --json"})
final class RunsCommand implements Callable<Integer> {
    private final CommandLineFace face;

    @Parameters(index = "0", arity = "0..1", paramLabel = "APP", description = "one app only")
    private @Nullable String app;

    @Option(names = "--last", paramLabel = "N", description = "how many at most (default: ${DEFAULT-VALUE})")
    private int last = 20;

    RunsCommand(CommandLineFace face) {
        this.face = face;
    }

    @Override
    public Integer call() {
        return face.perform(this::list);
    }

    private int list(Workbench bench, Output output) {
        var runs = Optional.ofNullable(app)
                .map(name -> bench.runs().newest(name, last))
                .orElseGet(() -> bench.runs().newest(last));
        output.document(Map.of("runs", runs.stream().map(RunsCommand::fields).toList()));
        if (!output.json()) {
            print(runs, output);
        }
        return 0;
    }

    private static void print(List<RunSummary> runs, Output output) {
        if (runs.isEmpty()) {
            output.say("Nothing was run yet.");
            return;
        }
        var table = new Columns("RUN", "APP", "WHAT", "STARTED", "TOOK", "END", "WHO");
        for (var run : runs) {
            table.row(
                    run.id().value(),
                    run.app(),
                    run.verb(),
                    Text.moment(run.started()),
                    Text.seconds(run.took()),
                    run.condition().word().replace('_', ' '),
                    run.who());
        }
        table.lines().forEach(output::say);
    }

    static Map<String, Object> fields(RunSummary run) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("run", run.id().value());
        fields.put("app", run.app());
        fields.put("verb", run.verb());
        fields.put("who", run.who());
        fields.put("started", run.started().toString());
        fields.put("seconds", run.took().toMillis() / 1000.0);
        fields.put("outcome", run.condition().word());
        return fields;
    }
}
