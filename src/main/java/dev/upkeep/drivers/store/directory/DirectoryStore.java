package dev.upkeep.drivers.store.directory;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import dev.upkeep.base.problem.Kind;
import dev.upkeep.base.problem.UpkeepException;
import dev.upkeep.drivers.store.Store;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;

/// Keeps contents as files below one folder, which it never makes by itself: a folder that is gone is an
/// unmounted disk, not a new store. Folders are 0700, files 0600. Links inside are never followed.
public final class DirectoryStore implements Store {
    private final Root root;
    private final Trouble trouble;
    private final SmallFiles small;

    private DirectoryStore(Root root) {
        this.root = root;
        this.trouble = new Trouble(root);
        this.small = new SmallFiles(root);
    }

    /// Opens a folder that must be there.
    ///
    /// @throws UpkeepException UNREACHABLE when it is not there, MISSING when it may not be entered
    public static DirectoryStore open(Path folder) {
        return new DirectoryStore(Root.open(folder));
    }

    /// Makes the folder (its parent must exist) when it is not there, and opens it. Only for a store that is
    /// set up.
    ///
    /// @throws UpkeepException UNREACHABLE when the parent is not there, REFUSED when there is something else
    ///     than a folder
    public static DirectoryStore make(Path folder) {
        Root.make(folder);
        return open(folder);
    }

    @Override
    public String address() {
        return root.address();
    }

    @Override
    public OutputStream create(String name) {
        return trouble.writing(name, () -> {
            root.check();
            var file = root.fileInMadeFolders(name);
            var channel = Files.newByteChannel(file, Set.of(CREATE_NEW, WRITE), Root.PRIVATE_FILE);
            return new WatchedOutput(Channels.newOutputStream(channel), name, trouble);
        });
    }

    @Override
    public void put(String name, byte[] content) {
        trouble.writing(name, () -> {
            root.check();
            small.put(root.fileInMadeFolders(name), content);
            return name;
        });
    }

    @Override
    public boolean putIfAbsent(String name, byte[] content) {
        return trouble.writing(name, () -> {
            root.check();
            try {
                small.putNew(root.fileInMadeFolders(name), content);
                return true;
            } catch (FileAlreadyExistsException exists) {
                return false;
            }
        });
    }

    @Override
    public void publish(List<Move> moves) {
        if (moves.isEmpty()) {
            return;
        }
        trouble.writing(moves.getLast().to(), () -> {
            root.check();
            new Publishing(root).publish(moves);
            return moves;
        });
    }

    @Override
    public InputStream open(String name) {
        return trouble.reading(name, () -> {
            var channel = Files.newByteChannel(root.file(name), READ, NOFOLLOW_LINKS);
            return new WatchedInput(Channels.newInputStream(channel), name, trouble);
        });
    }

    @Override
    public Optional<Entry> find(String name) {
        return trouble.reading(name, () -> {
            try {
                var attributes = Files.readAttributes(root.file(name), BasicFileAttributes.class, NOFOLLOW_LINKS);
                return attributes.isRegularFile() ? Optional.of(entry(name, attributes)) : Optional.empty();
            } catch (NoSuchFileException absent) {
                root.check();
                return Optional.empty();
            }
        });
    }

    private static Entry entry(String name, BasicFileAttributes attributes) {
        return new Entry(name, attributes.size(), attributes.lastModifiedTime().toInstant());
    }

    @Override
    public Stream<Entry> list(String prefix) {
        root.check();
        return new Listing(root, trouble).below(prefix);
    }

    @Override
    public void delete(String name) {
        trouble.writing(name, () -> {
            root.check();
            var file = root.file(name);
            if (Files.deleteIfExists(file)) {
                Root.force(Root.parentOf(file));
            }
            return name;
        });
    }

    @Override
    public void deleteTree(String prefix) {
        trouble.writing(prefix, () -> {
            root.check();
            var top = root.file(prefix);
            if (Files.isDirectory(top, NOFOLLOW_LINKS)) {
                removeAll(top);
                Root.force(Root.parentOf(top));
            }
            return prefix;
        });
    }

    private static void removeAll(Path top) throws IOException {
        try (var all = Files.walk(top)) {
            for (var each : (Iterable<Path>) all.sorted(Comparator.reverseOrder())::iterator) {
                Files.deleteIfExists(each);
            }
        }
    }

    @Override
    public OptionalLong freeSpace() {
        return trouble.reading("", () -> OptionalLong.of(root.freeSpace()));
    }

    /// Refuses what is not a relative name of plain parts; the operator never types these names.
    static UpkeepException badName(String name) {
        return new UpkeepException(Kind.BUG, "not a name in a store: " + name, "Please report this.");
    }
}
