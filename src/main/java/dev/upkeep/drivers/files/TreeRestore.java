package dev.upkeep.drivers.files;

import dev.upkeep.base.problem.Kind;
import dev.upkeep.base.problem.UpkeepException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/// Makes a tree again in a new or empty folder, from entries in the order of a walk. The entries are not trusted:
/// what is out of order, twice, or not below a folder that this restore made itself is refused, so that nothing is ever
/// written elsewhere. Nobody but its owner can enter the folder before [#finish]. For one thread.
///
/// What was written is not forced to disk here: whoever restores does so once, at the end.
public final class TreeRestore {
    /// A folder that was made, and gets its mode and time when nothing more comes into it.
    private record Open(TreeName name, Path path, Optional<Attributes> attributes) {}

    /// A file's content.
    ///
    /// @param sha256 of the plain bytes, in lower-case hexadecimal digits
    /// @param holes whether blocks of zeros become holes
    public record Content(String sha256, boolean holes, Source source) {}

    @FunctionalInterface
    public interface Source {
        InputStream open() throws IOException;
    }

    private final Path target;
    private final Owners owners;
    private final Deque<Open> open = new ArrayDeque<>();
    private Optional<TreeName> last = Optional.empty();

    private TreeRestore(Path target, Owners owners) {
        this.target = target;
        this.owners = owners;
        open.push(new Open(TreeName.ROOT, target, Optional.empty()));
    }

    /// @param target is made when it is not there; its parent must be
    /// @throws UpkeepException REFUSED when there is something in it already, or it is not a folder
    public static TreeRestore into(Path target) {
        try {
            makeOrFindEmpty(target);
            var real = target.toRealPath();
            Files.setAttribute(real, "unix:mode", 0700);
            return new TreeRestore(real, Owners.of(real));
        } catch (IOException failed) {
            throw FileProblems.writing(target, failed);
        }
    }

    private static void makeOrFindEmpty(Path target) throws IOException {
        try {
            Files.createDirectory(target);
        } catch (FileAlreadyExistsException exists) {
            if (!Files.isDirectory(target, LinkOption.NOFOLLOW_LINKS) || !isEmpty(target)) {
                throw new UpkeepException(
                        Kind.REFUSED,
                        "%s exists and is not an empty folder".formatted(FileProblems.shown(target)),
                        "Name a new folder to restore into; nothing is ever written over existing files",
                        exists);
            }
        }
    }

    private static boolean isEmpty(Path folder) throws IOException {
        try (var names = Files.newDirectoryStream(folder)) {
            return !names.iterator().hasNext();
        }
    }

    public void folder(TreeEntry.Folder folder) {
        var path = place(folder.name());
        if (folder.name().isRoot()) {
            open.pop();
            open.push(new Open(TreeName.ROOT, target, Optional.of(folder.attributes())));
            return;
        }
        writing(path, () -> {
            Files.createDirectory(path);
            Files.setAttribute(path, "unix:mode", 0700);
        });
        open.push(new Open(folder.name(), path, Optional.of(folder.attributes())));
    }

    /// Writes a file beside its place, and gives it its name when the content is the one that is expected.
    ///
    /// @throws UpkeepException DAMAGED when the content has another hash or size
    public void file(TreeEntry.Regular file, Content content) {
        var path = place(file.name());
        writing(path, () -> {
            NewFile.write(path, file, content);
            owners.settle(path, file.attributes());
        });
    }

    public void link(TreeEntry.Symlink link) {
        var path = place(link.name());
        writing(path, () -> {
            Files.createSymbolicLink(path, Octets.target(Octets.of(link.target())));
            owners.settleLink(path, link.attributes());
        });
    }

    /// Another name of a file that this restore wrote. When its first name was not restored, the caller gives the
    /// content to [#file] under this name instead.
    ///
    /// @throws UpkeepException DAMAGED when there is no such file
    public void hardLink(TreeEntry.HardLink link) {
        var path = place(link.name());
        if (link.first().compareTo(link.name()) >= 0 || !has(link.first())) {
            throw damaged(link.name(), "it is another name of %s, which is not there".formatted(link.first()));
        }
        writing(path, () -> Files.createLink(path, link.first().in(target)));
    }

    /// Whether this restore wrote a file of that name.
    public boolean has(TreeName file) {
        var path = file.in(target);
        for (var folder = path.getParent(); folder != null && !folder.equals(target); folder = folder.getParent()) {
            if (Files.isSymbolicLink(folder)) {
                return false;
            }
        }
        return Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS);
    }

    /// Gives the folders that are still open their modes and times.
    ///
    /// @return what could not be made as it was, one sentence each
    public List<String> finish() {
        while (!open.isEmpty()) {
            close(open.pop());
        }
        return owners.remarks();
    }

    /// Removes what a restore made, links not followed; nothing happens when it is not there.
    public static void remove(Path target) {
        try {
            TreeRemoval.remove(target);
        } catch (IOException failed) {
            throw FileProblems.writing(target, failed);
        }
    }

    /// Where an entry belongs; closes the folders that the walk has left.
    private Path place(TreeName name) {
        var ordered = last.map(before -> before.compareTo(name) < 0).orElse(true);
        if (!ordered) {
            throw damaged(name, "the list of files is out of order, or names it twice");
        }
        last = Optional.of(name);
        while (open.size() > 1 && !name.isWithin(open.element().name())) {
            close(open.pop());
        }
        if (!name.isRoot() && !name.parent().equals(open.element().name())) {
            throw damaged(name, "the list of files does not have its folder");
        }
        return name.in(target);
    }

    private void close(Open folder) {
        folder.attributes()
                .ifPresent(attributes -> writing(folder.path(), () -> owners.settle(folder.path(), attributes)));
    }

    private static UpkeepException damaged(TreeName name, String why) {
        return new UpkeepException(
                Kind.DAMAGED,
                "%s was not restored: %s".formatted(name, why),
                "Verify the set, or restore an older one");
    }

    @FunctionalInterface
    private interface Writing {
        void run() throws IOException;
    }

    private static void writing(Path path, Writing work) {
        try {
            work.run();
        } catch (IOException failed) {
            throw FileProblems.writing(path, failed);
        }
    }
}
