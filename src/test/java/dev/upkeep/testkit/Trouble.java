package dev.upkeep.testkit;

import dev.upkeep.base.problem.Kind;
import dev.upkeep.base.problem.UpkeepException;
import dev.upkeep.run.Procedure;
import dev.upkeep.run.RunContext;
import dev.upkeep.run.RunId;
import dev.upkeep.run.Step;
import java.util.List;
import java.util.stream.IntStream;

/// A procedure in trouble: one step fails before or after its work, and each checkpoint is a moment for the plug.
///
/// @param failing the step that fails, -1 for none
/// @param late whether it fails after its work, not before
public record Trouble<S>(Procedure<S> procedure, Plug plug, int failing, boolean late) implements Procedure<S> {
    @Override
    public String verb() {
        return procedure.verb();
    }

    @Override
    public List<Step<S>> steps() {
        var steps = procedure.steps();
        return IntStream.range(0, steps.size())
                .<Step<S>>mapToObj(index -> new Troubled<>(steps.get(index), plug, index == failing, late))
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

    private record Troubled<S>(Step<S> step, Plug plug, boolean failing, boolean late) implements Step<S> {
        @Override
        public String name() {
            return step.name();
        }

        @Override
        public S perform(S state, RunContext context) {
            if (failing && !late) {
                throw failure();
            }
            var next = step.perform(state, new PluggedContext(context, plug));
            if (failing) {
                throw failure();
            }
            return next;
        }

        @Override
        public void undo(S state, RunContext context) {
            step.undo(state, new PluggedContext(context, plug));
        }

        @Override
        public Repeat repeat() {
            return step.repeat();
        }

        @Override
        public boolean pointOfNoReturn() {
            return step.pointOfNoReturn();
        }

        private UpkeepException failure() {
            return new UpkeepException(Kind.FAILED, "the test let \"%s\" fail".formatted(step.name()), "");
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
