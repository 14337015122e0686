package dev.upkeep.operations.restore;

import dev.upkeep.base.problem.Kind;
import dev.upkeep.base.problem.UpkeepException;
import dev.upkeep.base.text.Quantity;
import dev.upkeep.drivers.files.TreeRestore;
import dev.upkeep.operations.sets.ListReader;
import dev.upkeep.operations.sets.ObjectReader;
import dev.upkeep.run.Procedure;
import dev.upkeep.run.RunContext;
import dev.upkeep.run.RunId;
import dev.upkeep.run.StateJson;
import dev.upkeep.run.Step;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;

/// `restore APP SET --files … --to FOLDER`: makes the files beside the folder under a name of the run's own, and gives
/// them their place in one move when all are there and right.
final class RestoreFiles implements Procedure<FilesState> {
    private final ReadingRoom room;

    RestoreFiles(ReadingRoom room) {
        this.room = room;
    }

    @Override
    public String verb() {
        return "restore-files";
    }

    @Override
    public List<Step<FilesState>> steps() {
        return List.of(new MakeBeside(), new GivePlace());
    }

    @Override
    public String write(FilesState state) {
        return StateJson.write(state);
    }

    @Override
    public FilesState read(String json) {
        return StateJson.read(json, FilesState.class);
    }

    private static Path making(FilesState state, RunId run) {
        var folder = Path.of(state.folder());
        return folder.resolveSibling("." + folder.getFileName() + ".upkeep-" + run);
    }

    private static boolean isThere(Path path) {
        return Files.exists(path, LinkOption.NOFOLLOW_LINKS);
    }

    /// Tells a folder from any other that has or had its name; 0 when there is none.
    private static long inode(Path path) {
        try {
            return isThere(path) ? (long) Files.getAttribute(path, "unix:ino", LinkOption.NOFOLLOW_LINKS) : 0;
        } catch (IOException failed) {
            throw new UpkeepException(
                    Kind.FAILED,
                    "could not look at %s: %s".formatted(path, failed.getMessage()),
                    "Look whether its disk is mounted, then try again.",
                    failed);
        }
    }

    private final class MakeBeside implements Step<FilesState> {
        @Override
        public String name() {
            return "make the files beside their place";
        }

        @Override
        public boolean pointOfNoReturn() {
            return true;
        }

        @Override
        public FilesState perform(FilesState state, RunContext context) {
            refuseOccupied(Path.of(state.folder()));
            return room.with(state.app(), context, scratch -> make(state, context));
        }

        private FilesState make(FilesState state, RunContext context) {
            var manifest = room.set(state.app(), state.set()).manifest();
            var making = making(state, context.run());
            TreeRestore.remove(making);
            makeFolder(making);
            var files = new FilesRestoration(
                            new ObjectReader(room.store()),
                            new ListReader(room.store()),
                            new Selection(state.paths()),
                            making,
                            context)
                    .restore(manifest);
            context.note(Quantity.of(files, "file") + ", each with the recorded hash");
            return state.complete(inode(making));
        }

        @Override
        public void undo(FilesState state, RunContext context) {
            try {
                TreeRestore.remove(making(state, context.run()));
            } finally {
                room.clean(context);
            }
        }
    }

    private static void refuseOccupied(Path folder) {
        try {
            if (!isThere(folder)) {
                return;
            }
            try (var names = Files.newDirectoryStream(folder)) {
                if (!names.iterator().hasNext()) {
                    return;
                }
            }
        } catch (IOException notAFolder) {
            throw occupied(folder, notAFolder);
        }
        throw occupied(folder, new IOException("it is not empty"));
    }

    private static UpkeepException occupied(Path folder, IOException why) {
        return new UpkeepException(
                Kind.REFUSED,
                "%s exists and is not an empty folder".formatted(folder),
                "Name a new folder after --to; nothing is written over existing files.",
                why);
    }

    private static void makeFolder(Path folder) {
        try {
            Files.createDirectory(folder);
        } catch (IOException failed) {
            throw new UpkeepException(
                    Kind.MISSING,
                    "could not make %s: %s".formatted(folder, failed.getMessage()),
                    "The folder that holds it must exist and be yours to write.",
                    failed);
        }
    }

    private static final class GivePlace implements Step<FilesState> {
        @Override
        public String name() {
            return "give them their place";
        }

        @Override
        public Repeat repeat() {
            return Repeat.VERIFY_THEN_RETRY;
        }

        @Override
        public FilesState perform(FilesState state, RunContext context) {
            var making = making(state, context.run());
            var folder = Path.of(state.folder());
            if (inode(folder) == state.inode()) {
                force(folder.resolveSibling("."));
                return state;
            }
            requireWaiting(making, folder, state);
            try {
                Files.move(making, folder, StandardCopyOption.ATOMIC_MOVE);
            } catch (IOException failed) {
                throw new UpkeepException(
                        Kind.FAILED,
                        "the files are complete in %s but could not be moved to %s: %s"
                                .formatted(making, folder, failed.getMessage()),
                        "Make the place free: the next command tries again. Or move them by hand, then: upkeep settle",
                        failed);
            }
            force(folder.resolveSibling("."));
            return state;
        }

        private static void requireWaiting(Path making, Path folder, FilesState state) {
            if (inode(making) != state.inode()) {
                throw new UpkeepException(
                        Kind.NOT_FOUND,
                        "the restored files are neither in %s nor in %s any more".formatted(making, folder),
                        "Somebody moved or removed them. When that was meant, say so: upkeep settle");
            }
        }

        /// The new name is on disk when this returns.
        private static void force(Path parent) {
            try (var folder = FileChannel.open(parent, StandardOpenOption.READ)) {
                folder.force(true);
            } catch (IOException failed) {
                throw new UpkeepException(
                        Kind.FAILED,
                        "could not force %s to disk: %s".formatted(parent, failed.getMessage()),
                        "Look at its disk.",
                        failed);
            }
        }

        @Override
        public void undo(FilesState state, RunContext context) {
            // It is past the point of no return: it is finished, not taken back.
        }
    }
}
