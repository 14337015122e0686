package dev.upkeep.drivers.files;

import dev.upkeep.base.problem.Kind;
import dev.upkeep.base.problem.UpkeepException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;

/// Puts things into a live tree, each whole or not at all: written and checked [Aside], then given the name in one
/// move. What has the name is kept before, as a second name of the very file, so that not even what somebody still
/// writes into it is lost. Each method says false, and changes nothing, when what is there is not what the caller saw.
/// For one thread.
public final class Replacing implements AutoCloseable {
    private final LiveTree tree;
    private final LiveTree others;
    private final Aside aside;

    /// @param tree closed by the caller, like what is aside
    public Replacing(LiveTree tree, Aside aside) {
        this.tree = tree;
        this.aside = aside;
        try {
            this.others = tree.again();
        } catch (IOException failed) {
            throw FileProblems.reading("files", tree.shown(TreeName.ROOT), failed);
        }
    }

    /// Whether it is still what was seen: the same file, neither written nor replaced since. Its other names and its
    /// rights are not asked.
    public static boolean looksLike(TreeEntry now, TreeEntry seen) {
        return switch (now) {
            case TreeEntry.Regular file ->
                seen instanceof TreeEntry.Regular before
                        && file.inode() == before.inode()
                        && file.size() == before.size()
                        && file.attributes()
                                .modified()
                                .equals(before.attributes().modified());
            case TreeEntry.Symlink link ->
                seen instanceof TreeEntry.Symlink before
                        && link.target().equals(before.target())
                        && link.attributes()
                                .modified()
                                .equals(before.attributes().modified());
            case TreeEntry.Folder ignored -> seen instanceof TreeEntry.Folder;
            case TreeEntry.HardLink ignored -> false;
        };
    }

    /// Gives what is there a second name aside. Nothing is copied.
    ///
    /// @param seen a file or a link
    public boolean keep(TreeEntry seen) {
        return writing(seen.name(), () -> {
            var kept = aside.toKeep(seen.name());
            Files.deleteIfExists(kept);
            if (!link(kept, tree.at(seen.name()), seen.name())) {
                return false;
            }
            if (isSeen(kept, seen)) {
                return true;
            }
            Files.delete(kept);
            return false;
        });
    }

    private boolean link(Path newName, Path existing, TreeName name) throws IOException {
        try {
            Files.createLink(newName, existing);
            return true;
        } catch (NoSuchFileException gone) {
            return false;
        } catch (FileSystemException refused) {
            throw new UpkeepException(
                    Kind.FAILED,
                    "%s cannot be kept before it is replaced: a second name of it is refused: %s"
                            .formatted(FileProblems.shown(tree.shown(name)), refused.getReason()),
                    "Look at the free space (df), and run as root or as the file's owner. Where the file system has no"
                            + " hard links, restore beside with --to.",
                    refused);
        }
    }

    private boolean isSeen(Path path, TreeEntry seen) throws IOException {
        return tree.see(path, seen.name()) instanceof LiveTree.Seen.Thing(var entry) && looksLike(entry, seen);
    }

    /// @param expected what is there and is kept; empty when nothing is
    /// @throws UpkeepException DAMAGED when the content is not the recorded one
    public boolean file(TreeEntry.Regular file, TreeRestore.Content content, Optional<TreeEntry> expected) {
        return placing(file.name(), expected, fresh -> {
            NewFile.write(fresh, file, content);
            try (var channel = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
                channel.force(true);
            }
            tree.owners().settle(fresh, file.attributes());
        });
    }

    public boolean symlink(TreeEntry.Symlink link, Optional<TreeEntry> expected) {
        return placing(link.name(), expected, fresh -> {
            Files.createSymbolicLink(fresh, Octets.target(Octets.of(link.target())));
            tree.owners().settleLink(fresh, link.attributes());
        });
    }

    /// Another name of a file that is there with the recorded size and time; false when it is not.
    public boolean hardLink(TreeEntry.Regular first, TreeName name, Optional<TreeEntry> expected) {
        var there = others.look(first.name());
        if (!(there instanceof LiveTree.Seen.Thing(TreeEntry.Regular file)) || !isRestored(file, first)) {
            return false;
        }
        return placing(name, expected, fresh -> {
            Files.createLink(fresh, others.at(first.name()));
            if (!isSeen(fresh, file)) {
                throw new IOException("%s was changed meanwhile".formatted(first.name()));
            }
        });
    }

    /// Whether it looks like what a restore makes of a recorded entry.
    static boolean isRestored(TreeEntry now, TreeEntry recorded) {
        return switch (now) {
            case TreeEntry.Regular file ->
                recorded instanceof TreeEntry.Regular made
                        && file.size() == made.size()
                        && LiveTree.sameTime(
                                file.attributes().modified(), made.attributes().modified());
            case TreeEntry.Symlink link ->
                recorded instanceof TreeEntry.Symlink made && link.target().equals(made.target());
            case TreeEntry.Folder ignored -> recorded instanceof TreeEntry.Folder;
            case TreeEntry.HardLink ignored -> false;
        };
    }

    private boolean placing(TreeName name, Optional<TreeEntry> expected, Making making) {
        return writing(name, () -> {
            var fresh = aside.fresh();
            try {
                making.make(fresh);
                return isExpected(name, expected) && (expected.isEmpty() ? addName(fresh, name) : rename(fresh, name));
            } finally {
                Files.deleteIfExists(fresh);
            }
        });
    }

    private boolean isExpected(TreeName name, Optional<TreeEntry> expected) throws IOException {
        return switch (tree.look(name)) {
            case LiveTree.Seen.Nothing ignored -> expected.isEmpty();
            case LiveTree.Seen.Thing(var now) ->
                expected.isPresent() && aside.keeps(name) && looksLike(now, expected.get());
            case LiveTree.Seen.Obstacle ignored -> false;
        };
    }

    private boolean rename(Path fresh, TreeName name) throws IOException {
        Files.move(fresh, tree.at(name), StandardCopyOption.ATOMIC_MOVE);
        tree.changed(name.parent());
        return true;
    }

    /// Unlike a move this never takes a name that somebody else was faster with.
    private boolean addName(Path fresh, TreeName name) throws IOException {
        try {
            Files.createLink(tree.at(name), fresh);
            tree.changed(name.parent());
            return true;
        } catch (FileAlreadyExistsException faster) {
            return false;
        } catch (FileSystemException noHardLinks) {
            return rename(fresh, name);
        }
    }

    public boolean folder(TreeEntry.Folder folder) {
        return writing(folder.name(), () -> {
            try {
                tree.make(folder);
                return true;
            } catch (FileAlreadyExistsException faster) {
                return false;
            }
        });
    }

    /// Gives what is there the recorded owner, group, mode and time; its content stays.
    ///
    /// @param attributes a folder's time is not among them
    public boolean settle(TreeEntry seen, Attributes attributes) {
        return writing(seen.name(), () -> {
            if (seen instanceof TreeEntry.Folder) {
                tree.settleFolder(new TreeEntry.Folder(seen.name(), attributes));
                return true;
            }
            var fresh = aside.fresh();
            try {
                return link(fresh, tree.at(seen.name()), seen.name())
                        && isSeen(fresh, seen)
                        && settle(fresh, seen, attributes);
            } finally {
                Files.deleteIfExists(fresh);
            }
        });
    }

    private boolean settle(Path path, TreeEntry seen, Attributes attributes) throws IOException {
        if (seen instanceof TreeEntry.Symlink) {
            tree.owners().settleLink(path, attributes);
        } else {
            tree.owners().settle(path, attributes);
        }
        return true;
    }

    /// Gives the folders their attributes.
    ///
    /// @return what could not be made as it was, one sentence each
    public List<String> finish() {
        writing(TreeName.ROOT, () -> {
            tree.finish();
            return true;
        });
        return tree.owners().remarks();
    }

    @FunctionalInterface
    private interface Making {
        void make(Path fresh) throws IOException;
    }

    @FunctionalInterface
    private interface Writing {
        boolean run() throws IOException;
    }

    private boolean writing(TreeName name, Writing work) {
        try {
            return work.run();
        } catch (IOException failed) {
            throw FileProblems.writing(tree.shown(name), failed);
        }
    }

    @Override
    public void close() {
        others.close();
    }
}
