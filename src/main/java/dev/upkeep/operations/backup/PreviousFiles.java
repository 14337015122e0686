package dev.upkeep.operations.backup;

import dev.upkeep.drivers.files.TreeEntry;
import dev.upkeep.drivers.files.TreeName;
import dev.upkeep.operations.sets.FileEntry;
import dev.upkeep.operations.sets.OpenList;
import dev.upkeep.operations.sets.TreeEntries;
import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.Iterator;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The files of the set before, read side by side with the walk: both are in the order of group and name, so one line
/// at a time is enough.
final class PreviousFiles implements AutoCloseable {
    private record Key(String group, TreeName name) implements Comparable<Key> {
        private static final Comparator<Key> ORDER =
                Comparator.comparing(Key::group).thenComparing(Key::name);

        @Override
        public int compareTo(Key other) {
            return ORDER.compare(this, other);
        }
    }

    private final Iterator<FileEntry> lines;
    private final Runnable close;
    private final Instant walkedAt;
    private FileEntry.@Nullable Regular next;

    PreviousFiles(Iterator<FileEntry> lines, Runnable close, Instant walkedAt) {
        this.lines = lines;
        this.close = close;
        this.walkedAt = walkedAt;
        this.next = nextFile();
    }

    static PreviousFiles none() {
        return new PreviousFiles(Collections.emptyIterator(), () -> {}, Instant.EPOCH);
    }

    /// @param lines of the previous `files.list`
    /// @param walkedAt when its walk had surely not begun yet
    static PreviousFiles of(OpenList<FileEntry> lines, Instant walkedAt) {
        return new PreviousFiles(lines, lines::close, walkedAt);
    }

    /// Ask in the order of group and name; what was passed is forgotten.
    Optional<FileEntry.Regular> sameContent(String group, TreeEntry.Regular file) {
        var wanted = new Key(group, file.name());
        while (next != null && key(next).compareTo(wanted) < 0) {
            next = nextFile();
        }
        if (next == null || !key(next).equals(wanted)) {
            return Optional.empty();
        }
        var same = next.settled() && file.hasSameContentAs(TreeEntries.entry(next), walkedAt);
        return same ? Optional.of(next) : Optional.empty();
    }

    private static Key key(FileEntry.Regular line) {
        return new Key(line.group(), TreeName.of(line.path()));
    }

    private FileEntry.@Nullable Regular nextFile() {
        while (lines.hasNext()) {
            if (lines.next() instanceof FileEntry.Regular file) {
                return file;
            }
        }
        return null;
    }

    @Override
    public void close() {
        close.run();
    }
}
