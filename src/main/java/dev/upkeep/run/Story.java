package dev.upkeep.run;

import dev.upkeep.base.problem.Problem;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One run from its beginning to now.
public record Story(RunSummary run, List<Told> lines) {
    public Story {
        lines = List.copyOf(lines);
    }

    /// @param took how long the step, the undo or the whole run lasted, at the entry that ends it
    public record Told(Instant at, Entry entry, @Nullable Duration took) {}

    static Story of(RunSummary run, List<JournalLine> lines) {
        var begun = new HashMap<String, Instant>();
        return new Story(
                run,
                lines.stream()
                        .map(line -> new Told(line.at(), line.entry(), took(line, begun)))
                        .toList());
    }

    private static @Nullable Duration took(JournalLine line, Map<String, Instant> begun) {
        return switch (line.entry()) {
            case Entry.RunStarted ignored -> begin(begun, "run", line);
            case Entry.StepStarted(var step, var ignored) -> begin(begun, "step" + step, line);
            case Entry.UndoStarted(var step, var ignored) -> begin(begun, "undo" + step, line);
            case Entry.StepEnded ended -> since(begun, "step" + ended.step(), line);
            case Entry.StepFailed failed -> since(begun, "step" + failed.step(), line);
            case Entry.UndoEnded ended -> since(begun, "undo" + ended.step(), line);
            case Entry.UndoFailed failed -> since(begun, "undo" + failed.step(), line);
            case Entry.RunEnded ignored -> since(begun, "run", line);
            case Entry.Noted ignored -> null;
            case Entry.TakenUp ignored -> null;
            case Entry.Settled ignored -> null;
        };
    }

    private static @Nullable Duration begin(Map<String, Instant> begun, String what, JournalLine line) {
        begun.put(what, line.at());
        return null;
    }

    private static @Nullable Duration since(Map<String, Instant> begun, String what, JournalLine line) {
        var start = begun.get(what);
        return start == null ? null : Duration.between(start, line.at());
    }

    /// How it ended, with what failed; nothing while it has not.
    public Optional<Outcome> outcome() {
        return switch (run.condition()) {
            case RUNNING, INTERRUPTED -> Optional.empty();
            case DONE -> Optional.of(new Outcome.Succeeded());
            case ROLLED_BACK -> failure().map(failed -> new Outcome.RolledBack(failed.name(), failed.problem()));
            case STUCK -> failure().map(this::stuck);
        };
    }

    private Outcome stuck(Entry.StepFailed failed) {
        var undo = last(Entry.UndoFailed.class);
        var name = undo.map(Entry.UndoFailed::name).orElse(failed.name());
        Problem problem = undo.map(Entry.UndoFailed::problem).orElse(failed.problem());
        return new Outcome.Stuck(failed.name(), failed.problem(), name, problem);
    }

    private Optional<Entry.StepFailed> failure() {
        return last(Entry.StepFailed.class);
    }

    private <E extends Entry> Optional<E> last(Class<E> kind) {
        return lines.reversed().stream()
                .map(Told::entry)
                .filter(kind::isInstance)
                .map(kind::cast)
                .findFirst();
    }
}
