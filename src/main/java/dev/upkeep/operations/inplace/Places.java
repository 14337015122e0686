package dev.upkeep.operations.inplace;

import dev.upkeep.base.problem.Kind;
import dev.upkeep.base.problem.UpkeepException;
import dev.upkeep.drivers.files.TreeName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Finds where groups of a set live, by `files:` of upkeep.yml as it is now. Links on the way to a group are followed,
/// once, as a backup does.
final class Places {
    private Places() {}

    /// @param trees of upkeep.yml
    /// @param groups of the set, with the name of the only file of those that are one file
    /// @throws UpkeepException CONFIGURATION, MISSING or REFUSED when one has no place, or one of another kind
    static List<Place> find(Map<String, Path> trees, Map<String, Optional<TreeName>> groups) {
        var places = new ArrayList<Place>();
        groups.forEach((group, only) -> {
            var configured = trees.get(group);
            if (configured == null) {
                throw new UpkeepException(
                        Kind.CONFIGURATION,
                        "the set's files \"%s\" have no place: upkeep.yml does not name them".formatted(group),
                        "Name %s under files in upkeep.yml, or restore it into a new folder with --to."
                                .formatted(group));
            }
            places.add(find(group, configured, only));
        });
        return places;
    }

    /// Those of all groups that are there.
    static List<Place> existing(Map<String, Path> trees) {
        var places = new ArrayList<Place>();
        new TreeMap<>(trees).forEach((group, configured) -> {
            try {
                var real = configured
                        .toAbsolutePath()
                        .resolveSibling(".")
                        .toRealPath()
                        .resolve(configured.getFileName());
                var found = Files.exists(real) ? real.toRealPath() : real;
                var folder = Files.isDirectory(found)
                        ? found
                        : found.resolveSibling(".").normalize();
                places.add(place(group, folder, false));
            } catch (IOException notThere) {
                return;
            }
        });
        return places;
    }

    private static Place find(String group, Path configured, Optional<TreeName> only) {
        try {
            return Files.exists(configured)
                    ? existing(group, configured.toRealPath(), only)
                    : missing(group, configured, only);
        } catch (IOException failed) {
            throw new UpkeepException(
                    Kind.MISSING,
                    "files.%s: %s cannot be reached: %s".formatted(group, configured, failed.getMessage()),
                    "Its folder must exist: make or mount it, then restore again.",
                    failed);
        }
    }

    private static Place existing(String group, Path real, Optional<TreeName> only) {
        if (only.isEmpty() == Files.isDirectory(real)) {
            return only.isEmpty() ? place(group, real, false) : ofFile(group, real, only.get());
        }
        throw refused(
                group,
                "%s is %s"
                        .formatted(
                                real,
                                only.isEmpty()
                                        ? "a file, and a folder in the set"
                                        : "a folder, and a file in the set"));
    }

    private static Place missing(String group, Path configured, Optional<TreeName> only) throws IOException {
        if (Files.isSymbolicLink(configured)) {
            throw refused(group, "%s is a link that leads nowhere".formatted(configured));
        }
        var above = configured.toAbsolutePath().resolveSibling(".").toRealPath();
        var path = above.resolve(configured.getFileName());
        return only.isEmpty() ? place(group, path, true) : ofFile(group, path, only.get());
    }

    private static Place ofFile(String group, Path file, TreeName name) {
        var folder = file.getParent();
        if (folder == null || !name.in(folder).equals(file)) {
            throw refused(group, "the set has %s, and upkeep.yml names %s".formatted(name, file));
        }
        return place(group, folder, false);
    }

    private static Place place(String group, Path folder, boolean missing) {
        if (!Path.of(folder.toString()).equals(folder)) {
            throw refused(group, "%s is no name in this machine's encoding".formatted(folder));
        }
        return new Place(group, folder.toString(), missing);
    }

    /// Makes the folder of a group that is missing; only this account may enter it at first.
    static void makeFolder(Place place) {
        var path = place.path();
        if (!place.missing() || Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try {
            Files.createDirectory(path);
            Files.setAttribute(path, "unix:mode", 0700);
        } catch (IOException failed) {
            throw new UpkeepException(
                    Kind.MISSING,
                    "could not make %s: %s".formatted(path, failed.getMessage()),
                    "The folder that holds it must be this account's to write.",
                    failed);
        }
    }

    private static UpkeepException refused(String group, String why) {
        return new UpkeepException(
                Kind.REFUSED,
                "files.%s: %s".formatted(group, why),
                "Restore it into a new folder with --to, and compare.");
    }
}
