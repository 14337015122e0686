package dev.upkeep.operations.inplace;

import dev.upkeep.base.problem.Kind;
import dev.upkeep.base.problem.UpkeepException;
import dev.upkeep.drivers.files.TreeName;
import dev.upkeep.operations.restore.Selection;
import dev.upkeep.operations.sets.FileEntry;
import dev.upkeep.operations.sets.ListReader;
import dev.upkeep.operations.sets.Manifest;
import dev.upkeep.operations.sets.TreeEntries;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What is chosen of a set's files, with the folders above. For one thread.
final class ChosenFiles {
    /// Is told what there is, in the order of the set.
    interface Reader {
        /// What follows is of this group.
        void group(String name);

        void item(Item item);

        /// A folder above something that is chosen, which is not chosen itself: it is only needed to be there.
        void above(Item folder);
    }

    private record Key(String group, TreeName name) {}

    private final ListReader lists;
    private final Manifest manifest;
    private final Selection selection;
    private final Map<String, Optional<TreeName>> groups = new LinkedHashMap<>();
    private final Set<Key> firstNames = new HashSet<>();
    private final Map<Key, FileEntry.Regular> contents = new HashMap<>();
    private final Deque<FileEntry.Folder> waiting = new ArrayDeque<>();
    private final List<String> missing = new ArrayList<>();
    private String group = "";

    /// @throws UpkeepException NOT_FOUND when something that was asked for is not in the set
    ChosenFiles(ListReader lists, Manifest manifest, Selection selection) {
        this.lists = lists;
        this.manifest = manifest;
        this.selection = selection;
        var folders = new HashSet<String>();
        lists.files(manifest, entry -> lookAt(entry, folders));
        selection.requireAllFitted();
    }

    private void lookAt(FileEntry entry, Set<String> folders) {
        switch (entry) {
            case FileEntry.Group ignored -> {}
            case FileEntry.Folder folder -> {
                if (folder.path().isEmpty()) {
                    folders.add(folder.group());
                }
                meet(folder.group(), TreeName.of(folder.path()), folders);
            }
            case FileEntry.Regular file -> meet(file.group(), TreeName.of(file.path()), folders);
            case FileEntry.Link link -> meet(link.group(), TreeName.of(link.path()), folders);
            case FileEntry.HardLink link -> {
                if (meet(link.group(), TreeName.of(link.path()), folders)) {
                    firstNames.add(new Key(link.group(), TreeName.of(link.firstPath())));
                }
            }
            case FileEntry.Skipped skipped -> {
                if (selection.has(skipped.group(), TreeName.of(skipped.path()))) {
                    missing.add("not in the set: %s/%s: %s".formatted(skipped.group(), skipped.path(), skipped.why()));
                }
            }
        }
    }

    private boolean meet(String ofGroup, TreeName name, Set<String> folders) {
        var chosen = selection.has(ofGroup, name);
        if (chosen) {
            groups.putIfAbsent(ofGroup, folders.contains(ofGroup) ? Optional.empty() : Optional.of(name));
        }
        return chosen;
    }

    /// The groups that something is chosen of; those that are one file have its name.
    Map<String, Optional<TreeName>> groups() {
        return groups;
    }

    /// What is chosen and was not backed up, one sentence each.
    List<String> missing() {
        return missing;
    }

    void read(Reader reader) {
        lists.files(manifest, entry -> tell(entry, reader));
    }

    private void tell(FileEntry entry, Reader reader) {
        switch (entry) {
            case FileEntry.Group begun -> {
                group = begun.group();
                waiting.clear();
                if (groups.containsKey(group)) {
                    reader.group(group);
                }
            }
            case FileEntry.Folder folder -> {
                waiting.addLast(folder);
                if (selection.has(group, TreeName.of(folder.path()))) {
                    tellAbove(TreeName.of(folder.path()), reader);
                    reader.item(Item.of(folder));
                }
            }
            case FileEntry.Regular file -> {
                var name = TreeName.of(file.path());
                if (firstNames.contains(new Key(group, name))) {
                    contents.put(new Key(group, name), file);
                }
                tellIfChosen(name, Item.of(file), reader);
            }
            case FileEntry.Link link -> tellIfChosen(TreeName.of(link.path()), Item.of(link), reader);
            case FileEntry.HardLink link -> tell(link, reader);
            case FileEntry.Skipped ignored -> {}
        }
    }

    private void tellIfChosen(TreeName name, Item item, Reader reader) {
        if (selection.has(group, name)) {
            tellAbove(name, reader);
            reader.item(item);
        }
    }

    private void tell(FileEntry.HardLink link, Reader reader) {
        var first = TreeName.of(link.firstPath());
        var content = contents.get(new Key(group, first));
        if (content == null) {
            throw new UpkeepException(
                    Kind.DAMAGED,
                    "%s/%s is another name of %s, which is not before it in the list of files"
                            .formatted(group, link.path(), link.firstPath()),
                    "Verify the set, or restore an older one.");
        }
        var named = new FileEntry.Regular(
                group,
                link.path(),
                content.attributes(),
                content.size(),
                content.sha256(),
                content.storedLength(),
                content.stamp(),
                content.holes(),
                content.settled());
        var linked = selection.has(group, first) ? Optional.of(first) : Optional.<TreeName>empty();
        tellIfChosen(TreeName.of(link.path()), new Item(named, linked), reader);
    }

    private void tellAbove(TreeName name, Reader reader) {
        for (var folder = waiting.pollFirst(); folder != null; folder = waiting.pollFirst()) {
            var above = TreeEntries.entry(folder).name();
            if (!above.equals(name) && name.isWithin(above) && !selection.has(group, above)) {
                reader.above(Item.of(folder));
            }
        }
    }
}
