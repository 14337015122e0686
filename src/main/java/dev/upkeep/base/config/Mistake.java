package dev.upkeep.base.config;

/// One mistake in a settings file.
///
/// @param what is wrong, and `hint` what to do; sentences without their full stop
public record Mistake(Mark where, String what, String hint) {
    @Override
    public String toString() {
        return "%s: %s. %s%s".formatted(where, what, hint, hint.endsWith("?") ? "" : ".");
    }
}
