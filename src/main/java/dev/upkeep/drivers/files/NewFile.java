package dev.upkeep.drivers.files;

import dev.upkeep.base.problem.Kind;
import dev.upkeep.base.problem.UpkeepException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Set;

/// One restored file: written beside its place, hashed while it is written, named when it is right.
final class NewFile {
    private static final int BUFFER = 256 * 1024;

    private NewFile() {}

    static void write(Path path, TreeEntry.Regular file, TreeRestore.Content content) throws IOException {
        var beside = path.resolveSibling(".upkeep-restore-" + file.inode() + ".part");
        try {
            fill(beside, file, content);
            Files.move(beside, path, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(beside);
        }
    }

    private static void fill(Path beside, TreeEntry.Regular file, TreeRestore.Content content) throws IOException {
        var options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        var secret = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        try (var in = content.source().open();
                var out = FileChannel.open(beside, options, secret)) {
            var hash = sha256();
            var written = copy(in, out, hash, file.size(), content.holes());
            var found = HexFormat.of().formatHex(hash.digest());
            if (written != file.size() || !found.equals(content.sha256())) {
                throw damaged(file, content, written, found);
            }
            endWithHole(out, file.size());
        }
    }

    /// Stops soon after the expected size: the list and the content disagree, and a disk is finite.
    private static long copy(InputStream in, FileChannel out, MessageDigest hash, long size, boolean holes)
            throws IOException {
        var buffer = new byte[(int) Math.min(BUFFER, size + 1)];
        var written = 0L;
        while (written <= size) {
            var got = in.readNBytes(buffer, 0, buffer.length);
            if (got == 0) {
                return written;
            }
            hash.update(buffer, 0, got);
            for (var at = 0; at < got; at += MeasuredInput.BLOCK) {
                var end = Math.min(at + MeasuredInput.BLOCK, got);
                writeUnlessHole(out, buffer, at, end, written + at, holes);
            }
            written += got;
        }
        return written;
    }

    private static void writeUnlessHole(FileChannel out, byte[] buffer, int from, int to, long position, boolean holes)
            throws IOException {
        if (holes && to - from == MeasuredInput.BLOCK && MeasuredInput.isZero(buffer, from, to)) {
            return;
        }
        var bytes = ByteBuffer.wrap(buffer, from, to - from);
        while (bytes.hasRemaining()) {
            out.write(bytes, position + bytes.position() - from);
        }
    }

    /// A file that ends with a hole gets its length from one last byte.
    private static void endWithHole(FileChannel out, long size) throws IOException {
        if (out.size() < size) {
            out.write(ByteBuffer.allocate(1), size - 1);
        }
    }

    /// @param checkpoint called again and again, may throw
    static String hash(InputStream content, Runnable checkpoint) throws IOException {
        var hash = sha256();
        var buffer = new byte[BUFFER];
        for (var got = content.read(buffer); got >= 0; got = content.read(buffer)) {
            hash.update(buffer, 0, got);
            checkpoint.run();
        }
        return HexFormat.of().formatHex(hash.digest());
    }

    private static UpkeepException damaged(
            TreeEntry.Regular file, TreeRestore.Content content, long size, String hash) {
        return new UpkeepException(
                Kind.DAMAGED,
                "%s was not restored: its content has %d bytes with SHA-256 %s; backed up were %d bytes with %s"
                        .formatted(file.name(), size, hash, file.size(), content.sha256()),
                "Run upkeep verify on this set, and restore the file from another one");
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
