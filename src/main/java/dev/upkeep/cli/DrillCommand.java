package dev.upkeep.cli;

import dev.upkeep.base.problem.Kind;
import dev.upkeep.operations.drill.Drilling.Drilled;
import dev.upkeep.operations.sets.Drill;
import dev.upkeep.operations.sets.Drill.Phase;
import dev.upkeep.operations.sets.Drills;
import dev.upkeep.run.Outcome;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `upkeep drill [APP [SET]]`.
@Command(
        name = "drill",
        description = "Brings a set back into a private server and a scratch folder by the clock.",
        footer = {
            "",
            "The clock stops when the first write is committed into the restored database; then every row is compared. The",
            "time is written down in the store, and the next one is predicted from it. objectives: { rto: 90 min, rpo: 24 h }",
            "in upkeep.yml says what was promised. Nothing that is live is touched.",
            "",
            "Examples:",
            "  upkeep drill                         the newest set of the only app",
            "  upkeep drill vms 20261121T0735       an older one, by the beginning of its id",
            "  upkeep drill vms --history           all drills so far",
            "",
            "Exit codes: 0 within the objectives, 1 not, 3 the set is damaged, 5 this machine can't do it."
        })
final class DrillCommand implements Callable<Integer> {
    private final CommandLineFace face;

    @Parameters(index = "0", arity = "0..1", paramLabel = "APP", description = "needed when there are several apps")
    private @Nullable String app;

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "SET",
            description = "id or an unmistakable beginning (default: the newest)")
    private String set = "";

    @Option(names = "--history", description = "only list the drills so far, from the store")
    private boolean history;

    DrillCommand(CommandLineFace face) {
        this.face = face;
    }

    @Override
    public Integer call() {
        return face.performOn(app, (bench, output) -> {
            var drilling = bench.drilling(bench.app(Optional.ofNullable(app)));
            if (history) {
                return tell(drilling.history(), output);
            }
            var drilled = drilling.drill(set, bench.who());
            var exit = Ends.tell(drilled.outcome(), drilled.run(), fields(drilled), output);
            if (exit != 0) {
                return exit;
            }
            if (!output.json()) {
                say(drilled, output);
            }
            return kept(drilled) ? 0 : Kind.FAILED.exitCode();
        });
    }

    private static boolean kept(Drilled drilled) {
        return drilled.inTime().orElse(true) && drilled.fresh().orElse(true);
    }

    private static void say(Drilled drilled, Output output) {
        drilled.phases().forEach(phase -> output.say("  %-12s %s".formatted(phase.name(), seconds(phase.seconds()))));
        output.say("Set %s was brought back in %s: every row is equal to its moment, every file has its recorded hash."
                .formatted(drilled.set(), seconds(drilled.seconds())));
        drilled.predicted().ifPresent(said -> output.say("Predicted was %s.".formatted(seconds(said))));
        sayObjective(
                "until the first write (rto)",
                seconds(drilled.seconds()),
                drilled.objectives().rto(),
                drilled.inTime(),
                output);
        sayObjective(
                "longest time without a set (rpo)",
                Text.seconds(drilled.gap()),
                drilled.objectives().rpo(),
                drilled.fresh(),
                output);
        if (drilled.inTime().isEmpty() && drilled.fresh().isEmpty()) {
            output.say("Nothing was promised: objectives: { rto: 90 min, rpo: 24 h } in upkeep.yml would be compared.");
        }
        drilled.unreadable().forEach(output::remark);
        output.say("Not in it: getting a machine, installing its packages, names and certificates, starting the app.");
    }

    private static void sayObjective(
            String what, String is, @Nullable Duration objective, Optional<Boolean> met, Output output) {
        if (objective != null) {
            output.say("  %-7s %s: %s, at most %s was promised"
                    .formatted(met.orElse(false) ? "kept" : "MISSED", what, is, Text.seconds(objective)));
        }
    }

    private static String seconds(double seconds) {
        return Text.seconds(Duration.ofMillis(Math.round(seconds * 1000)));
    }

    private static Map<String, Object> fields(Drilled drilled) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("set", drilled.set());
        fields.put("outcome", drilled.outcome().word());
        fields.put("run", drilled.run());
        if (drilled.outcome() instanceof Outcome.Succeeded) {
            fields.put("seconds", drilled.seconds());
            fields.put("predicted_seconds", number(drilled.predicted()));
            fields.put("next_seconds", number(drilled.next()));
            fields.put("rto_seconds", number(drilled.objectives().rto()));
            fields.put("in_time", drilled.inTime().orElse(null));
            fields.put("gap_seconds", drilled.gap().toSeconds());
            fields.put("rpo_seconds", number(drilled.objectives().rpo()));
            fields.put("fresh", drilled.fresh().orElse(null));
            fields.put("phases", phases(drilled.phases()));
        }
        return fields;
    }

    private static @Nullable Double number(OptionalDouble seconds) {
        return seconds.isPresent() ? Math.round(seconds.getAsDouble() * 1000) / 1000.0 : null;
    }

    private static @Nullable Long number(@Nullable Duration objective) {
        return objective == null ? null : objective.toSeconds();
    }

    private static List<Map<String, Object>> phases(List<Phase> phases) {
        return phases.stream()
                .map(phase -> Map.<String, Object>of("name", phase.name(), "seconds", phase.seconds()))
                .toList();
    }

    private int tell(Drills.Found found, Output output) {
        found.unreadable().forEach(output::remark);
        var drills = found.drills();
        output.document(
                Map.of("drills", drills.stream().map(DrillCommand::fields).toList()));
        if (output.json()) {
            return 0;
        }
        if (drills.isEmpty()) {
            output.say("No drill yet. Do one: upkeep drill");
            return 0;
        }
        var columns = new Columns("WHEN", "SET", "TOOK", "PREDICTED", "MACHINE", "BY");
        for (var drill : drills.reversed()) {
            columns.row(
                    Text.ago(drill.at(), face.clock().instant()),
                    drill.set().value(),
                    seconds(drill.seconds()),
                    drill.predicted() > 0 ? seconds(drill.predicted()) : "-",
                    drill.host(),
                    drill.who());
        }
        columns.lines().forEach(output::say);
        return 0;
    }

    private static Map<String, Object> fields(Drill drill) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("at", drill.at().toString());
        fields.put("set", drill.set().value());
        fields.put("seconds", drill.seconds());
        fields.put("predicted_seconds", drill.predicted() > 0 ? drill.predicted() : null);
        fields.put("gap_seconds", drill.gap());
        fields.put("host", drill.host());
        fields.put("who", drill.who());
        fields.put("run", drill.run());
        fields.put("phases", phases(drill.phases()));
        return fields;
    }
}
