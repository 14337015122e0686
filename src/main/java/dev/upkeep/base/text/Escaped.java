package dev.upkeep.base.text;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Lines of tab-separated fields in printable ASCII: any other byte and the backslash become `\0ooo`, which
/// `printf %b` of every POSIX shell decodes. An empty field is `-`, and a real `-` is `\0055`, because `read`
/// joins empty fields.
public final class Escaped {
    private static final String EMPTY = "-";
    private static final String MINUS = "\\0055";

    private Escaped() {}

    /// One line without its end.
    public static String line(List<String> escapedFields) {
        return String.join("\t", escapedFields);
    }

    /// The fields of a line, still escaped.
    public static List<String> fields(String line) {
        var fields = new ArrayList<String>();
        var from = 0;
        for (var tab = line.indexOf('\t'); tab >= 0; tab = line.indexOf('\t', from)) {
            fields.add(line.substring(from, tab));
            from = tab + 1;
        }
        fields.add(line.substring(from));
        return fields;
    }

    public static String of(String text) {
        return of(text.getBytes(StandardCharsets.UTF_8));
    }

    public static String of(byte[] bytes) {
        if (bytes.length == 0) {
            return EMPTY;
        }
        if (bytes.length == 1 && bytes[0] == '-') {
            return MINUS;
        }
        var field = new StringBuilder(bytes.length + 16);
        for (var each : bytes) {
            append(field, each);
        }
        return field.toString();
    }

    private static void append(StringBuilder field, byte each) {
        if (each >= ' ' && each <= '~' && each != '\\') {
            field.append((char) each);
            return;
        }
        var octal = Integer.toOctalString(each & 0xff);
        field.append("\\0").append("000", octal.length(), 3).append(octal);
    }

    /// @throws IllegalArgumentException when the field was not written by [#of]
    public static String text(String field) {
        return new String(bytes(field), StandardCharsets.UTF_8);
    }

    /// @throws IllegalArgumentException when the field was not written by [#of]
    public static byte[] bytes(String field) {
        if (field.equals(EMPTY)) {
            return new byte[0];
        }
        var bytes = new ByteArrayOutputStream(field.length());
        for (var at = 0; at < field.length(); ) {
            var each = field.charAt(at);
            if (each == '\\') {
                bytes.write(octal(field, at));
                at += 5;
            } else if (each >= ' ' && each <= '~') {
                bytes.write(each);
                at++;
            } else {
                throw new IllegalArgumentException("a field holds a byte that must be escaped");
            }
        }
        if (bytes.size() == 0) {
            throw new IllegalArgumentException("an empty field is written as -");
        }
        return bytes.toByteArray();
    }

    private static int octal(String field, int at) {
        if (at + 5 > field.length() || field.charAt(at + 1) != '0') {
            throw new IllegalArgumentException("an escape is cut short: " + field.substring(at));
        }
        var value = 0;
        for (var digit = at + 2; digit < at + 5; digit++) {
            var one = field.charAt(digit) - '0';
            if (one < 0 || one > 7) {
                throw new IllegalArgumentException("not an octal escape: " + field.substring(at, at + 5));
            }
            value = value * 8 + one;
        }
        if (value > 0xff) {
            throw new IllegalArgumentException("not a byte: " + field.substring(at, at + 5));
        }
        return value;
    }
}
