package dev.upkeep.operations.discovery;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Small applications, one of each shape. Each has a password that contains `caterpillar`.
public final class Samples {
    private static final Path ALL = Path.of("src/test/resources/dev/upkeep/operations/discovery");

    private Samples() {}

    /// Copies one.
    ///
    /// @param name `flask/vms`
    /// @return its folder
    public static Path copy(String name, Path to) {
        var from = ALL.resolve(name);
        var target = to.resolve(from.getFileName());
        try (var all = Files.walk(from)) {
            for (var each : all.toList()) {
                Files.copy(each, target.resolve(from.relativize(each).toString()));
            }
            return target;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
