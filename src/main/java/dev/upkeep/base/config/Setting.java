package dev.upkeep.base.config;

import org.jspecify.annotations.Nullable;

/// A setting that was asked for. Only [Section#build] knows whether all are good, so ask for the value in there.
public final class Setting<T> {
    private final @Nullable T value;

    private Setting(@Nullable T value) {
        this.value = value;
    }

    static <T> Setting<T> good(T value) {
        return new Setting<>(value);
    }

    static <T> Setting<T> none() {
        return new Setting<>(null);
    }

    /// @throws IllegalStateException when it is missing or wrong, which then is among the mistakes
    public T get() {
        if (value == null) {
            throw new IllegalStateException("a mistaken setting was asked for its value");
        }
        return value;
    }

    /// For settings without a default.
    public @Nullable T orNull() {
        return value;
    }
}
