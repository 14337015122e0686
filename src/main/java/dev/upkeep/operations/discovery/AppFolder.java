package dev.upkeep.operations.discovery;

import dev.upkeep.base.config.AppFile;
import dev.upkeep.base.problem.Kind;
import dev.upkeep.base.problem.UpkeepException;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.stream.Stream;

/// A folder as far as it is looked at: a few levels, nearest first, a bounded number of names, no folders of libraries.
/// Links are followed to places inside only; others are remarked. For one thread.
final class AppFolder {
    private static final int DEEPEST = 5;
    private static final int MOST = 20_000;
    private static final int MOST_IN_ONE = 2_000;
    private static final Set<String> LEFT_OUT = Set.of(
            "node_modules",
            "vendor",
            "venv",
            "__pycache__",
            "target",
            "build",
            "dist",
            "test",
            "tests",
            "__tests__",
            "examples",
            "docs",
            "site-packages");

    private final Path root;
    private final Set<Path> files = new LinkedHashSet<>();
    private final Set<Path> folders = new LinkedHashSet<>();
    private final Set<String> remarks = new LinkedHashSet<>();
    private final Map<Path, String> texts = new HashMap<>();
    private int seen;

    private AppFolder(Path root) {
        this.root = root;
    }

    /// @throws UpkeepException NOT_FOUND when there is no such folder, or it may not be read
    static AppFolder of(Path folder) {
        try {
            var found = new AppFolder(folder.toRealPath());
            found.walk();
            return found;
        } catch (IOException failure) {
            throw new UpkeepException(
                    Kind.NOT_FOUND,
                    "folder %s is not there, or can't be read".formatted(folder),
                    "Name the folder of your application: upkeep init FOLDER",
                    failure);
        }
    }

    private void walk() throws IOException {
        Queue<Path> next = new ArrayDeque<>();
        next.add(root);
        list(root, next);
        next.remove();
        while (!next.isEmpty()) {
            try {
                list(next.remove(), next);
            } catch (IOException unreadable) {
                remarks.add("%s could not be looked at".formatted(unreadable.getMessage()));
            }
        }
    }

    private void list(Path folder, Queue<Path> next) throws IOException {
        var children = new ArrayList<Path>();
        try (var stream = Files.newDirectoryStream(folder)) {
            for (var child : stream) {
                if (++seen > MOST || children.size() == MOST_IN_ONE) {
                    remarks.add("%s holds more than was looked at".formatted(shown(folder)));
                    break;
                }
                children.add(child);
            }
        } catch (DirectoryIteratorException failure) {
            throw failure.getCause();
        }
        children.stream().sorted().forEach(child -> add(child, next));
    }

    private void add(Path child, Queue<Path> next) {
        if (Files.isSymbolicLink(child)) {
            addLink(child);
        } else if (Files.isRegularFile(child, LinkOption.NOFOLLOW_LINKS)) {
            files.add(child);
        } else if (Files.isDirectory(child, LinkOption.NOFOLLOW_LINKS)) {
            folders.add(child);
            if (isEntered(child)) {
                next.add(child);
            }
        }
    }

    private boolean isEntered(Path folder) {
        var name = folder.getFileName().toString();
        return !name.startsWith(".")
                && !LEFT_OUT.contains(name)
                && root.relativize(folder).getNameCount() < DEEPEST
                && !Files.exists(folder.resolve("pyvenv.cfg"), LinkOption.NOFOLLOW_LINKS);
    }

    private void addLink(Path link) {
        try {
            var real = link.toRealPath();
            if (!real.startsWith(root)) {
                remarks.add("%s is a link out of the folder, and was not followed".formatted(shown(link)));
            } else if (Files.isRegularFile(real)) {
                files.add(link);
            } else if (Files.isDirectory(real)) {
                folders.add(link);
            }
        } catch (IOException dangling) {
            remarks.add("%s is a link that leads nowhere".formatted(shown(link)));
        }
    }

    Path root() {
        return root;
    }

    /// What an operator should know about what was not looked at.
    List<String> remarks() {
        return List.copyOf(remarks);
    }

    boolean hasFile(Path file) {
        return files.contains(file);
    }

    boolean hasFolder(Path folder) {
        return folder.equals(root) || folders.contains(folder);
    }

    /// Nearest first.
    Stream<Path> named(String... names) {
        return files.stream()
                .filter(file -> List.of(names).contains(file.getFileName().toString()));
    }

    /// Nearest first.
    Stream<Path> ending(String... ends) {
        return files.stream()
                .filter(file -> Stream.of(ends).anyMatch(file.getFileName().toString()::endsWith));
    }

    /// Empty, with a remark, when it is no text of a bounded size.
    Optional<Source> source(Path file) {
        if (!hasFile(file)) {
            return Optional.empty();
        }
        try {
            var text = texts.get(file);
            if (text == null) {
                text = AppFile.text(file.toRealPath(), LinkOption.NOFOLLOW_LINKS);
                texts.put(file, text);
            }
            return Optional.of(new Source(file, shown(file), text));
        } catch (IOException unreadable) {
            remarks.add("%s could not be read".formatted(shown(file)));
            return Optional.empty();
        }
    }

    /// Those of the files that can be read.
    Stream<Source> sources(Stream<Path> some) {
        return some.flatMap(file -> source(file).stream());
    }

    /// As people find it: from the folder on.
    String shown(Path file) {
        return file.startsWith(root) && !file.equals(root)
                ? root.relativize(file).toString()
                : file.toString();
    }
}
