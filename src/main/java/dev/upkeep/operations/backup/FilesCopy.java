package dev.upkeep.operations.backup;

import dev.upkeep.base.parallel.Crew;
import dev.upkeep.drivers.files.Excludes;
import dev.upkeep.drivers.files.FileGroup;
import dev.upkeep.drivers.files.FileReader;
import dev.upkeep.drivers.files.TreeEntry;
import dev.upkeep.drivers.files.TreeName;
import dev.upkeep.drivers.files.TreeWalk;
import dev.upkeep.operations.sets.FileEntry;
import dev.upkeep.operations.sets.ObjectRef;
import dev.upkeep.operations.sets.TreeEntries;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/// Copies one group of files: one thread walks, several read, and the lines come out in the order of the walk. At most
/// a few hundred files are under way, so that memory does not grow with the group.
final class FilesCopy implements TreeWalk.Visitor {
    private static final int UNDER_WAY = 256;

    private final FileGroup group;
    private final FileReader reader;
    private final PreviousFiles previous;
    private final OpenBackup objects;
    private final Crew crew;
    private final Consumer<FileEntry> lines;
    private final Deque<Future<FileEntry>> underWay = new ArrayDeque<>();
    private final Set<TreeName> gone = new HashSet<>();

    FilesCopy(
            FileGroup group,
            FileReader reader,
            PreviousFiles previous,
            OpenBackup objects,
            Crew crew,
            Consumer<FileEntry> lines) {
        this.group = group;
        this.reader = reader;
        this.previous = previous;
        this.objects = objects;
        this.crew = crew;
        this.lines = lines;
    }

    void copy(Excludes excludes) {
        TreeWalk.walk(group, excludes, this);
        drainTo(0);
    }

    @Override
    public void entry(TreeEntry entry) {
        switch (entry) {
            case TreeEntry.Folder folder -> known(TreeEntries.line(group.name(), folder));
            case TreeEntry.Symlink link -> known(TreeEntries.line(group.name(), link));
            case TreeEntry.HardLink link -> known(TreeEntries.line(group.name(), link));
            case TreeEntry.Regular file ->
                unchanged(file).ifPresentOrElse(this::known, () -> later(crew.submit(() -> read(file.name()))));
        }
    }

    @Override
    public void skipped(TreeName name, String why) {
        known(new FileEntry.Skipped(group.name(), name.raw(), why));
    }

    /// The line of a file that is surely what the set before has, and whose object is still there.
    private Optional<FileEntry> unchanged(TreeEntry.Regular file) {
        return previous.sameContent(group.name(), file)
                .filter(before -> objects.reuse(before.object()))
                .map(before -> TreeEntries.line(group.name(), file, before.object(), before.holes(), true));
    }

    private FileEntry read(TreeName name) {
        return switch (reader.read(name, content -> objects.put(content::transferTo))) {
            case FileReader.Outcome.Kept<ObjectRef>(var file, var object, var holes, var settled) ->
                TreeEntries.line(group.name(), file, object, holes, settled);
            case FileReader.Outcome.Vanished<ObjectRef> ignored ->
                new FileEntry.Skipped(group.name(), name.raw(), "vanished before it was read");
        };
    }

    private void known(FileEntry line) {
        later(CompletableFuture.completedFuture(line));
    }

    private void later(Future<FileEntry> line) {
        underWay.add(line);
        drainTo(UNDER_WAY);
    }

    private void drainTo(int count) {
        while (underWay.size() > count) {
            write(crew.await(underWay.remove()));
        }
    }

    /// When a file's first name vanished, its other names are files of their own.
    private void write(FileEntry line) {
        switch (line) {
            case FileEntry.HardLink link
            when gone.contains(TreeName.of(link.firstPath())) -> lines.accept(read(TreeName.of(link.path())));
            case FileEntry.Skipped skipped -> {
                gone.add(TreeName.of(skipped.path()));
                lines.accept(skipped);
            }
            default -> lines.accept(line);
        }
    }
}
