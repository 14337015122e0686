package dev.upkeep.cli;

import dev.upkeep.base.problem.Problem;
import dev.upkeep.operations.keeping.Keeping;
import dev.upkeep.run.Outcome;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// How a run's end is told: the exit code, and the problem when it was not done.
final class Ends {
    private Ends() {}

    /// Says the problem of a run that was not done, with the JSON document completed by it.
    ///
    /// @param fields of the document; gets "problem" when there is one
    /// @return the exit code
    static int tell(Outcome outcome, String run, Map<String, Object> fields, Output output) {
        var problem = problem(outcome);
        var document = new LinkedHashMap<>(fields);
        problem.ifPresent(found -> document.put("problem", Output.asMap(found)));
        output.document(document);
        problem.ifPresent(found -> output.explain(found, state(outcome, run)));
        return exitCode(outcome);
    }

    /// Tells a run on one set: `{"set","outcome","run"}`.
    ///
    /// @param words what is so when it was done, with a place for the set
    static int tell(Keeping.Done done, String words, Output output) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("set", done.set());
        fields.put("outcome", done.outcome().word());
        fields.put("run", done.run());
        var exit = tell(done.outcome(), done.run(), fields, output);
        if (exit == 0 && !output.json()) {
            output.say(words.formatted(done.set()));
        }
        return exit;
    }

    private static Optional<Problem> problem(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Succeeded ignored -> Optional.empty();
            case Outcome.RolledBack back -> Optional.of(back.cause());
            case Outcome.Stuck stuck -> Optional.of(stuck.cause());
        };
    }

    private static String state(Outcome outcome, String run) {
        return switch (outcome) {
            case Outcome.Succeeded ignored -> "";
            case Outcome.RolledBack ignored -> "Everything that was begun is taken back. The story: upkeep log " + run;
            case Outcome.Stuck stuck ->
                "STUCK: \"%s\" could not be %s. The next command tries again. A person may look: upkeep log %s; then: upkeep settle %s"
                        .formatted(
                                stuck.failedUndo(),
                                verb(stuck) + ": " + stuck.undoCause().message(),
                                run,
                                run);
        };
    }

    /// Past the point of no return nothing is taken back.
    private static String verb(Outcome.Stuck stuck) {
        return stuck.undoCause().equals(stuck.cause()) ? "finished" : "taken back";
    }

    private static int exitCode(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Succeeded ignored -> 0;
            case Outcome.RolledBack back -> back.cause().kind().exitCode();
            case Outcome.Stuck ignored -> 6;
        };
    }
}
