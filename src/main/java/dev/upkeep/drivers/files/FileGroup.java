package dev.upkeep.drivers.files;

import dev.upkeep.base.problem.Kind;
import dev.upkeep.base.problem.UpkeepException;
import dev.upkeep.base.text.RawName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/// A named part of an application's files: a folder with all that is in it, or one file. Found anew for every backup;
/// links on the way to it are followed, once, here.
///
/// @param folder the real folder that names are relative to
/// @param only the one file in the folder that belongs to the group; empty when all do
public record FileGroup(String name, Path folder, Optional<TreeName> only) {
    /// @param configured as in `files:` of upkeep.yml
    /// @throws UpkeepException MISSING when there is nothing, or it may not be reached
    public static FileGroup find(String name, Path configured) {
        try {
            var real = configured.toRealPath();
            if (Files.isDirectory(real)) {
                return new FileGroup(name, real, Optional.empty());
            }
            return ofOneFile(name, real);
        } catch (NoSuchFileException gone) {
            throw new UpkeepException(
                    Kind.MISSING,
                    "files.%s: %s does not exist".formatted(name, configured),
                    "Correct the path under files in upkeep.yml, or bring the folder back",
                    gone);
        } catch (IOException failed) {
            throw FileProblems.reading("files." + name, configured, failed);
        }
    }

    private static FileGroup ofOneFile(String name, Path real) {
        var folder = real.getParent();
        var last = real.getFileName();
        if (folder == null || last == null || !Files.isRegularFile(real)) {
            throw new UpkeepException(
                    Kind.CONFIGURATION,
                    "files.%s: %s is neither a folder nor a file".formatted(name, real),
                    "Name a folder or a file under files in upkeep.yml");
        }
        return new FileGroup(name, folder, Optional.of(new TreeName(Octets.ofRelative(last))));
    }

    /// The folder or file itself, for people and the list.
    public RawName location() {
        var path = only.map(name -> name.in(folder)).orElse(folder);
        return Octets.raw(Octets.ofTarget(path));
    }

    /// Whether a path, links followed as far as it exists, is in the group.
    public boolean holds(Path path) {
        return only.isEmpty() && realAsFarAsItExists(path).startsWith(folder);
    }

    private static Path realAsFarAsItExists(Path path) {
        var absolute = path.toAbsolutePath().normalize();
        try {
            return absolute.toRealPath();
        } catch (IOException notThere) {
            var parent = absolute.getParent();
            var last = absolute.getFileName();
            return parent == null || last == null
                    ? absolute
                    : realAsFarAsItExists(parent).resolve(last);
        }
    }
}
