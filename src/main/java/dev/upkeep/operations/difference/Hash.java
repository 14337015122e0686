package dev.upkeep.operations.difference;

import java.nio.ByteBuffer;
import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/// SHA-256, cut to 128 bits, over and over without garbage. For one thread.
final class Hash {
    private final MessageDigest sha256;
    private final byte[] digest;
    private final ByteBuffer numbers;

    Hash() {
        try {
            sha256 = MessageDigest.getInstance("SHA-256");
            digest = new byte[sha256.getDigestLength()];
            numbers = ByteBuffer.wrap(digest);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }

    void update(byte[] bytes, int offset, int count) {
        sha256.update(bytes, offset, count);
    }

    void update(byte one) {
        sha256.update(one);
    }

    /// Ends one hash; the next update begins another.
    void finish() {
        try {
            sha256.digest(digest, 0, digest.length);
        } catch (DigestException impossible) {
            throw new IllegalStateException("the buffer has the digest's length", impossible);
        }
    }

    long first() {
        return numbers.getLong(0);
    }

    long second() {
        return numbers.getLong(8);
    }
}
