package dev.upkeep.operations.inplace;

import dev.upkeep.base.state.State;
import dev.upkeep.base.time.SystemClock;
import dev.upkeep.operations.inplace.InPlace.Order;
import dev.upkeep.operations.restore.ReadingRoom;
import dev.upkeep.run.KeptJournal;
import dev.upkeep.run.LocalMachine;
import dev.upkeep.run.Runner;
import dev.upkeep.run.Stop;
import dev.upkeep.run.Timing;
import dev.upkeep.run.Watcher;
import dev.upkeep.testkit.MemoryStore;
import dev.upkeep.testkit.NoBeat;
import dev.upkeep.testkit.SetInStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// A small folder of an app, and a set of it.
record LiveFiles(Path temp) {
    static final Instant THEN = Instant.parse("2026-11-20T10:00:00.123456789Z");

    Path uploads() {
        return temp.resolve("uploads");
    }

    Path at(String name) {
        return uploads().resolve(name);
    }

    /// `a.txt`, `2026/b.txt`, `2026/other.txt` (which is the same file), the link `newest`, an empty folder.
    LiveFiles make() throws IOException {
        Files.createDirectories(at("2026"));
        Files.createDirectory(at("empty"));
        write("a.txt", "the content of a", THEN);
        write("2026/b.txt", "the content of b", THEN);
        Files.createLink(at("2026/other.txt"), at("2026/b.txt"));
        Files.createSymbolicLink(at("newest"), Path.of("2026/b.txt"));
        Files.setAttribute(at("2026/b.txt"), "unix:mode", 0640);
        Files.setAttribute(at("2026"), "unix:mode", 02775);
        return this;
    }

    void write(String name, String content, Instant modified) throws IOException {
        Files.writeString(at(name), content);
        Files.setLastModifiedTime(at(name), FileTime.from(modified));
    }

    MemoryStore backup() {
        return SetInStore.of(uploads());
    }

    InPlace inPlace(MemoryStore store) {
        var state = State.open(temp.resolve("state"));
        var clock = SystemClock.utc();
        var runner = new Runner(
                new KeptJournal(state, new LocalMachine(), clock), Timing.real(clock), Watcher.NOBODY, new Stop());
        var room = new ReadingRoom(store, SetInStore.locks(store), temp.resolve("scratch"), new NoBeat());
        return new InPlace(SetInStore.APP, Map.of("uploads", uploads()), List.of(), room, runner);
    }

    static Order everything() {
        return new Order("", List.of(), false);
    }

    static Order everythingOverNewer() {
        return new Order("", List.of(), true);
    }

    /// Everything below a folder, but what a restore kept: kind, mode, time and content by name. A folder's time is
    /// left out.
    static Map<String, String> seen(Path folder) {
        var found = new TreeMap<String, String>();
        if (Files.notExists(folder)) {
            return found;
        }
        try (var all = Files.walk(folder)) {
            all.filter(path -> !folder.relativize(path).toString().startsWith(".upkeep-before-"))
                    .forEach(path -> found.put(folder.relativize(path).toString(), seenAt(path)));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        return found;
    }

    private static String seenAt(Path path) {
        try {
            if (Files.isSymbolicLink(path)) {
                return "link to " + Files.readSymbolicLink(path);
            }
            var mode = Integer.toOctalString((int) Files.getAttribute(path, "unix:mode"));
            if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
                return "folder " + mode;
            }
            return "file %s %s %s %s"
                    .formatted(
                            mode,
                            Files.getAttribute(path, "unix:uid"),
                            Files.getLastModifiedTime(path),
                            Files.readString(path, StandardCharsets.ISO_8859_1));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /// Names that a restore uses for itself, anywhere.
    List<String> leftovers() {
        try (var all = Files.walk(uploads())) {
            return all.map(Path::toString)
                    .filter(name -> name.contains(".upkeep-"))
                    .toList();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
