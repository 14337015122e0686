package dev.upkeep.drivers.host.local;

import dev.upkeep.base.problem.Kind;
import dev.upkeep.base.problem.UpkeepException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Finds programs: on the PATH, then in the folders where distributions keep one version beside the other.
final class Programs {
    private static final Pattern VERSIONED_FOLDER = Pattern.compile("(?:pgsql-)?(\\d{1,4})");
    private static final Map<String, String> PACKAGES = packages();

    private final List<Path> path;
    private final List<Path> versionedRoots;

    /// @param path the folders of PATH
    /// @param versionedRoots folders that hold `15/bin` or `pgsql-15/bin`
    Programs(List<Path> path, List<Path> versionedRoots) {
        this.path = path;
        this.versionedRoots = versionedRoots;
    }

    static Programs of(String pathVariable) {
        var folders = Stream.of(pathVariable.split(":"))
                .filter(folder -> folder.startsWith("/"))
                .map(Path::of)
                .toList();
        return new Programs(folders, List.of(Path.of("/usr/lib/postgresql"), Path.of("/usr")));
    }

    /// @throws UpkeepException MISSING with the package to install
    String require(String program) {
        return find(program)
                .orElseThrow(() -> new UpkeepException(
                        Kind.MISSING, "program \"%s\" is not on this machine".formatted(program), hint(program)));
    }

    Optional<String> find(String program) {
        if (program.contains("/")) {
            return file(program).filter(Programs::runs).map(Path::toString);
        }
        var onPath = onPath(program);
        if (onPath.isPresent() && !isWrapper(onPath.get())) {
            return onPath.map(Path::toString);
        }
        return versioned(program)
                .max(Comparator.comparingInt(Versioned::major))
                .map(Versioned::file)
                .or(() -> onPath)
                .map(Path::toString);
    }

    Optional<String> find(String program, int major) {
        return versioned(program)
                .filter(found -> found.major() == major)
                .findFirst()
                .map(found -> found.file().toString());
    }

    private Optional<Path> onPath(String program) {
        return path.stream()
                .flatMap(folder -> file(folder + "/" + program).stream())
                .filter(Programs::runs)
                .findFirst();
    }

    private record Versioned(int major, Path file) {}

    private Stream<Versioned> versioned(String program) {
        return program.contains("/") ? Stream.empty() : versionedFolders().flatMap(folder -> in(folder, program));
    }

    private Stream<Path> versionedFolders() {
        return versionedRoots.stream().flatMap(root -> children(root).stream());
    }

    private static Stream<Versioned> in(Path folder, String program) {
        var major = major(folder.getFileName().toString());
        var found = file(folder + "/bin/" + program).filter(Programs::runs);
        return major.isPresent() ? found.map(file -> new Versioned(major.getAsInt(), file)).stream() : Stream.empty();
    }

    private static OptionalInt major(String folder) {
        var number = VERSIONED_FOLDER.matcher(folder);
        return number.matches() ? OptionalInt.of(Integer.parseInt(number.group(1))) : OptionalInt.empty();
    }

    /// A folder that can't be read holds no program for us.
    private static List<Path> children(Path root) {
        try (var children = Files.list(root)) {
            return children.toList();
        } catch (IOException unreadable) {
            return List.of();
        }
    }

    private static Optional<Path> file(String text) {
        try {
            return Optional.of(Path.of(text));
        } catch (InvalidPathException notAPath) {
            return Optional.empty();
        }
    }

    private static boolean runs(Path file) {
        return Files.isRegularFile(file) && Files.isExecutable(file);
    }

    private static boolean isWrapper(Path file) {
        try {
            return file.toRealPath().endsWith("pg_wrapper");
        } catch (IOException vanished) {
            return false;
        }
    }

    private static String hint(String program) {
        var name = program.substring(program.lastIndexOf('/') + 1);
        var known = PACKAGES.get(name);
        return known == null
                ? "Install it, or add its folder to PATH."
                : "Install it: apt-get install %s (or add its folder to PATH).".formatted(known);
    }

    private static Map<String, String> packages() {
        return Map.ofEntries(
                Map.entry("pg_dump", "postgresql-client"),
                Map.entry("pg_dumpall", "postgresql-client"),
                Map.entry("pg_restore", "postgresql-client"),
                Map.entry("psql", "postgresql-client"),
                Map.entry("initdb", "postgresql"),
                Map.entry("postgres", "postgresql"),
                Map.entry("pg_ctl", "postgresql"),
                Map.entry("zstd", "zstd"),
                Map.entry("age", "age"),
                Map.entry("setpriv", "util-linux"),
                Map.entry("setsid", "util-linux"),
                Map.entry("runuser", "util-linux"));
    }
}
