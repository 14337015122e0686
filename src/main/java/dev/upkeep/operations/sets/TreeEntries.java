package dev.upkeep.operations.sets;

import dev.upkeep.base.text.RawName;
import dev.upkeep.drivers.files.Attributes;
import dev.upkeep.drivers.files.TreeEntry;
import dev.upkeep.drivers.files.TreeName;
import dev.upkeep.operations.sets.FileEntry.Stamp;

/// What a tree of files holds, as lines of `files.list` and back.
public final class TreeEntries {
    private TreeEntries() {}

    public static FileEntry.Folder line(String group, TreeEntry.Folder folder) {
        return new FileEntry.Folder(group, folder.name().raw(), line(folder.attributes()));
    }

    public static FileEntry.Link line(String group, TreeEntry.Symlink link) {
        return new FileEntry.Link(group, link.name().raw(), line(link.attributes()), link.target());
    }

    public static FileEntry.HardLink line(String group, TreeEntry.HardLink link) {
        return new FileEntry.HardLink(group, link.name().raw(), link.first().raw());
    }

    public static FileEntry.Regular line(
            String group, TreeEntry.Regular file, ObjectRef object, boolean holes, boolean settled) {
        return new FileEntry.Regular(
                group,
                file.name().raw(),
                line(file.attributes()),
                file.size(),
                object.sha256(),
                object.storedLength(),
                new Stamp(file.changed(), file.device(), file.inode()),
                holes,
                settled);
    }

    public static TreeEntry.Folder entry(FileEntry.Folder line) {
        return new TreeEntry.Folder(TreeName.of(line.path()), attributes(line.attributes()));
    }

    public static TreeEntry.Symlink entry(FileEntry.Link line) {
        return new TreeEntry.Symlink(TreeName.of(line.path()), attributes(line.attributes()), line.target());
    }

    public static TreeEntry.HardLink entry(FileEntry.HardLink line) {
        return new TreeEntry.HardLink(TreeName.of(line.path()), TreeName.of(line.firstPath()));
    }

    public static TreeEntry.Regular entry(FileEntry.Regular line) {
        var stamp = line.stamp();
        return new TreeEntry.Regular(
                TreeName.of(line.path()),
                attributes(line.attributes()),
                line.size(),
                stamp.changed(),
                stamp.device(),
                stamp.inode());
    }

    /// A list says nothing where a number has no name; a tree says the number.
    private static FileEntry.Attributes line(Attributes it) {
        return new FileEntry.Attributes(
                it.mode(), it.uid(), it.gid(), named(it.owner(), it.uid()), named(it.group(), it.gid()), it.modified());
    }

    private static RawName named(String name, long number) {
        return name.equals(Long.toString(number)) ? RawName.EMPTY : RawName.of(name);
    }

    private static Attributes attributes(FileEntry.Attributes it) {
        return new Attributes(
                it.mode(),
                it.uid(),
                it.gid(),
                name(it.user(), it.uid()),
                name(it.groupName(), it.gid()),
                it.modified());
    }

    private static String name(RawName name, long number) {
        return name.isEmpty() ? Long.toString(number) : name.toString();
    }
}
