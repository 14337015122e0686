package dev.upkeep.base.config;

/// One setting in a file that belongs to the application, not to Upkeep. The value may be a secret, so it is never
/// printed.
///
/// @param doubt why the value is not known, as `is computed`; empty when it stands there as it is
public record Assignment(String name, String value, String doubt, int line) {
    public boolean isCertain() {
        return doubt.isEmpty();
    }

    @Override
    public String toString() {
        return "%s=*** (line %d)".formatted(name, line);
    }
}
