package dev.upkeep.base.config;

import java.nio.file.Path;

/// A place in a file; line and column count from 1.
public record Mark(Path file, int line, int column) {
    @Override
    public String toString() {
        return "%s:%d:%d".formatted(file, line, column);
    }
}
