package dev.upkeep.testkit;

import dev.upkeep.run.Procedure;
import dev.upkeep.run.RunContext;
import dev.upkeep.run.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;

/// A procedure whose steps each put a thing of the run's name into a made-up world, and take it out again. A test
/// adds what else should happen. The state is the names of the steps that ended, separated by commas, after the
/// run's id and a colon.
public final class ScriptedProcedure implements Procedure<String> {
    private final Set<String> world;
    private final List<Step<String>> steps = new ArrayList<>();

    public ScriptedProcedure(Set<String> world) {
        this.world = world;
    }

    /// A world that several threads may look at.
    public static Set<String> emptyWorld() {
        return new ConcurrentSkipListSet<>();
    }

    public ScriptedProcedure step(String name) {
        return step(new Scripted(name));
    }

    public ScriptedProcedure step(Scripted step) {
        step.world = world;
        steps.add(step);
        return this;
    }

    @Override
    public String verb() {
        return "script";
    }

    @Override
    public List<Step<String>> steps() {
        return List.copyOf(steps);
    }

    @Override
    public String write(String state) {
        return "\"" + state + "\"";
    }

    @Override
    public String read(String json) {
        return json.substring(1, json.length() - 1);
    }

    /// What a test adds to a step.
    @FunctionalInterface
    public interface Addition {
        void happens(RunContext context);
    }

    /// A step; what is not set does nothing besides.
    public static final class Scripted implements Step<String> {
        private final String name;
        private Set<String> world = Set.of();
        private Addition halfway = context -> {};
        private Addition undoing = context -> {};
        private Repeat repeat = Repeat.IDEMPOTENT;
        private boolean pointOfNoReturn;

        public Scripted(String name) {
            this.name = name;
        }

        /// Happens when half of the work is done.
        public Scripted halfway(Addition addition) {
            halfway = addition;
            return this;
        }

        /// Happens before the work is taken back.
        public Scripted undoing(Addition addition) {
            undoing = addition;
            return this;
        }

        public Scripted repeat(Repeat how) {
            repeat = how;
            return this;
        }

        public Scripted noReturn() {
            pointOfNoReturn = true;
            return this;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public String perform(String state, RunContext context) {
            world.add(thing(context, "half of "));
            context.checkpoint();
            halfway.happens(context);
            context.note("half of " + name);
            world.add(thing(context, ""));
            return state + name + ",";
        }

        @Override
        public void undo(String state, RunContext context) {
            undoing.happens(context);
            context.checkpoint();
            world.remove(thing(context, "half of "));
            world.remove(thing(context, ""));
        }

        @Override
        public Repeat repeat() {
            return repeat;
        }

        @Override
        public boolean pointOfNoReturn() {
            return pointOfNoReturn;
        }

        private String thing(RunContext context, String how) {
            return context.run() + " " + how + name;
        }
    }
}
