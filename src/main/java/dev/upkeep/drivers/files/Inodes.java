package dev.upkeep.drivers.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Reads inodes, links not followed. Names of users and groups are looked up once each.
final class Inodes {
    private static final String WANTED = "unix:mode,ino,dev,nlink,uid,gid,size,lastModifiedTime,ctime";

    private final Map<Long, String> owners = new ConcurrentHashMap<>();
    private final Map<Long, String> groups = new ConcurrentHashMap<>();

    /// What the file system says of one name.
    ///
    /// @param mode with the bits of its type
    record Inode(int mode, long number, long device, int links, long size, Instant changed, Attributes attributes) {
        private static final int TYPE = 0170000;

        boolean isFolder() {
            return (mode & TYPE) == 0040000;
        }

        boolean isRegular() {
            return (mode & TYPE) == 0100000;
        }

        boolean isSymlink() {
            return (mode & TYPE) == 0120000;
        }

        /// For what is none of these.
        String kind() {
            return switch (mode & TYPE) {
                case 0140000 -> "a socket";
                case 0010000 -> "a named pipe";
                case 0020000, 0060000 -> "a device";
                default -> "of an unknown kind";
            };
        }

        TreeEntry.Regular asFile(TreeName name) {
            return new TreeEntry.Regular(name, attributes, size, changed, device, number);
        }
    }

    Inode read(Path path) throws IOException {
        var seen = Files.readAttributes(path, WANTED, LinkOption.NOFOLLOW_LINKS);
        var mode = (int) value(seen, "mode");
        return new Inode(
                mode,
                value(seen, "ino"),
                value(seen, "dev"),
                (int) value(seen, "nlink"),
                value(seen, "size"),
                time(seen, "ctime"),
                attributes(path, seen, mode));
    }

    private Attributes attributes(Path path, Map<String, Object> seen, int mode) throws IOException {
        var uid = unsigned(seen, "uid");
        var gid = unsigned(seen, "gid");
        return new Attributes(
                mode & 07777,
                uid,
                gid,
                name(owners, uid, path, "unix:owner"),
                name(groups, gid, path, "unix:group"),
                time(seen, "lastModifiedTime"));
    }

    private static String name(Map<Long, String> known, long number, Path path, String attribute) throws IOException {
        var name = known.get(number);
        if (name == null) {
            name = nameOf(path, attribute, number);
            known.put(number, name);
        }
        return name;
    }

    private static String nameOf(Path path, String attribute, long number) throws IOException {
        var name = String.valueOf(Files.getAttribute(path, attribute, LinkOption.NOFOLLOW_LINKS));
        return name.equals(Integer.toString((int) number)) ? Long.toString(number) : name;
    }

    /// Numbers of users and groups; Java shows those above 2^31 as negative.
    private static long unsigned(Map<String, Object> seen, String name) {
        return value(seen, name) & 0xffff_ffffL;
    }

    private static long value(Map<String, Object> seen, String name) {
        return seen.get(name) instanceof Number number ? number.longValue() : 0;
    }

    private static Instant time(Map<String, Object> seen, String name) {
        return seen.get(name) instanceof FileTime time ? time.toInstant() : Instant.EPOCH;
    }
}
