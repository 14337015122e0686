package dev.upkeep.cli;

import dev.upkeep.app.Explanation;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `upkeep explain [APP]`.
@Command(
        name = "explain",
        description = "Shows every setting as it is in effect, and where it comes from. Secrets are never shown.",
        footer = {"", "Examples:", "  upkeep explain", "  upkeep explain vms --json"})
final class ExplainCommand implements Callable<Integer> {
    private final CommandLineFace face;

    @Parameters(index = "0", arity = "0..1", paramLabel = "APP", description = "needed when there are several apps")
    private @Nullable String app;

    ExplainCommand(CommandLineFace face) {
        this.face = face;
    }

    @Override
    public Integer call() {
        return face.performOn(app, (bench, output) -> {
            var explanation = Explanation.of(bench.app(Optional.ofNullable(app)).file());
            output.document(fields(explanation));
            if (!output.json()) {
                print(explanation, output);
            }
            return 0;
        });
    }

    private static void print(Explanation explanation, Output output) {
        var table = new Columns("KEY", "VALUE", "FROM");
        explanation.rows().forEach(row -> table.row(row.key(), row.value(), words(row.origin())));
        table.lines().forEach(output::say);
    }

    private static String words(Explanation.Origin origin) {
        return switch (origin) {
            case Explanation.Written(var where) -> where.file() + ":" + where.line();
            case Explanation.Default ignored -> "default";
            case Explanation.NotSet ignored -> "not set";
        };
    }

    private static Map<String, Object> fields(Explanation explanation) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("app", explanation.app().name());
        fields.put("file", explanation.app().file().toString());
        fields.put(
                "settings",
                explanation.rows().stream().map(ExplainCommand::fields).toList());
        return fields;
    }

    private static Map<String, Object> fields(Explanation.Row row) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("key", row.key());
        fields.put("value", row.origin() instanceof Explanation.NotSet ? null : row.value());
        fields.put("from", word(row.origin()));
        fields.put("line", row.origin() instanceof Explanation.Written(var where) ? where.line() : null);
        return fields;
    }

    private static String word(Explanation.Origin origin) {
        return switch (origin) {
            case Explanation.Written ignored -> "file";
            case Explanation.Default ignored -> "default";
            case Explanation.NotSet ignored -> "not_set";
        };
    }
}
