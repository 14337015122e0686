package dev.upkeep.base.text;

import java.nio.charset.StandardCharsets;

/// A name or path as the bytes that the file system gave, which need not be text in any encoding. Equal by its
/// bytes.
///
/// @param escaped the bytes as [Escaped] writes them
public record RawName(String escaped) implements Comparable<RawName> {
    public static final RawName EMPTY = of(new byte[0]);

    /// @throws IllegalArgumentException when the text is not what [Escaped#of(byte[])] writes
    public RawName {
        Escaped.bytes(escaped);
    }

    public static RawName of(byte[] bytes) {
        return new RawName(Escaped.of(bytes));
    }

    public static RawName of(String text) {
        return new RawName(Escaped.of(text));
    }

    public byte[] bytes() {
        return Escaped.bytes(escaped);
    }

    public boolean isEmpty() {
        return escaped.equals(EMPTY.escaped);
    }

    /// For people: UTF-8 where it is, with control characters and broken bytes shown as `?`.
    @Override
    public String toString() {
        var shown = new StringBuilder();
        new String(bytes(), StandardCharsets.UTF_8)
                .codePoints()
                .map(each -> Character.isISOControl(each) || each == 0xfffd ? '?' : each)
                .forEach(shown::appendCodePoint);
        return shown.toString();
    }

    /// By bytes, unsigned.
    @Override
    public int compareTo(RawName other) {
        return java.util.Arrays.compareUnsigned(bytes(), other.bytes());
    }
}
