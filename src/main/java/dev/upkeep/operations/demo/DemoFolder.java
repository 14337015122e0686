package dev.upkeep.operations.demo;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.WRITE;

import dev.upkeep.base.problem.Kind;
import dev.upkeep.base.problem.UpkeepException;
import dev.upkeep.drivers.files.TreeRemoval;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

/// The one folder in which a demo keeps everything but its server's data. A marker file says that it is a demo's; it is
/// locked while the demo runs, and goes last, so that a removal that was cut short can go on.
final class DemoFolder implements AutoCloseable {
    private static final String MARKER = ".upkeep-demo";
    private static final String KEPT = ".kept";

    private final Path folder;
    private final FileChannel lock;

    private DemoFolder(Path folder, FileChannel lock) {
        this.folder = folder;
        this.lock = lock;
    }

    /// Makes it, or takes over one that is a demo's and that no demo uses now.
    ///
    /// @throws UpkeepException REFUSED when it is not a demo's, or one that is kept; CLASH when a demo runs in it
    static DemoFolder open(Path folder) {
        try {
            if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
                Files.createDirectories(folder.toAbsolutePath().getParent());
                Files.createDirectory(
                        folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            }
            if (isEmpty(folder)) {
                Files.write(folder.resolve(MARKER), new byte[0], CREATE_NEW);
            }
            return existing(folder)
                    .orElseThrow(() -> new UpkeepException(
                            Kind.REFUSED,
                            "the folder " + folder + " exists and is not a demo's; it was left alone",
                            "Choose another place: upkeep demo --folder PLACE"));
        } catch (IOException e) {
            throw failure("make the folder " + folder, e);
        }
    }

    /// The demo's folder there, locked; empty when there is none or when it is somebody else's.
    static Optional<DemoFolder> existing(Path folder) {
        if (!Files.isRegularFile(folder.resolve(MARKER), LinkOption.NOFOLLOW_LINKS)) {
            return Optional.empty();
        }
        try {
            var real = folder.toRealPath();
            return Optional.of(new DemoFolder(real, locked(real.resolve(MARKER))));
        } catch (IOException e) {
            throw failure("use the folder " + folder, e);
        }
    }

    private static boolean isEmpty(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return false;
        }
        try (var children = Files.newDirectoryStream(folder)) {
            return !children.iterator().hasNext();
        }
    }

    private static FileChannel locked(Path marker) throws IOException {
        var channel = FileChannel.open(marker, WRITE);
        try {
            if (channel.tryLock() != null) {
                return channel;
            }
        } catch (OverlappingFileLockException inThisProcess) {
            // The same answer as when another process holds it.
        }
        channel.close();
        throw new UpkeepException(
                Kind.CLASH,
                "another demo runs in " + marker.getParent(),
                "Wait until it ends, or choose another place: upkeep demo --folder PLACE");
    }

    Path path() {
        return folder;
    }

    Path file(String name) {
        return folder.resolve(name);
    }

    boolean isKept() {
        return Files.exists(file(KEPT));
    }

    void keep() {
        try {
            Files.write(file(KEPT), new byte[0]);
        } catch (IOException e) {
            throw failure("write in " + folder, e);
        }
    }

    /// Removes all that is in it, but not itself.
    void empty() {
        try (var children = Files.newDirectoryStream(folder)) {
            for (var child : children) {
                if (!child.endsWith(MARKER)) {
                    TreeRemoval.remove(child);
                }
            }
        } catch (IOException e) {
            throw failure("empty the folder " + folder, e);
        }
    }

    /// Removes it; then it can only be closed.
    void remove() {
        empty();
        try {
            Files.delete(file(MARKER));
            Files.delete(folder);
        } catch (IOException e) {
            throw failure("remove the folder " + folder, e);
        }
    }

    @Override
    public void close() {
        try {
            lock.close();
        } catch (IOException e) {
            throw failure("let go of the folder " + folder, e);
        }
    }

    private static UpkeepException failure(String what, IOException cause) {
        return new UpkeepException(
                Kind.FAILED,
                "the demo could not " + what + ": " + cause,
                "Check who owns it and whether there is space, or choose another place: upkeep demo --folder PLACE",
                cause);
    }
}
