package dev.upkeep.cli;

import dev.upkeep.base.problem.Kind;
import dev.upkeep.base.problem.Problem;
import dev.upkeep.base.problem.UpkeepException;
import dev.upkeep.run.Entry;
import dev.upkeep.run.RunId;
import dev.upkeep.run.RunSummary;
import dev.upkeep.run.Story;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `upkeep log [RUN]`.
@Command(
        name = "log",
        description = "Tells the story of one run: each step, how long it took, and how it ended.",
        footer = {
            "",
            "Examples:",
            "  upkeep log                              the newest run of all apps",
            "  upkeep log vms                          the newest run of vms",
            "  upkeep log 20261121-073501-4f2a9c --json"
        })
final class LogCommand implements Callable<Integer> {
    private final CommandLineFace face;

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "RUN|APP",
            description = "a run as `upkeep runs` lists it, or an app for its newest run (default: the newest of all)")
    private @Nullable String which;

    LogCommand(CommandLineFace face) {
        this.face = face;
    }

    @Override
    public Integer call() {
        return face.perform(this::tell);
    }

    private int tell(Workbench bench, Output output) {
        var story = bench.runs().story(run(bench));
        output.document(document(story));
        if (output.json()) {
            return 0;
        }
        var summary = story.run();
        output.say("%s of %s by %s".formatted(summary.verb(), summary.app(), summary.who()));
        story.lines().forEach(told -> lines(told).ifPresent(output::say));
        return 0;
    }

    /// An app that was taken out of the configuration still has its runs.
    private RunId run(Workbench bench) {
        var word = which;
        if (word == null) {
            return newest(bench.runs().newest(1))
                    .orElseThrow(() -> new UpkeepException(Kind.NOT_FOUND, "nothing was run yet", ""));
        }
        var ofApp = newest(bench.runs().newest(word, 1));
        return ofApp.orElseGet(() -> id(word, " is neither a run's id nor an app that has runs"));
    }

    private static Optional<RunId> newest(List<RunSummary> runs) {
        return runs.stream().findFirst().map(RunSummary::id);
    }

    static RunId id(String word) {
        return id(word, " is not a run's id");
    }

    private static RunId id(String word, String butIs) {
        try {
            return new RunId(word);
        } catch (IllegalArgumentException wrong) {
            throw new UpkeepException(Kind.USAGE, "\"" + word + "\"" + butIs, "upkeep runs lists them.", wrong);
        }
    }

    private static Optional<String> lines(Story.Told told) {
        var took = Optional.ofNullable(told.took())
                .map(duration -> "  (" + Text.seconds(duration) + ")")
                .orElse("");
        return words(told.entry()).map(words -> Text.moment(told.at()) + "  " + words + took);
    }

    private static Optional<String> words(Entry entry) {
        return switch (entry) {
            case Entry.RunStarted ignored -> Optional.of("begun");
            case Entry.StepStarted ignored -> Optional.empty();
            case Entry.StepEnded(var step, var name, var ignored) -> Optional.of("done: " + name);
            case Entry.StepFailed(var step, var name, var problem) -> Optional.of("failed: " + name + problem(problem));
            case Entry.UndoStarted ignored -> Optional.empty();
            case Entry.UndoEnded(var step, var name) -> Optional.of("taken back: " + name);
            case Entry.UndoFailed(var step, var name, var problem) ->
                Optional.of("could not take back: " + name + problem(problem));
            case Entry.Noted(var line) -> Optional.of("  " + line);
            case Entry.TakenUp(var by) -> Optional.of("taken up by " + by);
            case Entry.RunEnded(var outcome) -> Optional.of("ended: " + outcome.replace('_', ' '));
            case Entry.Settled(var who, var note) -> Optional.of("settled by " + who + ": " + note);
        };
    }

    private static String problem(Problem problem) {
        return ": " + problem.message() + (problem.hint().isEmpty() ? "" : " — " + problem.hint());
    }

    private static Map<String, Object> document(Story story) {
        var fields = new LinkedHashMap<String, Object>(RunsCommand.fields(story.run()));
        fields.put("entries", story.lines().stream().map(LogCommand::fields).toList());
        return fields;
    }

    private static Map<String, Object> fields(Story.Told told) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("at", told.at().toString());
        fields.put("entry", told.entry().getClass().getSimpleName());
        words(told.entry()).ifPresent(words -> fields.put("text", words.strip()));
        Optional.ofNullable(told.took()).ifPresent(took -> fields.put("seconds", took.toMillis() / 1000.0));
        return fields;
    }
}
