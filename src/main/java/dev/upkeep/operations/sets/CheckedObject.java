package dev.upkeep.operations.sets;

import dev.upkeep.base.problem.UpkeepException;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.HexFormat;

/// The plain bytes of an object; the end of the stream is only told when length and hash are right.
final class CheckedObject extends InputStream {
    private final InputStream plain;
    private final ObjectRef object;
    private final MessageDigest digest = Sha256.digest();
    private long length;
    private boolean checked;

    CheckedObject(InputStream plain, ObjectRef object) {
        this.plain = plain;
        this.object = object;
    }

    @Override
    public int read() {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int count) {
        try {
            var read = plain.read(bytes, offset, count);
            if (read < 0) {
                check();
                return -1;
            }
            digest.update(bytes, offset, read);
            length += read;
            if (length > object.plainLength()) {
                throw wrong("it is longer than " + object.plainLength() + " bytes");
            }
            return read;
        } catch (IOException broken) {
            throw ObjectReader.damaged(object, "it cannot be decompressed: " + broken.getMessage(), broken);
        }
    }

    private void check() {
        if (checked) {
            return;
        }
        if (length != object.plainLength()) {
            throw wrong("it has " + length + " of " + object.plainLength() + " bytes");
        }
        var hash = HexFormat.of().formatHex(digest.digest());
        if (!hash.equals(object.sha256())) {
            throw wrong("its content has SHA-256 " + hash);
        }
        checked = true;
    }

    private UpkeepException wrong(String how) {
        return ObjectReader.damaged(object, how, new IOException(how));
    }

    @Override
    public void close() throws IOException {
        plain.close();
    }
}
