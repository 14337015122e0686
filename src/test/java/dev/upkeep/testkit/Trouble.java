package dev.upkeep.testkit;

import dev.upkeep.base.problem.Kind;
import dev.upkeep.base.problem.UpkeepException;
import dev.upkeep.run.Procedure;
import dev.upkeep.run.RunContext;
import dev.upkeep.run.RunId;
import dev.upkeep.run.Step;
import java.util.List;
import java.util.stream.IntStream;

/// A procedure in trouble: a step or an undo fails before or after its work, and each checkpoint is a moment for the
/// plug.
public record Trouble<S>(Procedure<S> procedure, Plug plug, Failing failingStep, Failing failingUndo)
        implements Procedure<S> {
    @Override
    public String verb() {
        return procedure.verb();
    }

    @Override
    public List<Step<S>> steps() {
        var steps = procedure.steps();
        return IntStream.range(0, steps.size())
                .<Step<S>>mapToObj(index -> new Troubled<>(steps.get(index), index, this))
                .toList();
    }

    @Override
    public String write(S state) {
        return procedure.write(state);
    }

    @Override
    public S read(String json) {
        return procedure.read(json);
    }

    private record Troubled<S>(Step<S> step, int index, Trouble<S> trouble) implements Step<S> {
        @Override
        public String name() {
            return step.name();
        }

        @Override
        public S perform(S state, RunContext context) {
            failWhen(trouble.failingStep.before(index));
            var next = step.perform(state, new PluggedContext(context, trouble.plug));
            failWhen(trouble.failingStep.after(index));
            return next;
        }

        @Override
        public void undo(S state, RunContext context) {
            failWhen(trouble.failingUndo.before(index));
            step.undo(state, new PluggedContext(context, trouble.plug));
            failWhen(trouble.failingUndo.after(index));
        }

        @Override
        public Repeat repeat() {
            return step.repeat();
        }

        @Override
        public boolean pointOfNoReturn() {
            return step.pointOfNoReturn();
        }

        @Override
        public boolean goesOnAfterCrash(S state) {
            return step.goesOnAfterCrash(state);
        }

        private void failWhen(boolean fails) {
            if (fails) {
                throw new UpkeepException(Kind.FAILED, "the test let \"%s\" fail".formatted(step.name()), "");
            }
        }
    }

    private record PluggedContext(RunContext context, Plug plug) implements RunContext {
        @Override
        public RunId run() {
            return context.run();
        }

        @Override
        public void note(String line) {
            context.note(line);
        }

        @Override
        public void progress(String what, long done, long total, Unit unit) {
            context.progress(what, done, total, unit);
        }

        @Override
        public void checkpoint() {
            plug.moment();
            context.checkpoint();
        }
    }
}
