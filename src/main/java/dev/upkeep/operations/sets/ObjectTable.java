package dev.upkeep.operations.sets;

import java.util.HexFormat;
import java.util.OptionalLong;

/// Hashes with a length each, packed into one array: 40 bytes per object, so that a store of millions of
/// objects fits into a small heap. Not for several threads at once.
public final class ObjectTable {
    private static final int WIDTH = 5;

    private long[] slots = new long[WIDTH * 64];
    private int count;

    /// Adds an object, or replaces its length.
    ///
    /// @param length more than 0
    public void put(String sha256, long length) {
        if (length <= 0) {
            throw new IllegalArgumentException("an object cannot have this length: " + length);
        }
        if (count * 3L > slots.length / WIDTH * 2L) {
            grow();
        }
        put(slots, words(sha256), length);
    }

    public OptionalLong length(String sha256) {
        var key = words(sha256);
        var at = find(slots, key);
        return slots[at + 4] == 0 ? OptionalLong.empty() : OptionalLong.of(slots[at + 4]);
    }

    public boolean contains(String sha256) {
        return length(sha256).isPresent();
    }

    public int size() {
        return count;
    }

    /// In no particular order.
    public void forEach(Visitor visitor) {
        var hex = HexFormat.of();
        for (var at = 0; at < slots.length; at += WIDTH) {
            if (slots[at + 4] != 0) {
                var hash = new StringBuilder(64);
                for (var word = 0; word < 4; word++) {
                    hash.append(hex.toHexDigits(slots[at + word]));
                }
                visitor.visit(hash.toString(), slots[at + 4]);
            }
        }
    }

    @FunctionalInterface
    public interface Visitor {
        void visit(String sha256, long length);
    }

    private void put(long[] into, long[] key, long length) {
        var at = find(into, key);
        if (into[at + 4] == 0) {
            count++;
        }
        System.arraycopy(key, 0, into, at, 4);
        into[at + 4] = length;
    }

    /// Where the key is, or the free slot where it belongs.
    private static int find(long[] in, long[] key) {
        var places = in.length / WIDTH;
        var place = (int) Long.remainderUnsigned(key[0], places);
        while (in[place * WIDTH + 4] != 0 && !same(in, place * WIDTH, key)) {
            place = (place + 1) % places;
        }
        return place * WIDTH;
    }

    private static boolean same(long[] in, int at, long[] key) {
        return in[at] == key[0] && in[at + 1] == key[1] && in[at + 2] == key[2] && in[at + 3] == key[3];
    }

    private void grow() {
        var old = slots;
        var bigger = new long[Math.multiplyExact(old.length, 2)];
        count = 0;
        for (var at = 0; at < old.length; at += WIDTH) {
            if (old[at + 4] != 0) {
                put(bigger, new long[] {old[at], old[at + 1], old[at + 2], old[at + 3]}, old[at + 4]);
            }
        }
        slots = bigger;
    }

    private static long[] words(String sha256) {
        var words = new long[4];
        for (var word = 0; word < 4; word++) {
            words[word] = HexFormat.fromHexDigitsToLong(sha256, word * 16, word * 16 + 16);
        }
        return words;
    }
}
