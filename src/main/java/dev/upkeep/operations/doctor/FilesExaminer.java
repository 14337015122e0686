package dev.upkeep.operations.doctor;

import dev.upkeep.app.App;
import dev.upkeep.base.problem.UpkeepException;
import dev.upkeep.base.text.Quantity;
import dev.upkeep.drivers.files.Excludes;
import dev.upkeep.drivers.files.FileGroup;
import dev.upkeep.drivers.files.TreeWalk;
import dev.upkeep.operations.doctor.Finding.Failure;
import dev.upkeep.operations.doctor.Finding.Fine;
import dev.upkeep.operations.doctor.Finding.Warning;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Looks whether every file that a backup would read can be read, without reading it.
final class FilesExaminer {
    private final App app;
    private final Set<String> usedPatterns = new HashSet<>();
    private long bytes;
    private boolean allSeen = true;

    FilesExaminer(App app) {
        this.app = app;
    }

    /// Of all files, once they were examined.
    long bytes() {
        return bytes;
    }

    List<Finding> examine() {
        var found = new ArrayList<Finding>();
        app.files().trees().forEach((name, tree) -> found.addAll(examine(name, tree)));
        found.addAll(uselessPatterns());
        return found;
    }

    private List<Finding> examine(String name, Path tree) {
        var what = "files " + name;
        if (Files.notExists(tree)) {
            allSeen = false;
            return List.of(new Failure(
                    what, "%s does not exist".formatted(tree), "Correct files in %s.".formatted(app.file())));
        }
        try {
            var group = FileGroup.find(name, tree);
            var patterns = app.files().exclude();
            var seen = new SeenTree(group, patterns);
            TreeWalk.walk(group, new Excludes(patterns), seen);
            bytes += seen.bytes();
            usedPatterns.addAll(seen.usedPatterns());
            return findings(what, tree, seen);
        } catch (UpkeepException failure) {
            allSeen = false;
            return List.of(Failure.of(what, failure.problem()));
        }
    }

    private static List<Finding> findings(String what, Path tree, SeenTree seen) {
        var found = new ArrayList<Finding>();
        if (seen.unreadable() > 0) {
            found.add(new Failure(
                    what,
                    "%d can't be read, for example %s".formatted(seen.unreadable(), seen.unreadableExample()),
                    "Let Upkeep's account read them (setfacl -m u:ACCOUNT:rX PATH), or leave them out with exclude."));
        } else {
            found.add(new Fine(
                    what,
                    "%s: %s, %d MB".formatted(tree, Quantity.of(seen.files(), "file"), seen.bytes() / 1_000_000)));
        }
        if (seen.skipped() > 0) {
            found.add(new Warning(
                    what,
                    "%d can't be in a backup, for example %s".formatted(seen.skipped(), seen.skippedExample()),
                    "Name them under exclude when that is right."));
        }
        return found;
    }

    /// A slip of the hand in a pattern keeps nothing out. Unknown while something could not be looked at.
    private List<Finding> uselessPatterns() {
        return app.files().exclude().stream()
                .filter(pattern -> allSeen && !usedPatterns.contains(pattern))
                .<Finding>map(pattern -> new Warning(
                        "exclude",
                        "\"%s\" matches nothing at present".formatted(pattern),
                        "Look whether it is written right: exclude in %s.".formatted(app.file())))
                .toList();
    }
}
