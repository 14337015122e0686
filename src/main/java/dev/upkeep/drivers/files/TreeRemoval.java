package dev.upkeep.drivers.files;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;

/// Removes a tree that we made, whatever modes its folders have by now. Links are removed, not followed.
public final class TreeRemoval extends SimpleFileVisitor<Path> {
    private TreeRemoval() {}

    public static void remove(Path tree) throws IOException {
        if (Files.exists(tree, LinkOption.NOFOLLOW_LINKS)) {
            openUp(tree);
            Files.walkFileTree(tree, new TreeRemoval());
        }
    }

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
        try (var names = Files.newDirectoryStream(folder)) {
            for (var each : names) {
                openUp(each);
            }
        }
        return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
        Files.deleteIfExists(file);
        return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException failed) throws IOException {
        if (failed instanceof NoSuchFileException) {
            return FileVisitResult.CONTINUE;
        }
        throw failed;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failed) throws IOException {
        if (failed != null) {
            throw failed;
        }
        Files.deleteIfExists(folder);
        return FileVisitResult.CONTINUE;
    }

    /// A folder must be entered and written to be emptied.
    private static void openUp(Path path) throws IOException {
        if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
            Files.getFileAttributeView(path, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                    .setPermissions(PosixFilePermissions.fromString("rwx------"));
        }
    }
}
