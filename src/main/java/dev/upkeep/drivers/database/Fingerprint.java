package dev.upkeep.drivers.database;

import java.nio.ByteBuffer;
import java.util.HexFormat;

/// The sum, modulo 2^128, of one 128-bit hash per row: independent of row order and physical layout, changed by
/// any changed, lost, doubled or swapped value. The hash is the first 16 bytes (big-endian) of SHA-256 over the
/// row's bytes in COPY text format, without the line end; docs/design/fingerprint.md gives the reasons and the
/// recipe by hand.
public record Fingerprint(long high, long low) {
    public static final Fingerprint EMPTY = new Fingerprint(0, 0);

    /// The first 16 bytes of a digest, big-endian.
    public static Fingerprint ofDigest(byte[] digest) {
        return new Fingerprint(
                ByteBuffer.wrap(digest).getLong(0), ByteBuffer.wrap(digest).getLong(8));
    }

    public Fingerprint plus(Fingerprint other) {
        var sum = low + other.low;
        var carry = Long.compareUnsigned(sum, low) < 0 ? 1 : 0;
        return new Fingerprint(high + other.high + carry, sum);
    }

    /// 32 hexadecimal digits.
    @Override
    public String toString() {
        var digits = HexFormat.of();
        return digits.toHexDigits(high) + digits.toHexDigits(low);
    }

    /// @throws IllegalArgumentException when the text is not 32 hexadecimal digits
    public static Fingerprint parse(String hex) {
        if (hex.length() != 32) {
            throw new IllegalArgumentException("a fingerprint has 32 hexadecimal digits: " + hex);
        }
        return new Fingerprint(HexFormat.fromHexDigitsToLong(hex, 0, 16), HexFormat.fromHexDigitsToLong(hex, 16, 32));
    }
}
