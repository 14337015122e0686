package dev.upkeep.drivers.files;

import dev.upkeep.base.text.RawName;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/// A name relative to a group's folder, as the bytes that the file system keeps: parts divided by `/`, never empty,
/// `.` or `..`, no NUL. What a program of another age wrote (Latin-1, newlines) survives.
///
/// @param octets one char per byte (0 to 255), never to be shown: [#toString] is for people. Empty is the group's
///     folder itself
public record TreeName(String octets) implements Comparable<TreeName> {
    /// The group's folder itself.
    public static final TreeName ROOT = new TreeName("");

    public TreeName {
        if (!octets.isEmpty()) {
            check(octets);
        }
    }

    private static void check(String octets) {
        Octets.check(octets);
        for (var part : octets.split("/", -1)) {
            if (part.isEmpty() || part.equals(".") || part.equals("..")) {
                throw new IllegalArgumentException("not a relative name: " + Octets.shown(octets));
            }
        }
    }

    /// @throws IllegalArgumentException when it is absolute or has a part that is empty, `.` or `..`
    public static TreeName of(byte[] bytes) {
        return new TreeName(new String(bytes, StandardCharsets.ISO_8859_1));
    }

    /// @throws IllegalArgumentException as for bytes
    public static TreeName of(RawName name) {
        return of(name.bytes());
    }

    /// The name that an operator typed, in UTF-8.
    public static TreeName of(String text) {
        return of(text.getBytes(StandardCharsets.UTF_8));
    }

    public byte[] bytes() {
        return octets.getBytes(StandardCharsets.ISO_8859_1);
    }

    public RawName raw() {
        return RawName.of(bytes());
    }

    public boolean isRoot() {
        return octets.isEmpty();
    }

    /// The folder that it is in; [#ROOT] for a name of one part.
    public TreeName parent() {
        var slash = octets.lastIndexOf('/');
        return slash < 0 ? ROOT : new TreeName(octets.substring(0, slash));
    }

    /// Its last part, one char per byte.
    String last() {
        return octets.substring(octets.lastIndexOf('/') + 1);
    }

    public TreeName child(String partOctets) {
        return new TreeName(isRoot() ? partOctets : octets + "/" + partOctets);
    }

    public List<String> parts() {
        return List.of(octets.split("/"));
    }

    /// Whether it is the folder, or below it.
    public boolean isWithin(TreeName folder) {
        return folder.isRoot() || equals(folder) || octets.startsWith(folder.octets + "/");
    }

    public Path in(Path folder) {
        return isRoot() ? folder : Octets.path(folder, octets);
    }

    /// The order of a walk: by unsigned bytes, a folder before what is in it, that before the folder's next sibling.
    @Override
    public int compareTo(TreeName other) {
        var common = Math.min(octets.length(), other.octets.length());
        for (var i = 0; i < common; i++) {
            var here = octets.charAt(i);
            var there = other.octets.charAt(i);
            if (here != there) {
                return Integer.compare(here == '/' ? -1 : here, there == '/' ? -1 : there);
            }
        }
        return Integer.compare(octets.length(), other.octets.length());
    }

    /// For people: UTF-8 as it is, everything else as `\n` or `\xff`.
    @Override
    public String toString() {
        return isRoot() ? "." : Octets.shown(octets);
    }
}
