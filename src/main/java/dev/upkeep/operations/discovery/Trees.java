package dev.upkeep.operations.discovery;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Makes clues of folders and files that belong to the application.
final class Trees {
    private static final List<String> SYSTEM =
            List.of("/etc", "/usr", "/bin", "/sbin", "/lib", "/boot", "/dev", "/proc", "/sys", "/run");

    private static final Pattern OTHER = Pattern.compile("[^a-z0-9]+");

    private Trees() {}

    /// What a setting names. A relative path starts at the home, or at the file's folder.
    static Clue configured(AppFolder folder, Path home, Source.Piece piece, Path file, Variables variables) {
        return switch (Expression.parse(piece.code())) {
            case Expression.Below(var names) -> below(folder, names, piece.where(), file);
            case Expression other ->
                switch (variables.resolve(other, piece.where())) {
                    case Answer.Known known -> path(folder, home, known.text(), known.where());
                    case Answer.Unknown unknown -> new Clue.TreeNotRead("uploads", unknown.why(), unknown.where());
                };
        };
    }

    static Clue path(AppFolder folder, Path home, String text, String where) {
        try {
            return text.isBlank()
                    ? new Clue.TreeNotRead("uploads", "is empty", where)
                    : tree(folder, home.resolve(text).normalize(), where);
        } catch (InvalidPathException notAPath) {
            return new Clue.TreeNotRead("uploads", "is no path", where);
        }
    }

    /// Below a folder that is not known: it is the first around the file where such a folder is.
    private static Clue below(AppFolder folder, List<String> names, String where, Path file) {
        var relative = String.join("/", names).replaceFirst("^/+", "");
        for (var at = file.getParent(); at != null && at.startsWith(folder.root()); at = at.getParent()) {
            if (!relative.isBlank() && folder.hasFolder(at.resolve(relative).normalize())) {
                return tree(folder, at.resolve(relative).normalize(), where);
            }
        }
        return new Clue.TreeNotRead("uploads", "is computed (… / %s)".formatted(relative), where);
    }

    static Clue tree(AppFolder folder, Path path, String where) {
        var name = name(path);
        if (Hidden.in(path.toString())) {
            return new Clue.TreeNotRead(name, "has letters in its path that can't be seen", where);
        }
        var ofTheSystem = SYSTEM.stream().anyMatch(path::startsWith);
        if (path.getNameCount() < 2 || ofTheSystem || folder.root().startsWith(path)) {
            return new Clue.TreeNotRead(name, "is %s, which is no folder of uploads".formatted(path), where);
        }
        return Files.exists(path)
                ? new Clue.Tree(name, path, where)
                : new Clue.TreeNotRead(name, "is %s, which is not there".formatted(path), where);
    }

    /// Those of the usual folders that are there.
    static Stream<Clue> usual(AppFolder folder, Path home, String... names) {
        return Stream.of(names)
                .map(home::resolve)
                .filter(folder::hasFolder)
                .map(path -> tree(folder, path, "a folder of that name is there"));
    }

    /// A file with settings, under a name of its own.
    static Clue settings(String name, Path file) {
        return new Clue.Tree(name, file, "may hold secrets, which then are in the store too");
    }

    static String name(Path path) {
        var last = Optional.ofNullable(path.getFileName()).map(Path::toString).orElse("");
        return word(last, "files");
    }

    /// Small letters, digits and -, at most 63.
    static String word(String text, String otherwise) {
        var plain = OTHER.matcher(text.toLowerCase(Locale.ROOT)).replaceAll("-").replaceAll("^-+|-+$", "");
        var cut = plain.length() > 60 ? plain.substring(0, 60).replaceAll("-+$", "") : plain;
        return cut.isEmpty() ? otherwise : cut;
    }
}
