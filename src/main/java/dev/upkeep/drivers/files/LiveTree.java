package dev.upkeep.drivers.files;

import dev.upkeep.base.problem.UpkeepException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// A tree where an app lives, entered folder by folder: a link in the way is never followed, and the tree's file system
/// not left. Cheap when it is asked in the order of a walk. For one thread.
public final class LiveTree implements AutoCloseable {
    /// What there is under a name now.
    public sealed interface Seen {
        record Nothing() implements Seen {}

        record Thing(TreeEntry entry) implements Seen {}

        /// Something that is neither file, folder nor link, or that is not reached.
        record Obstacle(String why) implements Seen {}
    }

    private record Level(TreeName name, HeldFolder folder) {}

    /// What a folder gets when nothing more comes into it.
    private record Settling(Attributes attributes, boolean alsoTime) {}

    /// A name is not reached because of what is on the way.
    static final class Blocked extends IOException {
        private static final long serialVersionUID = 1;

        private Blocked(TreeName name, String what) {
            super("%s %s here".formatted(name, what));
        }
    }

    private final Inodes inodes;
    private final Owners owners;
    private final Path root;
    private final Deque<Level> levels = new ArrayDeque<>();
    private final Map<TreeName, Settling> settling = new HashMap<>();
    private final Set<TreeName> changed = new HashSet<>();

    private LiveTree(Path root, Path path, Inodes inodes, Owners owners) throws IOException {
        this.root = root;
        this.inodes = inodes;
        this.owners = owners;
        levels.push(new Level(TreeName.ROOT, HeldFolder.hold(path, inodes)));
    }

    /// @param root a real folder
    /// @throws UpkeepException MISSING when it may not be read, FAILED when it is not there
    public static LiveTree at(Path root) {
        try {
            return new LiveTree(root, root, new Inodes(), Owners.ofThisProcess());
        } catch (IOException failed) {
            throw FileProblems.reading("the files", root, failed);
        }
    }

    /// The same tree, entered once more: asking one does not leave the folders of the other.
    LiveTree again() throws IOException {
        return new LiveTree(root, levels.getLast().folder().self(), inodes, owners);
    }

    Owners owners() {
        return owners;
    }

    Inodes inodes() {
        return inodes;
    }

    HeldFolder rootFolder() {
        return levels.getLast().folder();
    }

    public Seen look(TreeName name) {
        try {
            return see(at(name), name);
        } catch (NoSuchFileException nothing) {
            return new Seen.Nothing();
        } catch (Blocked blocked) {
            return new Seen.Obstacle(String.valueOf(blocked.getMessage()));
        } catch (IOException failed) {
            return new Seen.Obstacle("could not be looked at: "
                    + FileProblems.reading("files", name.in(root), failed)
                            .problem()
                            .message());
        }
    }

    Seen see(Path path, TreeName name) throws IOException {
        var inode = inodes.read(path);
        if (inode.isFolder()) {
            return new Seen.Thing(new TreeEntry.Folder(name, inode.attributes()));
        }
        if (inode.isRegular()) {
            return new Seen.Thing(inode.asFile(name));
        }
        if (inode.isSymlink()) {
            var target = Octets.raw(Octets.ofTarget(Files.readSymbolicLink(path)));
            return new Seen.Thing(new TreeEntry.Symlink(name, inode.attributes(), target));
        }
        return new Seen.Obstacle("is %s here".formatted(inode.kind()));
    }

    /// Whether owner, group, mode and time are what a restore would make of these. A folder's time is its own affair,
    /// and nobody asks a link for its mode.
    public boolean isSettled(TreeEntry live, Attributes wanted) {
        try {
            return switch (live) {
                case TreeEntry.Regular file ->
                    owners.isSettled(file.attributes(), wanted)
                            && sameTime(file.attributes().modified(), wanted.modified());
                case TreeEntry.Folder folder -> owners.isSettled(folder.attributes(), wanted);
                case TreeEntry.Symlink link ->
                    owners.isOwned(link.attributes(), wanted)
                            && sameTime(link.attributes().modified(), wanted.modified());
                case TreeEntry.HardLink ignored -> true;
            };
        } catch (IOException failed) {
            throw FileProblems.reading("files", shown(live.name()), failed);
        }
    }

    /// File systems keep nanoseconds, or whole seconds only.
    static boolean sameTime(Instant live, Instant recorded) {
        return live.equals(recorded) || (live.getNano() == 0 && live.getEpochSecond() == recorded.getEpochSecond());
    }

    /// SHA-256 of a file's content as it is now.
    ///
    /// @param checkpoint called again and again, may throw
    public String hash(TreeName file, Runnable checkpoint) {
        try {
            var path = at(file);
            try (var content = Files.newInputStream(path, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
                return NewFile.hash(content, checkpoint);
            }
        } catch (IOException failed) {
            throw FileProblems.reading("files", shown(file), failed);
        }
    }

    /// For people; nobody works with it.
    Path shown(TreeName name) {
        return name.in(root);
    }

    /// The path of a name, in its folder held open.
    Path at(TreeName name) throws IOException {
        return name.isRoot() ? rootFolder().self() : enter(name.parent()).at(name.last());
    }

    HeldFolder enter(TreeName folder) throws IOException {
        while (!folder.isWithin(levels.element().name())) {
            leave();
        }
        var rest = folder.octets().substring(levels.element().name().octets().length());
        for (var part : rest.isEmpty() ? List.<String>of() : List.of(rest.split("/"))) {
            if (!part.isEmpty()) {
                push(part);
            }
        }
        return levels.element().folder();
    }

    private void push(String part) throws IOException {
        var above = levels.element();
        var name = above.name().child(part);
        var path = above.folder().at(part);
        var inode = inodes.read(path);
        if (inode.isSymlink()) {
            throw new Blocked(name, "is a link that is not followed");
        }
        if (!inode.isFolder()) {
            throw new Blocked(name, "is no folder");
        }
        if (inode.device() != above.folder().device()) {
            throw new Blocked(name, "is another file system");
        }
        levels.push(new Level(name, HeldFolder.hold(path, inodes)));
    }

    /// Makes a folder that nobody else enters before it is left: then it gets its attributes.
    void make(TreeEntry.Folder folder) throws IOException {
        var onlyOurs = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
        Files.createDirectory(at(folder.name()), onlyOurs);
        var made = enter(folder.name());
        if (!owners.isOurs(made.self()) || !isEmpty(made.self())) {
            throw new Blocked(folder.name(), "was replaced by somebody while it was made, and is not trusted");
        }
        settling.put(folder.name(), new Settling(folder.attributes(), true));
    }

    private static boolean isEmpty(Path folder) throws IOException {
        try (var names = Files.newDirectoryStream(folder)) {
            return !names.iterator().hasNext();
        }
    }

    /// Gives a folder that is there its owner, group and mode, when it is left.
    void settleFolder(TreeEntry.Folder folder) throws IOException {
        enter(folder.name());
        settling.put(folder.name(), new Settling(folder.attributes(), false));
    }

    /// What was made or changed in it is on disk, and it has its attributes.
    private void leave() throws IOException {
        var level = levels.pop();
        try (var folder = level.folder()) {
            var attributes = settling.get(level.name());
            if (attributes != null) {
                owners.settleFolder(folder.self(), attributes.attributes(), attributes.alsoTime());
            }
            if (changed.remove(level.name()) || attributes != null) {
                folder.force();
            }
        }
    }

    /// A name was given or taken away in the folder, which is entered.
    void changed(TreeName folder) {
        changed.add(folder);
    }

    /// Leaves all folders.
    void finish() throws IOException {
        enter(TreeName.ROOT);
        var attributes = settling.remove(TreeName.ROOT);
        if (attributes != null) {
            owners.settleFolder(rootFolder().self(), attributes.attributes(), attributes.alsoTime());
        }
        rootFolder().force();
    }

    @Override
    public void close() {
        try {
            for (var level : levels) {
                level.folder().close();
            }
        } catch (IOException failed) {
            throw FileProblems.reading("the files", root, failed);
        }
    }
}
