package dev.upkeep.drivers.database.postgres;

import dev.upkeep.drivers.database.Fingerprint;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/// Adds up the rows' hashes, see [Fingerprint]. Makes no garbage per row. For one thread.
final class RowHash {
    private static final VarHandle BIG_ENDIAN =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private final MessageDigest sha256;
    private final byte[] digest;
    private long high;
    private long low;
    private long rows;

    RowHash() {
        try {
            sha256 = MessageDigest.getInstance("SHA-256");
            digest = new byte[sha256.getDigestLength()];
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }

    void add(byte[] bytes, int offset, int length) {
        sha256.update(bytes, offset, length);
        try {
            sha256.digest(digest, 0, digest.length);
        } catch (DigestException impossible) {
            throw new IllegalStateException("the buffer has the digest's length", impossible);
        }
        var addedLow = (long) BIG_ENDIAN.get(digest, 8);
        low += addedLow;
        high += (long) BIG_ENDIAN.get(digest, 0) + (Long.compareUnsigned(low, addedLow) < 0 ? 1 : 0);
        rows++;
    }

    long rows() {
        return rows;
    }

    Fingerprint sum() {
        return new Fingerprint(high, low);
    }

    void reset() {
        high = 0;
        low = 0;
        rows = 0;
    }
}
