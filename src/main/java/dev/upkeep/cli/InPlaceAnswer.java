package dev.upkeep.cli;

import dev.upkeep.base.problem.Kind;
import dev.upkeep.operations.inplace.Count;
import dev.upkeep.operations.inplace.Counts;
import dev.upkeep.operations.inplace.InPlace;
import dev.upkeep.operations.inplace.InPlacePlan;
import dev.upkeep.run.Outcome;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The words and documents of `upkeep restore --files --in-place` and `--back`.
final class InPlaceAnswer {
    private final Output output;
    private final String app;

    InPlaceAnswer(Output output, String app) {
        this.output = output;
        this.app = app;
    }

    /// @return the exit code: 4 when it, or a part of it, would be refused
    int plan(InPlacePlan plan) {
        output.document(fields(plan));
        if (!output.json()) {
            words(plan);
        }
        return plan.inTheWay().isEmpty() && plan.counts().refused().count() == 0 ? 0 : Kind.REFUSED.exitCode();
    }

    void words(InPlacePlan plan) {
        output.say("Files of set %s of %s, where they live:"
                .formatted(plan.set().set(), Text.moment(plan.set().taken())));
        plan.places()
                .forEach(place -> output.say("  %s: %s%s"
                        .formatted(place.group(), place.folder(), place.missing() ? " (missing, is made)" : "")));
        var counts = plan.counts();
        say(counts.comesBack(), "missing here, come back (%s)");
        say(counts.replaced(), "differ, are replaced and kept before (%s)");
        say(counts.newer(), "differ and are newer here, stay (%s); --over-newer replaces them too");
        say(counts.mended(), "have the content of the set, get its owner, mode and time");
        say(counts.refused(), "are refused and stay");
        say(counts.notInSet(), "are not in the set, stay");
        output.say("  %s as in the set, not touched"
                .formatted(Text.count(counts.same().count())));
        plan.remarks().forEach(output::say);
        plan.inTheWay().forEach(reason -> output.say("In the way: " + reason));
    }

    private void say(Count count, String words) {
        if (count.count() == 0) {
            return;
        }
        output.say("  %s %s".formatted(Text.count(count.count()), words.formatted(Text.bytes(count.bytes()))));
        count.examples().forEach(example -> output.say("      " + example));
        var more = count.count() - count.examples().size();
        if (more > 0) {
            output.say("      … and %s more".formatted(Text.count(more)));
        }
    }

    private static Map<String, Object> fields(InPlacePlan plan) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("set", plan.set().set().value());
        fields.put("taken", plan.set().taken().toString());
        var places = new LinkedHashMap<String, String>();
        plan.places().forEach(place -> places.put(place.group(), place.folder()));
        fields.put("places", places);
        fields.putAll(fields(plan.counts()));
        fields.put("not_in_set", fields(plan.counts().notInSet()));
        fields.put("needed_bytes", plan.needed());
        fields.put("in_the_way", plan.inTheWay());
        fields.put("remarks", plan.remarks());
        return fields;
    }

    private static Map<String, Object> fields(Counts counts) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("come_back", fields(counts.comesBack()));
        fields.put("replaced", fields(counts.replaced()));
        fields.put("newer_stay", fields(counts.newer()));
        fields.put("mended", fields(counts.mended()));
        fields.put("same", counts.same().count());
        fields.put("refused", fields(counts.refused()));
        return fields;
    }

    private static Map<String, Object> fields(Count count) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("count", count.count());
        fields.put("bytes", count.bytes());
        fields.put("examples", count.examples());
        return fields;
    }

    /// @return the exit code: 4 when a part was refused
    int tell(InPlace.Done done) {
        var succeeded = done.outcome() instanceof Outcome.Succeeded;
        var back =
                succeeded && !done.kept().isEmpty() ? "upkeep restore %s --back %s".formatted(app, done.run()) : null;
        var fields = new LinkedHashMap<String, Object>();
        fields.put("set", done.set());
        fields.put("outcome", done.outcome().word());
        fields.put("run", done.run());
        if (succeeded) {
            fields.putAll(fields(done.counts()));
        }
        fields.put("remarks", done.remarks());
        fields.put("kept", done.kept());
        fields.put("back", back);
        fields.put("remove", back == null ? List.of() : removal(done.kept()));
        var exit = Ends.tell(done.outcome(), done.run(), fields, output);
        if (!succeeded) {
            stays(done.kept(), "Some names were changed meanwhile; what was kept of them is in ");
            return exit;
        }
        if (!output.json()) {
            words(done, back);
        }
        return done.counts().refused().count() == 0 ? exit : Kind.REFUSED.exitCode();
    }

    private static List<String> removal(List<String> folders) {
        return folders.stream()
                .map(folder -> "rm -r '%s'".formatted(folder.replace("'", "'\\''")))
                .toList();
    }

    private void words(InPlace.Done done, @Nullable String back) {
        var counts = done.counts();
        output.say("Files of set %s are in their place:".formatted(done.set()));
        output.say("  %s came back, %s replaced, %s mended, %s were right"
                .formatted(
                        Text.count(counts.comesBack().count()),
                        Text.count(counts.replaced().count()),
                        Text.count(counts.mended().count()),
                        Text.count(counts.same().count())));
        say(counts.newer(), "are newer here and stayed; --over-newer replaces them too");
        say(counts.refused(), "were refused and stayed");
        done.remarks().forEach(remark -> output.say("  " + remark));
        if (back != null) {
            output.say("What was there before is kept, closed for everybody, in: " + String.join(" ", done.kept()));
            output.say("  Put it back:  " + back);
            removal(done.kept()).forEach(line -> output.say("  Remove it, when nobody needs it:  " + line));
        }
    }

    private void stays(List<String> kept, String words) {
        if (!kept.isEmpty()) {
            output.remark(words + String.join(" ", kept));
        }
    }

    /// @return the exit code: 4 when something was changed since and stays
    int tell(InPlace.WentBack went) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("of", went.of());
        fields.put("outcome", went.outcome().word());
        fields.put("run", went.run());
        fields.put("back", fields(went.back()));
        fields.put("left", fields(went.left()));
        fields.put("kept", went.kept());
        var exit = Ends.tell(went.outcome(), went.run(), fields, output);
        if (!(went.outcome() instanceof Outcome.Succeeded)) {
            return exit;
        }
        if (!output.json()) {
            output.say("%s as before run %s.".formatted(Text.count(went.back().count(), "name"), went.of()));
            say(went.left(), "were changed since and stay");
            stays(went.kept(), "what was kept of them stays in ");
        }
        return went.left().count() == 0 ? exit : Kind.REFUSED.exitCode();
    }
}
