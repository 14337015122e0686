package dev.upkeep.operations.demo;

import com.github.luben.zstd.ZstdInputStream;
import dev.upkeep.base.problem.Kind;
import dev.upkeep.base.problem.UpkeepException;
import dev.upkeep.operations.sets.ObjectRef;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// What a bad disk does: one byte of a stored object becomes another. Length and time stay as they were, so that only
/// reading the content can tell.
final class Damage {
    private Damage() {}

    /// @return where the byte is, counted from 0
    static long inflict(Path store, ObjectRef object) {
        var file = store.resolve(object.name());
        try {
            var time = Files.getLastModifiedTime(file);
            var offset = Files.size(file) / 2;
            try (var open = new RandomAccessFile(file.toFile(), "rw")) {
                open.seek(offset);
                var value = open.read();
                open.seek(offset);
                open.write(value ^ 0x10);
            }
            Files.setLastModifiedTime(file, time);
            return offset;
        } catch (IOException e) {
            throw failure("damage", file, e);
        }
    }

    /// Whether an object's content still has the hash that is its name, by reading it here, not by Upkeep.
    static boolean isWhole(Path store, ObjectRef object) {
        var file = store.resolve(object.name());
        if (!Files.exists(file)) {
            return false;
        }
        try (var content = new BufferedInputStream(Files.newInputStream(file));
                var hashing =
                        new DigestOutputStream(OutputStream.nullOutputStream(), MessageDigest.getInstance("SHA-256"))) {
            return hasHash(object, content, hashing);
        } catch (IOException e) {
            throw failure("read", file, e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static boolean hasHash(ObjectRef object, BufferedInputStream content, DigestOutputStream hashing) {
        try (var plain = new ZstdInputStream(content)) {
            plain.transferTo(hashing);
        } catch (IOException notZstdAnyMore) {
            return false;
        }
        return HexFormat.of().formatHex(hashing.getMessageDigest().digest()).equals(object.sha256());
    }

    private static UpkeepException failure(String what, Path file, IOException cause) {
        return new UpkeepException(Kind.FAILED, "the demo could not %s %s: %s".formatted(what, file, cause), "", cause);
    }
}
