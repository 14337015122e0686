package dev.upkeep.operations.sets;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import java.util.regex.Pattern;

/// Points to an object in the store.
///
/// @param sha256 of the plain bytes, 64 hexadecimal digits
/// @param plainLength in bytes
/// @param storedLength in bytes, compressed
public record ObjectRef(String sha256, long plainLength, long storedLength) {
    private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");

    public ObjectRef {
        if (!isHash(sha256)) {
            throw new IllegalArgumentException("not a SHA-256 in lower case hexadecimal digits: " + sha256);
        }
        if (plainLength < 0 || storedLength <= 0) {
            throw new IllegalArgumentException(
                    "an object cannot have this length: " + plainLength + ", " + storedLength);
        }
    }

    public static boolean isHash(String text) {
        return HASH.matcher(text).matches();
    }

    /// Where it lies in the store.
    public String name() {
        return nameOf(sha256);
    }

    public static String nameOf(String sha256) {
        return "objects/" + sha256.substring(0, 2) + "/" + sha256 + ".zst";
    }

    @JsonCreator
    public static ObjectRef parse(String text) {
        return of(List.of(text.split(" ", -1)));
    }

    /// From the three fields of a list's line.
    static ObjectRef of(List<String> fields) {
        if (fields.size() != 3) {
            throw new IllegalArgumentException("an object is named by a hash and two lengths");
        }
        return new ObjectRef(fields.get(0), Long.parseLong(fields.get(1)), Long.parseLong(fields.get(2)));
    }

    List<String> fields() {
        return List.of(sha256, Long.toString(plainLength), Long.toString(storedLength));
    }

    @JsonValue
    @Override
    public String toString() {
        return String.join(" ", fields());
    }
}
