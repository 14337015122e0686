package dev.upkeep.run;

import dev.upkeep.base.problem.Kind;
import dev.upkeep.base.problem.Problem;
import dev.upkeep.base.problem.UpkeepException;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// What the journal knows about a run whose process is gone, and what follows from it. What the steps find in the
/// world decides the rest.
///
/// @param failedStep where it failed or was left; empty when no step had begun
/// @param failure why, when the journal says so
/// @param broken the step that had started and neither ended nor failed; -1 when there is none
record LeftBehind<S>(
        Reached<S> reached, String failedStep, @Nullable Problem failure, int broken) {
    /// @throws UpkeepException STUCK when the entries are another procedure's, as after a change of version
    static <S> LeftBehind<S> of(Procedure<S> procedure, List<JournalLine> lines) {
        var steps = procedure.steps();
        var reached = new Reached<>(procedure.read(beginning(lines).state()));
        var failedStep = "";
        Problem failure = null;
        var broken = -1;
        for (var line : lines) {
            switch (line.entry()) {
                case Entry.StepStarted(var step, var name) -> {
                    requireSame(steps, step, name);
                    reached.started(step);
                    failedStep = name;
                    failure = null;
                    broken = step;
                }
                case Entry.StepEnded(var ignored, var ignoredName, var state) -> {
                    reached.ended(procedure.read(state));
                    broken = -1;
                }
                case Entry.StepFailed(var ignored, var name, var problem) -> {
                    failedStep = name;
                    failure = problem;
                    broken = -1;
                }
                case Entry.UndoEnded(var step, var ignored) -> reached.undone(step);
                case Entry.RunStarted ignored -> {}
                case Entry.UndoStarted ignored -> {}
                case Entry.UndoFailed ignored -> {}
                case Entry.Noted ignored -> {}
                case Entry.TakenUp ignored -> {}
                case Entry.RunEnded ignored -> {}
                case Entry.Settled ignored -> {}
            }
        }
        return new LeftBehind<>(reached, failedStep, failure, broken);
    }

    /// Whether only a person can tell how to finish it.
    boolean needsPerson(List<Step<S>> steps) {
        var next = reached.ended();
        return reached.mustBeFinished(steps)
                && next < steps.size()
                && steps.get(next).repeat() == Step.Repeat.ASK
                && (broken == next || failure != null);
    }

    /// Whether nothing failed, and the world shows that going on is better than taking back.
    boolean goesOn(List<Step<S>> steps) {
        return failure == null
                && IntStream.rangeClosed(0, reached.toUndo())
                        .anyMatch(step -> steps.get(step).goesOnAfterCrash(reached.stateOf(step)));
    }

    private static Entry.RunStarted beginning(List<JournalLine> lines) {
        if (!lines.isEmpty() && lines.getFirst().entry() instanceof Entry.RunStarted beginning) {
            return beginning;
        }
        throw new UpkeepException(Kind.STUCK, "the run's journal has no beginning", "Please report this.");
    }

    private static <S> void requireSame(List<Step<S>> steps, int step, String name) {
        if (step < steps.size() && steps.get(step).name().equals(name)) {
            return;
        }
        throw new UpkeepException(
                Kind.STUCK,
                "the run was begun by another version of Upkeep: its step %d was \"%s\"".formatted(step + 1, name),
                "Run that version's upkeep once, or look what is left to do, then: upkeep settle");
    }
}
