package dev.upkeep.drivers.files;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Set;

/// A folder of a tree that others may change, held open: what is done at [#at] happens in this very folder, wherever
/// its path leads by now, so that nobody can put a link in the way. Java does not tell an open folder's number; it is
/// found in `/proc/self/fd`, by the inode.
final class HeldFolder implements AutoCloseable {
    private static final Path OPEN = Path.of("/proc/self/fd");

    private final FileChannel channel;
    private final Path here;
    private final Inodes.Inode inode;

    private HeldFolder(FileChannel channel, Path here, Inodes.Inode inode) {
        this.channel = channel;
        this.here = here;
        this.inode = inode;
    }

    /// @param folder not a link; links on the way to it are followed
    static HeldFolder hold(Path folder, Inodes inodes) throws IOException {
        var seen = inodes.read(folder);
        if (!seen.isFolder()) {
            throw new NotDirectoryException(folder.toString());
        }
        var before = numbersOf(seen);
        var channel = FileChannel.open(folder, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
        try {
            return new HeldFolder(channel, numberOf(seen, before), seen);
        } catch (IOException | RuntimeException failed) {
            channel.close();
            throw failed;
        }
    }

    /// Other holders of the same folder may close theirs: only the new number is ours.
    private static Path numberOf(Inodes.Inode folder, Set<Path> before) throws IOException {
        return numbersOf(folder).stream()
                .filter(number -> !before.contains(number))
                .findFirst()
                .orElseThrow(() -> new NoSuchFileException("the folder", null, "it was replaced while it was opened"));
    }

    private static Set<Path> numbersOf(Inodes.Inode folder) throws IOException {
        var found = new HashSet<Path>();
        try (var numbers = Files.newDirectoryStream(OPEN)) {
            for (var number : numbers) {
                if (leadsTo(number, folder)) {
                    found.add(number);
                }
            }
        }
        return found;
    }

    private static boolean leadsTo(Path number, Inodes.Inode folder) throws IOException {
        try {
            var seen = Files.readAttributes(number, "unix:dev,ino");
            return Long.valueOf(folder.device()).equals(seen.get("dev"))
                    && Long.valueOf(folder.number()).equals(seen.get("ino"));
        } catch (NoSuchFileException closedByNow) {
            return false;
        }
    }

    /// A name in the folder; itself it may be a link.
    ///
    /// @param octets of one part
    Path at(String octets) {
        return here.resolve(Octets.target(octets));
    }

    /// The folder itself, as a path that is no link.
    Path self() {
        return here.resolve(".");
    }

    long device() {
        return inode.device();
    }

    /// The names in it are on disk when this returns.
    void force() throws IOException {
        channel.force(true);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
