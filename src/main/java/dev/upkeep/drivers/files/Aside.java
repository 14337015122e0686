package dev.upkeep.drivers.files;

import dev.upkeep.base.problem.Kind;
import dev.upkeep.base.problem.UpkeepException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// The folder `.upkeep-before-RUN/GROUP` in a live tree, which nobody else may enter: what a run replaced (`old`), what
/// is not yet in its place (`new`), and what the run does (`list`). No walk enters it. For one thread.
public final class Aside implements AutoCloseable {
    private static final String BEGINNING = ".upkeep-before-";
    private static final Pattern NAME = Pattern.compile(Pattern.quote(BEGINNING) + "\\d{8}-\\d{6}-[0-9a-f]{6}");

    private static FileAttribute<?> onlyOurs() {
        return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
    }

    private final HeldFolder folder;
    private final Path shown;
    private final Set<TreeName> used = new HashSet<>();
    private long made;

    private Aside(HeldFolder folder, Path shown) {
        this.folder = folder;
        this.shown = shown;
    }

    /// Whether a folder of that name is one of ours.
    static boolean isOne(TreeName name) {
        return NAME.matcher(name.last()).matches();
    }

    /// @param run its id
    public static String nameOf(String run) {
        return BEGINNING + run;
    }

    /// An empty one; what a run of that id left is forgotten.
    ///
    /// @throws UpkeepException MISSING when this account may not write there
    public static Aside make(LiveTree tree, String run, String group) {
        var name = new TreeName(nameOf(run));
        try {
            try {
                Files.createDirectory(tree.at(name), onlyOurs());
            } catch (FileAlreadyExistsException ofAnotherGroup) {
                requireOurs(tree, name);
            }
            var path = tree.at(name.child(group));
            TreeRemoval.remove(path);
            Files.createDirectory(path, onlyOurs());
            var aside = new Aside(HeldFolder.hold(path, tree.inodes()), tree.shown(name.child(group)));
            Files.createDirectory(aside.folder.at("old"), onlyOurs());
            tree.rootFolder().force();
            return aside;
        } catch (IOException failed) {
            throw FileProblems.writing(tree.shown(name), failed);
        }
    }

    /// The one of a run; empty when it made none.
    ///
    /// @throws UpkeepException STUCK when somebody else put another thing there
    public static Optional<Aside> find(LiveTree tree, String run, String group) {
        var name = new TreeName(nameOf(run));
        try {
            requireOurs(tree, name);
            return Optional.of(new Aside(
                    HeldFolder.hold(tree.at(name.child(group)), tree.inodes()), tree.shown(name.child(group))));
        } catch (NoSuchFileException none) {
            return Optional.empty();
        } catch (IOException failed) {
            throw FileProblems.reading("files." + group, tree.shown(name), failed);
        }
    }

    private static void requireOurs(LiveTree tree, TreeName name) throws IOException {
        var path = tree.at(name);
        var inode = tree.inodes().read(path);
        if (!inode.isFolder() || !tree.owners().isOurs(path) || (inode.mode() & 077) != 0) {
            throw new UpkeepException(
                    Kind.STUCK,
                    "%s is not the folder that Upkeep made: another account owns it or may enter it"
                            .formatted(tree.shown(name)),
                    "Look who put it there. When its content is right: chown and chmod 0700, then try again.");
        }
    }

    /// What the run does, line by line; the caller's to write and read.
    public Path list() {
        return folder.at("list");
    }

    /// Where what had a name is kept.
    Path kept(TreeName name) {
        return name.in(folder.at("old"));
    }

    /// Whether a file or link of that name is kept. A folder is only the way to what is kept below it.
    ///
    /// @throws IOException when it can't be told
    boolean keeps(TreeName name) throws IOException {
        try {
            return !Files.readAttributes(kept(name), BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                    .isDirectory();
        } catch (NoSuchFileException none) {
            return false;
        }
    }

    /// A name that is free in a folder of ours, for what has no place yet.
    Path fresh() throws IOException {
        Files.createDirectories(folder.at("new"), onlyOurs());
        var path = folder.at("new").resolve("n" + made++);
        Files.deleteIfExists(path);
        return path;
    }

    /// The folders above it are made.
    Path toKeep(TreeName name) throws IOException {
        for (var above = name.parent(); !above.isRoot() && used.add(above); above = above.parent()) {
            Files.createDirectories(kept(above));
        }
        return kept(name);
    }

    /// What is kept is on disk when this returns.
    public void force() {
        try {
            used.add(TreeName.ROOT);
            for (var each : used) {
                try (var open = FileChannel.open(kept(each), StandardOpenOption.READ)) {
                    open.force(true);
                }
            }
            used.clear();
            folder.force();
        } catch (IOException failed) {
            throw FileProblems.writing(shown, failed);
        }
    }

    /// Removes what has no place yet.
    public void clear() {
        try {
            TreeRemoval.remove(folder.at("new"));
        } catch (IOException failed) {
            throw FileProblems.writing(shown, failed);
        }
    }

    /// Removes a run's folder of one group with all that it keeps, and the run's own when it was the last one.
    public static void remove(LiveTree tree, String run, String group) {
        var name = new TreeName(nameOf(run));
        try {
            requireOurs(tree, name);
            TreeRemoval.remove(tree.at(name.child(group)));
            tree.enter(TreeName.ROOT);
            Files.delete(tree.at(name));
            tree.rootFolder().force();
        } catch (NoSuchFileException | DirectoryNotEmptyException fine) {
            return;
        } catch (IOException failed) {
            throw FileProblems.writing(tree.shown(name), failed);
        }
    }

    @Override
    public void close() {
        try {
            folder.close();
        } catch (IOException failed) {
            throw FileProblems.reading("files", shown, failed);
        }
    }
}
