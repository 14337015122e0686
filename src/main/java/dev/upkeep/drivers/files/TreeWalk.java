package dev.upkeep.drivers.files;

import dev.upkeep.base.problem.UpkeepException;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Lists a group in the order of [TreeName#compareTo], so that two lists can be compared side by side without keeping
/// either. Stays on the file system of the group's folder; holds one folder's names per level in memory.
public final class TreeWalk {
    /// Is told what the walk meets.
    public interface Visitor {
        /// In order; the group's folder itself comes first, under [TreeName#ROOT].
        void entry(TreeEntry entry);

        /// Something that is not in the list, and why: `is a socket`.
        void skipped(TreeName name, String why);

        /// An excluded name; what is below an excluded folder is not met.
        default void leftOut(TreeName name, boolean folder) {}

        /// What could not be looked at; whoever does not throw goes on with the rest.
        default void unreadable(TreeName name, UpkeepException why) {
            throw why;
        }
    }

    private record FileId(long device, long inode) {}

    private final FileGroup group;
    private final Excludes excludes;
    private final Visitor visitor;
    private final Inodes inodes = new Inodes();
    private final Map<FileId, TreeName> firstNames = new HashMap<>();

    private TreeWalk(FileGroup group, Excludes excludes, Visitor visitor) {
        this.group = group;
        this.excludes = excludes;
        this.visitor = visitor;
    }

    /// @throws UpkeepException MISSING with the path when something may not be read, FAILED
    ///     when the disk can't read it
    public static void walk(FileGroup group, Excludes excludes, Visitor visitor) {
        new TreeWalk(group, excludes, visitor).start();
    }

    private void start() {
        if (group.only().isPresent()) {
            var name = group.only().get();
            visit(name.in(group.folder()), name, Long.MIN_VALUE);
            return;
        }
        look(group.folder(), TreeName.ROOT).ifPresent(root -> {
            visitor.entry(new TreeEntry.Folder(TreeName.ROOT, root.attributes()));
            children(group.folder(), TreeName.ROOT, root.device());
        });
    }

    private void children(Path folder, TreeName name, long device) {
        for (var child : list(folder, name)) {
            visit(folder.resolve(child), name.child(Octets.ofRelative(child)), device);
        }
    }

    private void visit(Path path, TreeName name, long device) {
        look(path, name).ifPresent(inode -> {
            if (excludes.leavesOut(name, inode.isFolder())) {
                visitor.leftOut(name, inode.isFolder());
                return;
            }
            if (inode.isFolder() && Aside.isOne(name)) {
                visitor.skipped(name, "is what a restore replaced; remove it when nobody needs it");
            } else if (inode.isFolder()) {
                folder(path, name, inode, device);
            } else if (inode.isRegular()) {
                file(name, inode);
            } else if (inode.isSymlink()) {
                link(path, name, inode);
            } else {
                visitor.skipped(name, "is " + inode.kind());
            }
        });
    }

    private void folder(Path path, TreeName name, Inodes.Inode inode, long device) {
        visitor.entry(new TreeEntry.Folder(name, inode.attributes()));
        if (inode.device() != device) {
            visitor.skipped(name, "is another file system: its content is not included; make it a group of its own");
            return;
        }
        children(path, name, device);
    }

    private void file(TreeName name, Inodes.Inode inode) {
        if (inode.links() > 1) {
            var first = firstNames.putIfAbsent(new FileId(inode.device(), inode.number()), name);
            if (first != null) {
                visitor.entry(new TreeEntry.HardLink(name, first));
                return;
            }
        }
        visitor.entry(inode.asFile(name));
    }

    private void link(Path path, TreeName name, Inodes.Inode inode) {
        try {
            var target = Octets.raw(Octets.ofTarget(Files.readSymbolicLink(path)));
            visitor.entry(new TreeEntry.Symlink(name, inode.attributes(), target));
        } catch (NoSuchFileException gone) {
            visitor.skipped(name, "vanished while the folder was read");
        } catch (IOException failed) {
            throw problem(path, failed);
        }
    }

    private Optional<Inodes.Inode> look(Path path, TreeName name) {
        try {
            return Optional.of(inodes.read(path));
        } catch (NoSuchFileException | NotDirectoryException gone) {
            visitor.skipped(name, "vanished while the folder was read");
            return Optional.empty();
        } catch (IOException failed) {
            visitor.unreadable(name, problem(path, failed));
            return Optional.empty();
        }
    }

    /// The names in a folder, by unsigned bytes.
    private List<Path> list(Path folder, TreeName name) {
        var names = new ArrayList<Path>();
        try (var stream = Files.newDirectoryStream(folder)) {
            stream.forEach(each -> names.add(each.getFileName()));
        } catch (NoSuchFileException | NotDirectoryException gone) {
            visitor.skipped(name, "vanished while the folder was read");
            return List.of();
        } catch (DirectoryIteratorException failed) {
            visitor.unreadable(name, problem(folder, new IOException(failed.getMessage(), failed)));
            return List.of();
        } catch (IOException failed) {
            visitor.unreadable(name, problem(folder, failed));
            return List.of();
        }
        names.sort(null);
        return names;
    }

    private UpkeepException problem(Path path, IOException failed) {
        return FileProblems.reading("files." + group.name(), path, failed);
    }
}
