package dev.upkeep.drivers.files;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeMap;

/// What a walk saw, and a copy made through it: the whole way of a backup and a restore, without a store between.
final class Tree implements TreeWalk.Visitor {
    final FileGroup group;
    final List<TreeEntry> entries = new ArrayList<>();
    final List<String> skipped = new ArrayList<>();

    private Tree(FileGroup group) {
        this.group = group;
    }

    static Tree of(Path folder, String... excludes) {
        var tree = new Tree(FileGroup.find("uploads", folder));
        TreeWalk.walk(tree.group, new Excludes(List.of(excludes)), tree);
        return tree;
    }

    @Override
    public void entry(TreeEntry entry) {
        entries.add(entry);
    }

    @Override
    public void skipped(TreeName name, String why) {
        skipped.add(name + " " + why);
    }

    List<String> names() {
        return entries.stream().map(entry -> entry.name().toString()).toList();
    }

    TreeEntry.Regular file(String name) {
        return entries.stream()
                .filter(TreeEntry.Regular.class::isInstance)
                .map(TreeEntry.Regular.class::cast)
                .filter(file -> file.name().equals(TreeName.of(name)))
                .findFirst()
                .orElseThrow();
    }

    /// Restores everything into another folder, from the live files.
    List<String> copyTo(Path target) {
        var reader = new FileReader(group, duration -> {});
        var restore = TreeRestore.into(target);
        for (var entry : entries) {
            switch (entry) {
                case TreeEntry.Folder folder -> restore.folder(folder);
                case TreeEntry.Symlink link -> restore.link(link);
                case TreeEntry.HardLink link -> restore.hardLink(link);
                case TreeEntry.Regular file -> copy(reader, restore, file);
            }
        }
        return restore.finish();
    }

    private void copy(FileReader reader, TreeRestore restore, TreeEntry.Regular file) {
        var read = reader.read(file.name(), Tree::hash);
        if (read instanceof FileReader.Outcome.Kept<String>(var asRead, var hash, var holes, var ignored)) {
            var path = file.name().in(group.folder());
            restore.file(asRead, new TreeRestore.Content(hash, holes, () -> Files.newInputStream(path)));
        }
    }

    /// One line per thing in a folder: everything that a restored tree must have again, in an order of its own.
    static List<String> listing(Path folder) throws IOException {
        var inodes = new Inodes();
        var first = new TreeMap<Long, Path>();
        try (var all = Files.walk(folder)) {
            return all.sorted()
                    .map(path -> {
                        try {
                            var inode = inodes.read(path);
                            var same = first.putIfAbsent(inode.number(), path);
                            return "%s %o %s %s %s %s"
                                    .formatted(
                                            folder.relativize(path)
                                                    .toUri()
                                                    .getRawPath()
                                                    .substring(Path.of("")
                                                            .toAbsolutePath()
                                                            .toString()
                                                            .length()),
                                            inode.mode(),
                                            inode.attributes().owner(),
                                            inode.attributes().modified(),
                                            inode.isSymlink() ? Octets.ofTarget(Files.readSymbolicLink(path)) : "",
                                            inode.isRegular()
                                                    ? hash(Files.newInputStream(path)) + " " + inode.size()
                                                            + (same == null ? "" : " = " + folder.relativize(same))
                                                    : "");
                        } catch (IOException failed) {
                            throw new java.io.UncheckedIOException(failed);
                        }
                    })
                    .toList();
        }
    }

    static TreeRestore.Content content(byte[] bytes) throws IOException {
        var hash = hash(new ByteArrayInputStream(bytes));
        return new TreeRestore.Content(hash, false, () -> new ByteArrayInputStream(bytes));
    }

    static String hash(InputStream content) throws IOException {
        try (content) {
            var hash = MessageDigest.getInstance("SHA-256");
            var buffer = new byte[64 * 1024];
            for (var got = content.read(buffer); got >= 0; got = content.read(buffer)) {
                hash.update(buffer, 0, got);
            }
            return HexFormat.of().formatHex(hash.digest());
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
