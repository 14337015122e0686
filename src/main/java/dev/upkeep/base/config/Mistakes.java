package dev.upkeep.base.config;

import dev.upkeep.base.problem.Kind;
import dev.upkeep.base.problem.UpkeepException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/// Gathers what is wrong while files are read, so that all of it is told at once. For one thread.
public final class Mistakes {
    private static final Comparator<Mistake> IN_ORDER = Comparator.comparing(
                    (Mistake mistake) -> mistake.where().file())
            .thenComparingInt(mistake -> mistake.where().line())
            .thenComparingInt(mistake -> mistake.where().column());

    private final List<Mistake> all = new ArrayList<>();

    public void add(Mark where, String what, String hint) {
        all.add(new Mistake(where, what, hint));
    }

    public int count() {
        return all.size();
    }

    /// In the order of the files' text.
    public List<Mistake> all() {
        return all.stream().sorted(IN_ORDER).toList();
    }

    /// @throws UpkeepException CONFIGURATION with every mistake on a line of its own, when there is one
    public void throwIfAny() {
        if (all.isEmpty()) {
            return;
        }
        var lines = all().stream().map(Mistake::toString).collect(Collectors.joining("\n"));
        throw new UpkeepException(Kind.CONFIGURATION, lines, "Correct this, then run: upkeep doctor");
    }
}
