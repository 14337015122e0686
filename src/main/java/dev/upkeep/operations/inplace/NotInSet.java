package dev.upkeep.operations.inplace;

import dev.upkeep.base.problem.UpkeepException;
import dev.upkeep.drivers.files.Excludes;
import dev.upkeep.drivers.files.FileGroup;
import dev.upkeep.drivers.files.TreeEntry;
import dev.upkeep.drivers.files.TreeName;
import dev.upkeep.drivers.files.TreeWalk;
import dev.upkeep.operations.restore.Selection;
import dev.upkeep.operations.sets.FileEntry;
import dev.upkeep.operations.sets.OpenList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Counts what is here and not in the set, which nobody touches: the folder and the set's list are read side by side,
/// as both are in the order of a walk. For one group.
final class NotInSet implements TreeWalk.Visitor {
    private final Place place;
    private final OpenList<FileEntry> lines;
    private final Selection selection;
    private final Counts.Tally tally;
    private @Nullable TreeName next;

    private NotInSet(Place place, OpenList<FileEntry> lines, Selection selection, Counts.Tally tally) {
        this.place = place;
        this.lines = lines;
        this.selection = selection;
        this.tally = tally;
        this.next = advance();
    }

    static void count(
            Place place, List<String> excludes, OpenList<FileEntry> lines, Selection selection, Counts.Tally tally) {
        var group = new FileGroup(place.group(), place.path(), Optional.empty());
        TreeWalk.walk(group, new Excludes(excludes), new NotInSet(place, lines, selection, tally));
    }

    private @Nullable TreeName advance() {
        while (lines.hasNext()) {
            var line = lines.next();
            if (line.group().equals(place.group())) {
                var name = name(line);
                if (name.isPresent()) {
                    return name.get();
                }
            }
        }
        return null;
    }

    private static Optional<TreeName> name(FileEntry line) {
        return switch (line) {
            case FileEntry.Group ignored -> Optional.empty();
            case FileEntry.Regular file -> Optional.of(TreeName.of(file.path()));
            case FileEntry.Folder folder -> Optional.of(TreeName.of(folder.path()));
            case FileEntry.Link link -> Optional.of(TreeName.of(link.path()));
            case FileEntry.HardLink link -> Optional.of(TreeName.of(link.path()));
            case FileEntry.Skipped skipped -> Optional.of(TreeName.of(skipped.path()));
        };
    }

    @Override
    public void entry(TreeEntry entry) {
        var name = entry.name();
        while (next != null && next.compareTo(name) < 0) {
            next = advance();
        }
        var known = next != null && next.equals(name);
        if (!known && selection.has(place.group(), name)) {
            tally.notInSet(place.group() + "/" + name, entry instanceof TreeEntry.Regular file ? file.size() : 0);
        }
    }

    @Override
    public void skipped(TreeName name, String why) {
        // What no backup takes is not counted.
    }

    @Override
    public void unreadable(TreeName name, UpkeepException why) {
        tally.notInSet(
                "%s/%s: not looked at: %s"
                        .formatted(place.group(), name, why.problem().message()),
                0);
    }
}
