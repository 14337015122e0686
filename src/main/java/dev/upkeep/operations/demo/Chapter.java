package dev.upkeep.operations.demo;

/// One chapter of the demo: it does something with Upkeep, then looks at the world whether its promise held.
///
/// @param promise as the summary shows it
record Chapter(String title, String promise, Telling telling) {
    @FunctionalInterface
    interface Telling {
        Evidence tell(Scene scene);
    }
}
