package dev.upkeep.drivers.files;

import dev.upkeep.base.text.RawName;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/// The bytes of file names, one char per byte. Java's paths keep raw bytes but show them as text of the locale, and
/// lose what that can't show; only their URIs carry every byte, percent-encoded, under any locale.
final class Octets {
    /// Nothing can be below it, so that a path's URI never gets the slash that marks an existing folder.
    private static final Path NOWHERE = Path.of("/dev/null/x");

    private static final String HEX = "0123456789ABCDEF";

    private Octets() {}

    /// @throws IllegalArgumentException when it holds a NUL or what is not a byte
    static void check(String octets) {
        if (octets.chars().anyMatch(octet -> octet == 0 || octet > 255)) {
            throw new IllegalArgumentException("a file name holds a NUL or is not bytes: " + shown(octets));
        }
    }

    static String of(RawName name) {
        return new String(name.bytes(), StandardCharsets.ISO_8859_1);
    }

    static RawName raw(String octets) {
        return RawName.of(octets.getBytes(StandardCharsets.ISO_8859_1));
    }

    /// The bytes of a relative path.
    static String ofRelative(Path path) {
        var text = path.toString();
        return isAscii(text)
                ? text
                : decode(NOWHERE.resolve(path).toUri().getRawPath().substring("/dev/null/x/".length()));
    }

    /// The bytes of a link's target, which may be absolute.
    static String ofTarget(Path target) {
        var text = target.toString();
        if (isAscii(text)) {
            return text;
        }
        if (!target.isAbsolute()) {
            return ofRelative(target);
        }
        var octets = decode(target.toUri().getRawPath());
        var slashWasAdded = octets.endsWith("/") && !text.endsWith("/");
        return slashWasAdded ? octets.substring(0, octets.length() - 1) : octets;
    }

    /// The path of a relative name below a folder.
    static Path path(Path folder, String octets) {
        return isAscii(octets) ? folder.resolve(octets) : folder.resolve(relative(octets));
    }

    /// A path of its own, relative or absolute, `..` and all: a link's target.
    static Path target(String octets) {
        if (isAscii(octets)) {
            return Path.of(octets);
        }
        return octets.startsWith("/") ? Path.of(URI.create("file://" + encode(octets))) : relative(octets);
    }

    private static Path relative(String octets) {
        var below = Path.of(URI.create("file:///x/" + encode(octets)));
        return below.subpath(1, below.getNameCount());
    }

    private static boolean isAscii(String text) {
        return text.chars().allMatch(each -> each < 0x7f);
    }

    private static String encode(String octets) {
        var encoded = new StringBuilder();
        for (var i = 0; i < octets.length(); i++) {
            var octet = octets.charAt(i);
            var plain = octet == '/' || (octet < 0x7f && Character.isLetterOrDigit(octet));
            if (plain) {
                encoded.append(octet);
            } else {
                encoded.append('%').append(HEX.charAt(octet >> 4)).append(HEX.charAt(octet & 15));
            }
        }
        return encoded.toString();
    }

    private static String decode(String encoded) {
        var octets = new StringBuilder();
        for (var i = 0; i < encoded.length(); i++) {
            if (encoded.charAt(i) == '%') {
                octets.append((char) Integer.parseInt(encoded, i + 1, i + 3, 16));
                i += 2;
            } else {
                octets.append(encoded.charAt(i));
            }
        }
        return octets.toString();
    }

    /// For people: readable UTF-8 as it is, control characters, backslashes and other bytes escaped.
    static String shown(String octets) {
        try {
            var text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(octets.getBytes(StandardCharsets.ISO_8859_1)))
                    .toString();
            return escaped(text);
        } catch (CharacterCodingException notUtf8) {
            return escapedBytes(octets);
        }
    }

    private static String escaped(String text) {
        var shown = new StringBuilder();
        text.codePoints().forEach(each -> {
            switch (each) {
                case '\n' -> shown.append("\\n");
                case '\t' -> shown.append("\\t");
                case '\r' -> shown.append("\\r");
                case '\\' -> shown.append("\\\\");
                default -> shown.append(isReadable(each) ? Character.toString(each) : "\\u{%x}".formatted(each));
            }
        });
        return shown.toString();
    }

    /// Not what moves the cursor, colours the terminal or turns the direction of writing.
    private static boolean isReadable(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL, Character.FORMAT, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }

    private static String escapedBytes(String octets) {
        var shown = new StringBuilder();
        for (var i = 0; i < octets.length(); i++) {
            var octet = octets.charAt(i);
            var plain = octet >= ' ' && octet < 0x7f && octet != '\\';
            shown.append(plain ? String.valueOf(octet) : "\\x%02x".formatted((int) octet));
        }
        return shown.toString();
    }
}
