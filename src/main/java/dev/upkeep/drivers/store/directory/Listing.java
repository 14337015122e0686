package dev.upkeep.drivers.store.directory;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import dev.upkeep.drivers.store.Store.Entry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Lists files folder by folder, so that memory holds one folder at a time. What disappears meanwhile is
/// left out.
final class Listing {
    private final Root root;
    private final Trouble trouble;

    Listing(Root root, Trouble trouble) {
        this.root = root;
        this.trouble = trouble;
    }

    Stream<Entry> below(String prefix) {
        return trouble.reading(prefix, () -> {
            var slash = prefix.lastIndexOf('/');
            var top = slash < 0 ? root.folder() : root.file(prefix.substring(0, slash));
            Deque<Path> folders = new ArrayDeque<>();
            folders.add(top);
            return Stream.generate(folders::poll)
                    .takeWhile(folder -> folder != null)
                    .flatMap(folder -> trouble.reading(prefix, () -> entries(folder, folders)).stream())
                    .filter(entry -> entry.name().startsWith(prefix));
        });
    }

    private List<Entry> entries(Path folder, Deque<Path> folders) throws IOException {
        var entries = new ArrayList<Entry>();
        try (var files = Files.newDirectoryStream(folder)) {
            for (var file : files) {
                if (!file.getFileName().toString().startsWith(".")) {
                    entry(file, folders).ifPresent(entries::add);
                }
            }
        } catch (NoSuchFileException absent) {
            root.check();
        }
        return entries;
    }

    private Optional<Entry> entry(Path file, Deque<Path> folders) throws IOException {
        try {
            var attributes = Files.readAttributes(file, BasicFileAttributes.class, NOFOLLOW_LINKS);
            if (attributes.isDirectory()) {
                folders.add(file);
            }
            return attributes.isRegularFile()
                    ? Optional.of(new Entry(
                            root.name(file),
                            attributes.size(),
                            attributes.lastModifiedTime().toInstant()))
                    : Optional.empty();
        } catch (NoSuchFileException disappeared) {
            return Optional.empty();
        }
    }
}
