package dev.upkeep.cli;

import dev.upkeep.operations.changes.Changes.Found;
import dev.upkeep.operations.difference.TableChange;
import dev.upkeep.operations.difference.TableChange.Rows;
import dev.upkeep.run.Outcome;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `upkeep changes [APP [SET]]`.
@Command(
        name = "changes",
        description = "Says what happened in the live database since a set: new, changed and deleted rows per table.",
        footer = {
            "",
            "New and changed rows are what a restore of the set would lose. Nothing is written; files are not compared.",
            "",
            "Examples:",
            "  upkeep changes                       since the newest set of the only app",
            "  upkeep changes vms 20261121T0735     since an older one, by the beginning of its id",
            "  upkeep changes vms --json",
            "",
            "Exit codes: 0 compared, whether or not something changed; 3 the set is damaged."
        })
final class ChangesCommand implements Callable<Integer> {
    private final CommandLineFace face;

    @Parameters(index = "0", arity = "0..1", paramLabel = "APP", description = "needed when there are several apps")
    private @Nullable String app;

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "SET",
            description = "id or an unmistakable beginning (default: the newest)")
    private String set = "";

    ChangesCommand(CommandLineFace face) {
        this.face = face;
    }

    @Override
    public Integer call() {
        return face.performOn(app, (bench, output) -> {
            var found = bench.changes(bench.app(Optional.ofNullable(app))).since(set, bench.who());
            var exit = Ends.tell(found.outcome(), found.run(), fields(found), output);
            if (exit == 0 && !output.json()) {
                print(found, output);
            }
            return exit;
        });
    }

    private void print(Found found, Output output) {
        output.say("Since set %s, taken %s:"
                .formatted(found.set(), Text.ago(found.taken(), face.clock().instant())));
        var changed = found.report().changed();
        var tables = found.report().tables().size();
        if (changed.isEmpty()) {
            output.say("No row of %d tables changed.".formatted(tables));
            return;
        }
        var columns = new Columns("TABLE", "NEW", "CHANGED", "DELETED", "ROWS NOW", "REMARK");
        changed.forEach(table -> add(table, columns));
        columns.lines().forEach(output::say);
        var total = found.report().total();
        output.say("%s of %d tables differ. A restore of this set would lose %s%s rows as they are now."
                .formatted(
                        Text.count(changed.size()),
                        tables,
                        total.exact() ? "" : "at least ",
                        Text.count(total.onlyNow())));
    }

    private static void add(TableChange table, Columns columns) {
        var now = Text.count(table.rowsNow());
        switch (table.rows()) {
            case Rows.Split(var added, var changed, var deleted) ->
                columns.row(
                        table.table(),
                        Text.count(added),
                        Text.count(changed),
                        Text.count(deleted),
                        now,
                        table.remark());
            case Rows.Unsplit rows ->
                columns.row(
                        table.table(),
                        number(rows.onlyNow(), rows),
                        "?",
                        number(rows.onlyInSet(), rows),
                        now,
                        table.remark());
        }
    }

    private static String number(long number, Rows.Unsplit of) {
        return of.exact() ? Text.count(number) : "at least " + Text.count(number);
    }

    /// Of a run that was not done only what is certain.
    private static Map<String, Object> fields(Found found) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("set", found.set());
        fields.put("outcome", found.outcome().word());
        fields.put("run", found.run());
        fields.put("taken", found.taken().toString());
        if (found.outcome() instanceof Outcome.Succeeded) {
            fields.put("now", found.report().now().toString());
            fields.put("total", numbers(found.report().total()));
            fields.put(
                    "tables",
                    found.report().tables().stream().map(ChangesCommand::fields).toList());
        }
        return fields;
    }

    private static Map<String, Object> fields(TableChange table) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("table", table.table());
        fields.put("state", table.state().name().toLowerCase(Locale.ROOT));
        fields.put("rows_now", table.rowsNow());
        fields.put("rows_in_set", table.rowsInSet());
        fields.putAll(numbers(table.rows()));
        if (table.rows() instanceof Rows.Split(var added, var changed, var deleted)) {
            fields.put("new", added);
            fields.put("changed", changed);
            fields.put("deleted", deleted);
        }
        fields.put("remark", table.remark());
        return fields;
    }

    private static Map<String, Object> numbers(Rows rows) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("only_now", rows.onlyNow());
        fields.put("only_in_set", rows.onlyInSet());
        fields.put("exact", rows.exact());
        return fields;
    }
}
