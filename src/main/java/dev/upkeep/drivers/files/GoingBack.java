package dev.upkeep.drivers.files;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/// Takes back what [Replacing] did, one name at a time, as far as nobody changed it since: what an app wrote after a
/// restore is never lost. May be repeated after a crash. For one thread.
public final class GoingBack {
    /// What became of a name.
    public enum End {
        /// It is as it was before the run.
        BACK,
        /// There was nothing to do.
        NOTHING,
        /// Somebody changed it since; it is left alone.
        LEFT
    }

    private final LiveTree tree;
    private final Aside aside;

    public GoingBack(LiveTree tree, Aside aside) {
        this.tree = tree;
        this.aside = aside;
    }

    /// Whether a file or link of that name is kept.
    public boolean keeps(TreeName name) {
        try {
            return aside.keeps(name);
        } catch (IOException failed) {
            throw FileProblems.reading("files", tree.shown(name), failed);
        }
    }

    /// Gives the kept file or link its name again.
    ///
    /// @param restored what the run put in its place
    public End putBack(TreeEntry restored) {
        return end(restored.name(), () -> {
            var name = restored.name();
            var kept = aside.kept(name);
            return switch (tree.look(name)) {
                case LiveTree.Seen.Nothing ignored -> move(kept, name);
                case LiveTree.Seen.Obstacle ignored -> End.LEFT;
                case LiveTree.Seen.Thing(var now) -> {
                    if (isSame(kept, name)) {
                        Files.delete(kept);
                        yield End.NOTHING;
                    }
                    yield Replacing.isRestored(now, restored) ? move(kept, name) : End.LEFT;
                }
            };
        });
    }

    private End move(Path kept, TreeName name) throws IOException {
        Files.move(kept, tree.at(name), StandardCopyOption.ATOMIC_MOVE);
        tree.changed(name.parent());
        return End.BACK;
    }

    private boolean isSame(Path kept, TreeName name) throws IOException {
        return tree.inodes().read(kept).number()
                == tree.inodes().read(tree.at(name)).number();
    }

    /// Removes a file or link that was not there before the run.
    ///
    /// @param restored what the run put there
    public End remove(TreeEntry restored) {
        return end(restored.name(), () -> switch (tree.look(restored.name())) {
            case LiveTree.Seen.Nothing ignored -> End.NOTHING;
            case LiveTree.Seen.Obstacle ignored -> End.LEFT;
            case LiveTree.Seen.Thing(var now) -> Replacing.isRestored(now, restored) ? takeAway(now) : End.LEFT;
        });
    }

    /// Moved out of sight first: what somebody put there in this moment gets its name again.
    private End takeAway(TreeEntry seen) throws IOException {
        var fresh = aside.fresh();
        Files.move(tree.at(seen.name()), fresh, StandardCopyOption.ATOMIC_MOVE);
        var right = tree.see(fresh, seen.name()) instanceof LiveTree.Seen.Thing(var moved)
                && Replacing.looksLike(moved, seen);
        if (!right) {
            Files.createLink(tree.at(seen.name()), fresh);
        }
        Files.delete(fresh);
        tree.changed(seen.name().parent());
        return right ? End.BACK : End.LEFT;
    }

    /// Removes a folder that was not there before the run, when nothing is in it.
    public End removeFolder(TreeName name) {
        return end(name, () -> {
            try {
                var path = tree.at(name);
                if (!Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
                    return Files.exists(path, LinkOption.NOFOLLOW_LINKS) ? End.LEFT : End.NOTHING;
                }
                Files.delete(path);
                return End.BACK;
            } catch (DirectoryNotEmptyException used) {
                return End.LEFT;
            }
        });
    }

    /// Gives a file, folder or link the owner, group, mode and time that it had.
    public End unsettle(TreeEntry before, Attributes given) {
        return end(before.name(), () -> {
            if (!(tree.look(before.name()) instanceof LiveTree.Seen.Thing(var now))) {
                return End.LEFT;
            }
            if (tree.isSettled(now, attributes(before))) {
                return End.NOTHING;
            }
            if (!tree.isSettled(now, given)) {
                return End.LEFT;
            }
            try (var replacing = new Replacing(tree, aside)) {
                return replacing.settle(now, attributes(before)) ? End.BACK : End.LEFT;
            }
        });
    }

    public static Attributes attributes(TreeEntry entry) {
        return switch (entry) {
            case TreeEntry.Regular file -> file.attributes();
            case TreeEntry.Folder folder -> folder.attributes();
            case TreeEntry.Symlink link -> link.attributes();
            case TreeEntry.HardLink link -> throw new IllegalArgumentException("has no attributes: " + link);
        };
    }

    /// Gives the folders their attributes; all of it is on disk when this returns.
    public void finish() {
        try {
            tree.finish();
        } catch (IOException failed) {
            throw FileProblems.writing(tree.shown(TreeName.ROOT), failed);
        }
    }

    @FunctionalInterface
    private interface Work {
        End run() throws IOException;
    }

    private End end(TreeName name, Work work) {
        try {
            return work.run();
        } catch (NoSuchFileException folderIsGone) {
            return End.LEFT;
        } catch (IOException failed) {
            throw FileProblems.writing(tree.shown(name), failed);
        }
    }
}
