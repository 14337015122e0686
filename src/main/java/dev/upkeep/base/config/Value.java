package dev.upkeep.base.config;

import java.util.function.Function;

/// How one setting's value is read: a pure function from what stands there to a value or to what is wrong with it.
@FunctionalInterface
public interface Value<T> {
    Read<T> read(Node node);

    sealed interface Read<T> {
        default <U> Read<U> then(Function<T, Read<U>> next) {
            return switch (this) {
                case Good<T>(var value) -> next.apply(value);
                case Bad<T>(var what, var hint) -> new Bad<>(what, hint);
            };
        }
    }

    record Good<T>(T value) implements Read<T> {}

    /// @param what follows the setting's name: `is "abc" instead of a number`
    record Bad<T>(String what, String hint) implements Read<T> {}

    /// The same text, read further.
    default <U> Value<U> then(Function<T, Read<U>> next) {
        return node -> read(node).then(next);
    }
}
