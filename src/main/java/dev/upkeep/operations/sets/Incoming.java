package dev.upkeep.operations.sets;

import com.github.luben.zstd.ZstdOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A content on its way into the store: hashed as it comes, kept in memory while it is small, else compressed
/// into staging at once.
final class Incoming extends OutputStream {
    private static final int IN_MEMORY = 16 * 1024 * 1024;
    private static final int LEVEL = 3;

    private final Supplier<OutputStream> target;
    private final MessageDigest digest = Sha256.digest();
    private @Nullable PlainBuffer buffer = new PlainBuffer();
    private @Nullable Compressed compressed;
    private long length;

    Incoming(Supplier<OutputStream> target) {
        this.target = target;
    }

    @Override
    public void write(int one) throws IOException {
        write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int count) throws IOException {
        digest.update(bytes, offset, count);
        length += count;
        if (buffer != null && buffer.length() + (long) count <= IN_MEMORY) {
            buffer.add(bytes, offset, count);
            return;
        }
        compressed().write(bytes, offset, count);
    }

    private OutputStream compressed() throws IOException {
        if (compressed == null) {
            compressed = new Compressed(target.get());
        }
        if (buffer != null) {
            buffer.writeTo(compressed.zstd);
            buffer = null;
        }
        return compressed.zstd;
    }

    long length() {
        return length;
    }

    /// Whether something was written into staging already.
    boolean isStaged() {
        return compressed != null;
    }

    /// Ends the hashing; once.
    String hash() {
        return HexFormat.of().formatHex(digest.digest());
    }

    /// Writes what is still in memory and ends the content.
    ///
    /// @return the stored length
    long finish() throws IOException {
        compressed().close();
        return Objects.requireNonNull(compressed).counted.count;
    }

    @Override
    public void close() throws IOException {
        if (compressed != null) {
            compressed.zstd.close();
        }
    }

    private static final class Compressed {
        private final Counted counted;
        private final ZstdOutputStream zstd;

        Compressed(OutputStream out) throws IOException {
            counted = new Counted(out);
            zstd = new ZstdOutputStream(counted, LEVEL).setChecksum(true);
        }
    }

    private static final class Counted extends OutputStream {
        private final OutputStream out;
        private long count;

        Counted(OutputStream out) {
            this.out = out;
        }

        @Override
        public void write(int one) throws IOException {
            out.write(one);
            count++;
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, length);
            count += length;
        }

        @Override
        public void close() throws IOException {
            out.close();
        }
    }
}
