package dev.upkeep.run;

import java.util.ArrayList;
import java.util.List;

/// How far a run came: the states after each ended step, the last step that was started, and what is to be undone.
final class Reached<S> {
    private final List<S> states = new ArrayList<>();
    private int toUndo = -1;

    Reached(S initial) {
        states.add(initial);
    }

    /// How many steps have ended.
    int ended() {
        return states.size() - 1;
    }

    /// The state that the next step starts from.
    S state() {
        return states.getLast();
    }

    /// The last state known of a step: the one it ended with, or else the one it started from.
    S stateOf(int step) {
        return states.get(Math.min(step + 1, ended()));
    }

    /// The last step that was started and not taken back; -1 when there is none.
    int toUndo() {
        return toUndo;
    }

    void started(int step) {
        toUndo = step;
    }

    void ended(S state) {
        states.add(state);
    }

    void undone() {
        undone(toUndo);
    }

    void undone(int step) {
        toUndo = step - 1;
    }

    /// Whether a point of no return is behind us, or nothing is left to do.
    boolean mustBeFinished(List<Step<S>> steps) {
        return ended() == steps.size() || steps.subList(0, ended()).stream().anyMatch(Step::pointOfNoReturn);
    }
}
