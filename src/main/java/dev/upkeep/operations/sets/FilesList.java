package dev.upkeep.operations.sets;

import dev.upkeep.base.text.RawName;
import dev.upkeep.operations.sets.FileEntry.Attributes;
import dev.upkeep.operations.sets.FileEntry.Folder;
import dev.upkeep.operations.sets.FileEntry.Group;
import dev.upkeep.operations.sets.FileEntry.HardLink;
import dev.upkeep.operations.sets.FileEntry.Link;
import dev.upkeep.operations.sets.FileEntry.Regular;
import dev.upkeep.operations.sets.FileEntry.Skipped;
import dev.upkeep.operations.sets.FileEntry.Stamp;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Set;
import java.util.regex.Pattern;

/// Writes and reads the lines of `files.list`.
public final class FilesList {
    private static final Pattern TIME = Pattern.compile("(-?)(\\d{1,17})\\.(\\d{9})");

    private static final Set<String> UNSAFE = Set.of("", ".", "..");

    private FilesList() {}

    /// The line without its end.
    public static String line(FileEntry entry) {
        return switch (entry) {
            case Group(var group, var location) ->
                new Line("group").text(group).escaped(location.escaped()).toString();
            case Regular file -> regular(file);
            case Folder(var group, var path, var attributes) ->
                start("folder", group, path, attributes).toString();
            case Link(var group, var path, var attributes, var target) ->
                start("link", group, path, attributes).escaped(target.escaped()).toString();
            case HardLink(var group, var path, var firstPath) ->
                start("hardlink", group, path).escaped(firstPath.escaped()).toString();
            case Skipped(var group, var path, var why) ->
                start("skipped", group, path).text(why).toString();
        };
    }

    private static String regular(Regular file) {
        return start("file", file.group(), file.path(), file.attributes())
                .number(file.size())
                .escaped(file.sha256())
                .number(file.storedLength())
                .escaped(time(file.stamp().changed()))
                .number(file.stamp().device())
                .number(file.stamp().inode())
                .yes(file.holes())
                .yes(file.settled())
                .toString();
    }

    private static Line start(String kind, String group, RawName path) {
        return new Line(kind).text(group).escaped(path.escaped());
    }

    private static Line start(String kind, String group, RawName path, Attributes attributes) {
        return start(kind, group, path)
                .escaped("%04o".formatted(attributes.mode()))
                .number(attributes.uid())
                .number(attributes.gid())
                .escaped(attributes.user().escaped())
                .escaped(attributes.groupName().escaped())
                .escaped(time(attributes.modified()));
    }

    /// Seconds since 1970 with nine digits after the point, as `touch -d @…` takes them.
    private static String time(Instant instant) {
        var before1970 = instant.isBefore(Instant.EPOCH);
        var distance = Duration.between(Instant.EPOCH, instant).abs();
        return "%s%d.%09d".formatted(before1970 ? "-" : "", distance.getSeconds(), distance.getNano());
    }

    /// @param line as [#line] writes it
    /// @throws IllegalArgumentException when it is not such a line
    public static FileEntry read(String line) {
        var fields = Fields.of(line);
        return switch (fields.kind()) {
            case "group" -> new Group(fields.text(), name(fields));
            case "file" ->
                new Regular(
                        fields.text(),
                        path(fields),
                        attributes(fields),
                        fields.number(),
                        fields.escaped(),
                        fields.number(),
                        new Stamp(time(fields.escaped()), fields.number(), fields.number()),
                        fields.yes(),
                        fields.yes());
            case "folder" -> new Folder(fields.text(), path(fields), attributes(fields));
            case "link" -> new Link(fields.text(), path(fields), attributes(fields), name(fields));
            case "hardlink" -> new HardLink(fields.text(), path(fields), path(fields));
            case "skipped" -> new Skipped(fields.text(), path(fields), fields.text());
            default -> throw new IllegalArgumentException("an unknown kind of line: " + fields.kind());
        };
    }

    private static RawName name(Fields fields) {
        return new RawName(fields.escaped());
    }

    /// A path that stays below the folder it is restored to.
    private static RawName path(Fields fields) {
        var path = name(fields);
        var text = new String(path.bytes(), StandardCharsets.ISO_8859_1);
        if (!path.isEmpty()
                && (text.indexOf('\0') >= 0
                        || Arrays.stream(text.split("/", -1)).anyMatch(UNSAFE::contains))) {
            throw new IllegalArgumentException("a path leads out of its folder: " + path);
        }
        return path;
    }

    private static Attributes attributes(Fields fields) {
        return new Attributes(
                Integer.parseInt(fields.escaped(), 8),
                fields.number(),
                fields.number(),
                name(fields),
                name(fields),
                time(fields.escaped()));
    }

    private static Instant time(String field) {
        var parts = TIME.matcher(field);
        if (!parts.matches()) {
            throw new IllegalArgumentException("not a time: " + field);
        }
        var distance = Duration.ofSeconds(Long.parseLong(parts.group(2)), Long.parseLong(parts.group(3)));
        return parts.group(1).isEmpty() ? Instant.EPOCH.plus(distance) : Instant.EPOCH.minus(distance);
    }
}
