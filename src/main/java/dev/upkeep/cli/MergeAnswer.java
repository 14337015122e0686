package dev.upkeep.cli;

import dev.upkeep.drivers.database.MissingRows;
import dev.upkeep.operations.merge.TableMerges.Merged;
import dev.upkeep.operations.merge.TableMerges.TakenOut;
import dev.upkeep.run.Outcome;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The words and documents of `upkeep restore --merge` and `--undo-merge`.
final class MergeAnswer {
    private final String app;
    private final Output output;

    MergeAnswer(String app, Output output) {
        this.app = app;
        this.output = output;
    }

    int plan(Merged found) {
        var exit = Ends.tell(found.outcome(), found.run(), fields(found), output);
        if (exit == 0 && !output.json()) {
            words(found.set(), found.missing());
        }
        return exit;
    }

    void words(String set, MissingRows missing) {
        if (missing.rows() == 0) {
            output.say("No row of set %s that could come back is missing in the live tables.".formatted(set));
        } else {
            output.say("Rows of set %s that are missing in the live tables and come back:".formatted(set));
        }
        for (var table : missing.tables()) {
            if (table.rows() > 0) {
                output.say("  %s: %s".formatted(table.table(), rows(table.rows(), table.examples())));
            }
        }
        for (var table : missing.tables()) {
            if (table.barred() > 0) {
                output.say("Left out of %s: %s. A unique value of theirs is taken, or what they refer to is nowhere."
                        .formatted(table.table(), rows(table.barred(), table.barredExamples())));
            }
        }
        missing.remarks().forEach(output::say);
    }

    private static String rows(long rows, List<String> examples) {
        return "%s (%s%s)"
                .formatted(Text.count(rows, "row"), String.join("; ", examples), rows > examples.size() ? "; …" : "");
    }

    int tell(Merged merged) {
        var fields = fields(merged);
        var done = merged.outcome() instanceof Outcome.Succeeded;
        var rows = merged.missing().rows();
        var undo = "upkeep restore %s --undo-merge %s".formatted(app, merged.run());
        fields.put("undo", done && rows > 0 ? undo : null);
        var exit = Ends.tell(merged.outcome(), merged.run(), fields, output);
        if (exit == 0 && !output.json()) {
            words(merged.set(), merged.missing());
            output.say(
                    rows == 0
                            ? "Nothing was inserted."
                            : "%s inserted. To take exactly these out again: %s"
                                    .formatted(Text.count(rows, "row"), undo));
        }
        return exit;
    }

    private static Map<String, Object> fields(Merged merged) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("set", merged.set());
        fields.put("outcome", merged.outcome().word());
        fields.put("run", merged.run());
        fields.put("rows", merged.missing().rows());
        fields.put(
                "tables",
                merged.missing().tables().stream().map(MergeAnswer::fields).toList());
        fields.put("remarks", merged.missing().remarks());
        return fields;
    }

    private static Map<String, Object> fields(MissingRows.OfTable table) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("table", table.table());
        fields.put("rows", table.rows());
        fields.put("examples", table.examples());
        fields.put("left_out", table.barred());
        fields.put("left_out_examples", table.barredExamples());
        return fields;
    }

    int tell(TakenOut taken) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("merge", taken.merge());
        fields.put("outcome", taken.outcome().word());
        fields.put("run", taken.run());
        fields.put("rows", taken.rows());
        var exit = Ends.tell(taken.outcome(), taken.run(), fields, output);
        if (exit == 0 && !output.json()) {
            output.say("%s taken out again; the live tables are without the merge %s."
                    .formatted(Text.count(taken.rows(), "row"), taken.merge()));
        }
        return exit;
    }
}
