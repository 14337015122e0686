package dev.upkeep.operations.doctor;

import dev.upkeep.app.App;
import dev.upkeep.operations.doctor.Finding.Failure;
import dev.upkeep.operations.doctor.Finding.Fine;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;

/// Looks whether every file of the app can be read, without reading it.
final class FilesExaminer {
    private final App app;
    private long bytes;

    FilesExaminer(App app) {
        this.app = app;
    }

    /// Of all files, once they were examined.
    long bytes() {
        return bytes;
    }

    List<Finding> examine() {
        return app.files().trees().entrySet().stream()
                .map(tree -> examine("files " + tree.getKey(), tree.getValue()))
                .toList();
    }

    private Finding examine(String what, Path tree) {
        var walk = new Walk();
        try {
            Files.walkFileTree(tree, walk);
        } catch (IOException failure) {
            return new Failure(what, "%s can't be looked at".formatted(tree), "Let Upkeep's account read it.");
        }
        bytes += walk.bytes;
        if (walk.unreadable == 0) {
            return new Fine(what, "%s: %d files, %d MB".formatted(tree, walk.files, walk.bytes / 1_000_000));
        }
        return Files.exists(tree)
                ? new Failure(
                        what,
                        "%d can't be read, for example %s".formatted(walk.unreadable, walk.example),
                        "Let Upkeep's account read them, or leave them out with exclude.")
                : new Failure(what, "%s does not exist".formatted(tree), "Correct files in %s.".formatted(app.file()));
    }

    private static final class Walk extends SimpleFileVisitor<Path> {
        private long files;
        private long bytes;
        private long unreadable;
        private String example = "";

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            files++;
            bytes += attributes.isRegularFile() ? attributes.size() : 0;
            if (attributes.isRegularFile() && !Files.isReadable(file)) {
                note(file);
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException failure) {
            note(file);
            return FileVisitResult.CONTINUE;
        }

        private void note(Path file) {
            unreadable++;
            example = example.isEmpty() ? file.toString() : example;
        }
    }
}
