package dev.upkeep.testkit;

/// Which step, or which undo, fails.
///
/// @param step counted from 0; -1 for none
/// @param late whether it fails after its work, not before
public record Failing(int step, boolean late) {
    static final Failing NONE = new Failing(-1, false);

    boolean before(int index) {
        return index == step && !late;
    }

    boolean after(int index) {
        return index == step && late;
    }
}
