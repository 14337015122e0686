package dev.upkeep.operations.demo;

/// Hears the demo's story while it happens. A face prints it; one that talks to a person may wait at each chapter's
/// start until they go on.
public interface Narrator {
    /// @param number from 1 to `of`
    void chapter(int number, int of, String title);

    /// What happens now, and why: a sentence or two for somebody who sees Upkeep for the first time.
    void say(String words);

    /// What one would type to do this oneself.
    void command(String line);

    /// What was seen, measured now.
    void seen(String fact);
}
