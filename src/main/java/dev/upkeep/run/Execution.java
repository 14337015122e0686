package dev.upkeep.run;

import dev.upkeep.base.problem.Problem;
import java.util.List;
import java.util.Optional;

/// Performs one run's steps, or takes them back, journal first. Used by one thread. What the journal refuses ends it
/// at once, by that exception: without journal nothing more is done to the world.
final class Execution<S> {
    private final Procedure<S> procedure;
    private final List<Step<S>> steps;
    private final Reached<S> reached;
    private final RunLog log;
    private final Stop.Hold hold;

    Execution(Procedure<S> procedure, Reached<S> reached, RunLog log, Stop.Hold hold) {
        this.procedure = procedure;
        this.steps = procedure.steps();
        this.reached = reached;
        this.log = log;
        this.hold = hold;
    }

    /// Performs what is left. A failure before the point of no return takes everything back; after it the step is
    /// performed once more, and then the run is stuck.
    Ended<S> forward() {
        var failures = 0;
        while (reached.ended() < steps.size()) {
            var index = reached.ended();
            var problem = attempt(index);
            if (problem.isEmpty()) {
                failures = 0;
            } else if (!mustBeFinished()) {
                return back(steps.get(index).name(), problem.get());
            } else if (++failures > 1 || steps.get(index).repeat() == Step.Repeat.ASK) {
                return stuck(steps.get(index).name(), problem.get());
            }
        }
        return end(new Outcome.Succeeded());
    }

    /// Takes back what was started and not yet taken back, the last step first.
    Ended<S> back(String failed, Problem cause) {
        hold.shield();
        while (reached.toUndo() >= 0) {
            var index = reached.toUndo();
            var problem = undo(index);
            if (problem.isPresent()) {
                return end(new Outcome.Stuck(failed, cause, steps.get(index).name(), problem.get()));
            }
        }
        return end(new Outcome.RolledBack(failed, cause));
    }

    /// Ends the run for a person to look at, although nothing more was tried.
    Ended<S> stuck(String failed, Problem cause) {
        return end(new Outcome.Stuck(failed, cause, failed, cause));
    }

    private boolean mustBeFinished() {
        return reached.mustBeFinished(steps);
    }

    private Optional<Problem> attempt(int index) {
        try {
            perform(index, steps.get(index));
            return Optional.empty();
        } catch (Throwable failure) {
            var step = steps.get(index);
            var problem = hold.cause(Problems.of(failure, step.name(), log.run()));
            hold.shield();
            requireLease(failure);
            log.write(new Entry.StepFailed(index, step.name(), problem));
            return Optional.of(problem);
        }
    }

    private void perform(int index, Step<S> step) {
        hold.check();
        log.write(new Entry.StepStarted(index, step.name()));
        reached.started(index);
        var next = step.perform(reached.state(), new LiveContext(log, hold::check));
        log.write(new Entry.StepEnded(index, step.name(), procedure.write(next)));
        reached.ended(next);
        if (mustBeFinished()) {
            hold.shield();
        }
    }

    private Optional<Problem> undo(int index) {
        var step = steps.get(index);
        try {
            log.write(new Entry.UndoStarted(index, step.name()));
            step.undo(reached.stateOf(index), new LiveContext(log, () -> {}));
            log.write(new Entry.UndoEnded(index, step.name()));
            reached.undone();
            return Optional.empty();
        } catch (Throwable failure) {
            requireLease(failure);
            var problem = Problems.of(failure, step.name(), log.run());
            log.write(new Entry.UndoFailed(index, step.name(), problem));
            return Optional.of(problem);
        }
    }

    /// Only the owner may say or do more about the run.
    private void requireLease(Throwable failure) {
        try {
            log.check();
        } catch (RuntimeException | Error fenced) {
            if (!fenced.equals(failure)) {
                fenced.addSuppressed(failure);
            }
            throw fenced;
        }
    }

    private Ended<S> end(Outcome outcome) {
        log.write(new Entry.RunEnded(outcome.word()));
        return new Ended<>(log.run(), outcome, reached.state());
    }
}
