package dev.upkeep.operations.demo;

/// What the world said to a chapter's promise.
record Evidence(boolean held, String seen) {
    static Evidence held(String seen) {
        return new Evidence(true, seen);
    }

    static Evidence notHeld(String seen) {
        return new Evidence(false, seen);
    }
}
