package dev.upkeep.operations.restore;

import dev.upkeep.base.problem.Kind;
import dev.upkeep.base.problem.UpkeepException;
import dev.upkeep.drivers.files.TreeName;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Which files of a set are meant: groups, or folders and files of a group. Remembers which words fitted something.
public final class Selection {
    private record Wanted(String word, String group, TreeName below) {}

    private final List<Wanted> wanted;
    private final Set<String> fitted = new HashSet<>();

    /// @param paths each `GROUP` or `GROUP/PATH`; empty means everything
    /// @throws UpkeepException USAGE when a path is absolute or climbs with `..`
    public Selection(List<String> paths) {
        wanted = paths.stream().map(Selection::parse).toList();
    }

    private static Wanted parse(String word) {
        var trimmed = word.endsWith("/") ? word.substring(0, word.length() - 1) : word;
        var slash = trimmed.indexOf('/');
        try {
            return slash < 0
                    ? new Wanted(word, trimmed, TreeName.ROOT)
                    : new Wanted(word, trimmed.substring(0, slash), TreeName.of(trimmed.substring(slash + 1)));
        } catch (IllegalArgumentException wrong) {
            throw new UpkeepException(
                    Kind.USAGE,
                    "\"%s\" is not GROUP or GROUP/PATH".formatted(word),
                    "Name a group of `files:`, or a path inside of one, for example uploads/2026.",
                    wrong);
        }
    }

    public boolean has(String group, TreeName name) {
        if (wanted.isEmpty()) {
            return true;
        }
        var fits = wanted.stream()
                .filter(each -> each.group().equals(group) && (each.below().isRoot() || within(name, each.below())))
                .toList();
        fits.forEach(each -> fitted.add(each.word()));
        return !fits.isEmpty();
    }

    private static boolean within(TreeName name, TreeName folder) {
        return name.equals(folder) || name.isWithin(folder);
    }

    /// Whether something of the group may be meant.
    boolean hasGroup(String group) {
        return wanted.isEmpty() || wanted.stream().anyMatch(each -> each.group().equals(group));
    }

    /// @throws UpkeepException NOT_FOUND when a word fitted nothing
    public void requireAllFitted() {
        wanted.stream()
                .map(Wanted::word)
                .filter(word -> !fitted.contains(word))
                .findFirst()
                .ifPresent(word -> {
                    throw new UpkeepException(
                            Kind.NOT_FOUND,
                            "the set has no files at \"%s\"".formatted(word),
                            "A path begins with the name of a group in `files:` of upkeep.yml.");
                });
    }
}
