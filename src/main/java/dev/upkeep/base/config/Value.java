package dev.upkeep.base.config;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// How one setting's value is read: a pure function from what stands there to a value or to what is wrong with it.
@FunctionalInterface
public interface Value<T> {
    Read<T> read(Node node);

    sealed interface Read<T> {
        default <U> Read<U> then(Function<T, Read<U>> next) {
            return switch (this) {
                case Good<T>(var value) -> next.apply(value);
                case Bad<T>(var what, var hint, var where) -> new Bad<>(what, hint, where);
            };
        }
    }

    record Good<T>(T value) implements Read<T> {}

    /// @param what follows the setting's name: `is "abc" instead of a number`
    /// @param where the item of a list that is wrong; null when it is the whole value
    record Bad<T>(String what, String hint, @Nullable Mark where) implements Read<T> {
        public Bad(String what, String hint) {
            this(what, hint, null);
        }
    }

    /// The same text, read further.
    default <U> Value<U> then(Function<T, Read<U>> next) {
        return node -> read(node).then(next);
    }
}
