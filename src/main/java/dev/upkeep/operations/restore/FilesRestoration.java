package dev.upkeep.operations.restore;

import dev.upkeep.drivers.files.TreeEntry;
import dev.upkeep.drivers.files.TreeName;
import dev.upkeep.drivers.files.TreeRestore;
import dev.upkeep.operations.sets.FileEntry;
import dev.upkeep.operations.sets.ListReader;
import dev.upkeep.operations.sets.Manifest;
import dev.upkeep.operations.sets.ObjectReader;
import dev.upkeep.operations.sets.ObjectRef;
import dev.upkeep.operations.sets.TreeEntries;
import dev.upkeep.run.RunContext;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Makes the chosen files of a set again below a new folder, a folder per group. Each file's content is checked while
/// it
/// is written. For one thread.
public final class FilesRestoration {
    private final ObjectReader objects;
    private final ListReader lists;
    private final Selection selection;
    private final Path target;
    private final RunContext context;
    private final Set<Key> firstNames = new HashSet<>();
    private final Map<Key, FileEntry.Regular> contents = new HashMap<>();
    private final Deque<FileEntry.Folder> waiting = new ArrayDeque<>();
    private final List<String> remarks = new ArrayList<>();
    private Optional<TreeRestore> tree = Optional.empty();
    private String group = "";
    private long files;

    private record Key(String group, TreeName name) {}

    /// @param target an empty folder
    public FilesRestoration(
            ObjectReader objects, ListReader lists, Selection selection, Path target, RunContext context) {
        this.objects = objects;
        this.lists = lists;
        this.selection = selection;
        this.target = target;
        this.context = context;
    }

    /// @return how many files were made
    public long restore(Manifest manifest) {
        lists.files(manifest, this::rememberFirstNames);
        lists.files(manifest, entry -> take(entry, manifest.totals().files()));
        finishGroup();
        selection.requireAllFitted();
        remarks.forEach(context::note);
        return files;
    }

    /// A hard link may be chosen without its first name: then it gets the content itself.
    private void rememberFirstNames(FileEntry entry) {
        if (entry instanceof FileEntry.HardLink link && chosen(link.group(), TreeName.of(link.path()))) {
            firstNames.add(new Key(link.group(), TreeName.of(link.firstPath())));
        }
    }

    private boolean chosen(String ofGroup, TreeName name) {
        return selection.has(ofGroup, name);
    }

    private void take(FileEntry entry, long total) {
        context.checkpoint();
        switch (entry) {
            case FileEntry.Group begun -> beginGroup(begun.group());
            case FileEntry.Folder folder -> takeFolder(folder);
            case FileEntry.Regular file -> takeFile(file);
            case FileEntry.Link link -> {
                if (chosen(link.group(), TreeName.of(link.path()))) {
                    inTree(TreeName.of(link.path())).link(TreeEntries.entry(link));
                }
            }
            case FileEntry.HardLink link -> takeHardLink(link);
            case FileEntry.Skipped skipped -> {
                if (chosen(skipped.group(), TreeName.of(skipped.path()))) {
                    remarks.add("not in the set: %s/%s: %s".formatted(skipped.group(), skipped.path(), skipped.why()));
                }
            }
        }
        context.progress("files", files, total, RunContext.Unit.FILES);
    }

    private void beginGroup(String name) {
        finishGroup();
        group = name;
    }

    private void finishGroup() {
        tree.ifPresent(open -> remarks.addAll(open.finish()));
        tree = Optional.empty();
        waiting.clear();
    }

    private void takeFolder(FileEntry.Folder folder) {
        waiting.addLast(folder);
        if (chosen(folder.group(), TreeName.of(folder.path()))) {
            inTree(TreeName.of(folder.path()));
        }
    }

    private void takeFile(FileEntry.Regular file) {
        var name = TreeName.of(file.path());
        var key = new Key(file.group(), name);
        if (firstNames.contains(key)) {
            contents.put(key, file);
        }
        if (chosen(file.group(), name)) {
            write(TreeEntries.entry(file), file);
        }
    }

    private void takeHardLink(FileEntry.HardLink link) {
        var entry = TreeEntries.entry(link);
        if (!chosen(link.group(), entry.name())) {
            return;
        }
        var open = inTree(entry.name());
        var first = contents.get(new Key(link.group(), entry.first()));
        if (first == null || open.has(entry.first())) {
            open.hardLink(entry);
            return;
        }
        var file = TreeEntries.entry(first);
        var named = new TreeEntry.Regular(
                entry.name(), file.attributes(), file.size(), file.changed(), file.device(), file.inode());
        write(named, first);
    }

    private void write(TreeEntry.Regular file, FileEntry.Regular line) {
        var object = new ObjectRef(line.sha256(), line.size(), line.storedLength());
        inTree(file.name())
                .file(file, new TreeRestore.Content(line.sha256(), line.holes(), () -> objects.open(object)));
        files++;
    }

    /// The group's tree, with the folders above the name made.
    private TreeRestore inTree(TreeName name) {
        var open = tree.orElseGet(() -> TreeRestore.into(target.resolve(group)));
        tree = Optional.of(open);
        for (var folder = waiting.pollFirst(); folder != null; folder = waiting.pollFirst()) {
            var entry = TreeEntries.entry(folder);
            if (entry.name().equals(name) || name.isWithin(entry.name())) {
                open.folder(entry);
            }
        }
        return open;
    }
}
