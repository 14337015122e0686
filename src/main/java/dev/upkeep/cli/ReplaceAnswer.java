package dev.upkeep.cli;

import dev.upkeep.operations.restore.ReplacePlan;
import dev.upkeep.operations.restore.Replacements;
import dev.upkeep.run.Outcome;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The words and documents of `upkeep restore --replace`.
final class ReplaceAnswer {
    private final Output output;

    ReplaceAnswer(Output output) {
        this.output = output;
    }

    /// @return the exit code: 4 when it would be refused
    int plan(ReplacePlan plan) {
        output.document(fields(plan));
        if (!output.json()) {
            words(plan);
        }
        return plan.inTheWay().isEmpty() ? 0 : 4;
    }

    void words(ReplacePlan plan) {
        output.say("Database \"%s\" (%s) becomes set %s of %s:"
                .formatted(
                        plan.database(),
                        Text.bytes(plan.space().used()),
                        plan.set().set(),
                        Text.moment(plan.set().taken())));
        for (var number = 1; number <= plan.steps().size(); number++) {
            output.say("  %d. %s".formatted(number, plan.steps().get(number - 1)));
        }
        output.say("The old database stays beside it as \"%s\", closed.".formatted(plan.kept()));
        losses(plan);
        plan.inTheWay().forEach(reason -> output.say("In the way: " + reason));
    }

    private void losses(ReplacePlan plan) {
        var losses = plan.losses();
        if (!losses.unknown().isEmpty()) {
            output.say("How many rows were written since then could not be counted: " + losses.unknown());
        } else if (losses.tables().isEmpty()) {
            output.say("No row was written since then.");
        } else {
            output.say("Rows that will be in the old database only, and rows that come back:");
        }
        losses.tables().forEach(loss -> output.say(line(loss)));
    }

    private static String line(ReplacePlan.Loss loss) {
        var atLeast = loss.exact() ? "" : "at least ";
        var remark = loss.remark().isEmpty() ? "" : " (" + loss.remark() + ")";
        return "  %s: %s%s go, %s%s come back%s"
                .formatted(
                        loss.table(),
                        atLeast,
                        Text.count(loss.onlyLive()),
                        atLeast,
                        Text.count(loss.onlySet()),
                        remark);
    }

    private static Map<String, Object> fields(ReplacePlan plan) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("set", plan.set().set().value());
        fields.put("taken", plan.set().taken().toString());
        fields.put("database", plan.database());
        fields.put("kept", plan.kept());
        fields.put("live_bytes", plan.space().used());
        fields.put("set_bytes", plan.set().totals().plainBytes());
        var free = plan.space().free();
        fields.put("free_bytes", free.isPresent() ? free.getAsLong() : null);
        fields.put("in_the_way", plan.inTheWay());
        fields.put("steps", plan.steps());
        var unknown = plan.losses().unknown();
        fields.put("losses", unknown.isEmpty() ? fields(plan.losses().tables()) : null);
        fields.put("losses_unknown", unknown.isEmpty() ? null : unknown);
        return fields;
    }

    private static List<Map<String, Object>> fields(List<ReplacePlan.Loss> losses) {
        return losses.stream().map(ReplaceAnswer::fields).toList();
    }

    private static Map<String, Object> fields(ReplacePlan.Loss loss) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("table", loss.table());
        fields.put("only_live", loss.onlyLive());
        fields.put("only_set", loss.onlySet());
        fields.put("exact", loss.exact());
        fields.put("remark", loss.remark());
        return fields;
    }

    int tell(Replacements.Replaced replaced) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("set", replaced.set());
        fields.put("outcome", replaced.outcome().word());
        fields.put("database", replaced.database());
        fields.put("kept", replaced.kept().map(Replacements.Kept::name).orElse(null));
        fields.put("run", replaced.run());
        replaced.kept().ifPresent(kept -> {
            fields.put("remove", replaced.outcome() instanceof Outcome.Stuck ? null : kept.remove());
            fields.put("open", kept.open());
            fields.put("back", replaced.outcome() instanceof Outcome.RolledBack ? null : kept.back());
        });
        var exit = Ends.tell(replaced.outcome(), replaced.run(), fields, output);
        if (!output.json()) {
            words(replaced);
        }
        return exit;
    }

    private void words(Replacements.Replaced replaced) {
        var kept = replaced.kept();
        switch (replaced.outcome()) {
            case Outcome.Succeeded ignored -> {
                output.say("Database \"%s\" is set %s now, equal to its moment in every row."
                        .formatted(replaced.database(), replaced.set()));
                kept.ifPresent(old -> {
                    output.say("The old database is \"%s\", closed for everybody.".formatted(old.name()));
                    output.say("  Look into it:  " + old.open());
                    output.say("  Put it back (stop the app first):  " + old.back());
                    output.say("  Remove it, when nobody needs it:  " + old.remove());
                });
            }
            case Outcome.RolledBack ignored ->
                say(kept, "\"%s\" was live for a moment and may hold rows of that time; it is closed.");
            case Outcome.Stuck ignored ->
                kept.ifPresent(database -> {
                    output.remark("Database \"%s\" stays beside \"%s\"; it may be your way back."
                            .formatted(database.name(), replaced.database()));
                    output.remark("  Look into it:  " + database.open());
                    output.remark("  Put it in the place of the other (stop the app first):  " + database.back());
                });
        }
    }

    private void say(Optional<Replacements.Kept> kept, String line) {
        kept.ifPresent(database -> {
            output.remark(line.formatted(database.name()));
            output.remark("  Look into it:  " + database.open());
            output.remark("  Remove it, when nobody needs it:  " + database.remove());
        });
    }
}
