package dev.upkeep.operations.inplace;

import dev.upkeep.base.problem.Kind;
import dev.upkeep.base.problem.UpkeepException;
import dev.upkeep.run.Procedure;
import dev.upkeep.run.RunContext;
import dev.upkeep.run.StateJson;
import dev.upkeep.run.Step;
import java.util.List;

/// `restore APP --back RUN`: takes back what a restore in place did. Each name is taken back in one move, so a crash is
/// gone on with.
final class GoBack implements Procedure<GoBack.State> {
    static final String VERB = "restore-back";

    /// @param of the run that is taken back
    record State(String app, String of, List<Place> places, Count back, Count left) {
        State {
            places = List.copyOf(places);
        }

        static State of(String app, String run, List<Place> places) {
            return new State(app, run, places, Count.NONE, Count.NONE);
        }
    }

    @Override
    public String verb() {
        return VERB;
    }

    @Override
    public List<Step<State>> steps() {
        return List.of(new Look(), new PutBack());
    }

    @Override
    public String write(State state) {
        return StateJson.write(state);
    }

    @Override
    public State read(String json) {
        return StateJson.read(json, State.class);
    }

    private static final class Look implements Step<State> {
        @Override
        public String name() {
            return "look for what the run kept";
        }

        @Override
        public boolean pointOfNoReturn() {
            return true;
        }

        @Override
        public State perform(State state, RunContext context) {
            if (state.places().stream().noneMatch(place -> TakeBack.isThere(place, state.of()))) {
                throw new UpkeepException(
                        Kind.NOT_FOUND,
                        "run %s left nothing to go back to in the files of %s".formatted(state.of(), state.app()),
                        "The answer of a restore in place names its run; upkeep runs %s lists them."
                                .formatted(state.app()));
            }
            return state;
        }

        @Override
        public void undo(State state, RunContext context) {
            // It only looks.
        }
    }

    private static final class PutBack implements Step<State> {
        @Override
        public String name() {
            return "put back what was there before";
        }

        @Override
        public State perform(State state, RunContext context) {
            var taking = new TakeBack(state.of(), context::checkpoint);
            state.places().reversed().forEach(taking::takeBack);
            taking.left()
                    .examples()
                    .forEach(name -> context.note("%s was changed since and stays as it is".formatted(name)));
            return new State(state.app(), state.of(), state.places(), taking.back(), taking.left());
        }

        @Override
        public void undo(State state, RunContext context) {
            // It is past the point of no return.
        }
    }
}
