package dev.upkeep.base.config;

import java.util.List;

/// What a settings file says, as a tree that knows where each part stands.
public sealed interface Node {
    Mark mark();

    /// @param quoted whether it stands in quotes or as a block
    record Scalar(Mark mark, String text, boolean quoted) implements Node {
        /// Whether nothing is written there: `key:` and no more.
        boolean isNothing() {
            return !quoted && (text.isEmpty() || text.equals("~") || text.equals("null"));
        }
    }

    record Sequence(Mark mark, List<Node> items) implements Node {
        public Sequence {
            items = List.copyOf(items);
        }
    }

    record Mapping(Mark mark, List<Entry> entries) implements Node {
        public Mapping {
            entries = List.copyOf(entries);
        }
    }

    record Entry(Mark mark, String key, Node value) {}

    /// For people who wrote something else than was expected there.
    default String kind() {
        return switch (this) {
            case Scalar scalar -> scalar.isNothing() ? "nothing" : "a single value";
            case Sequence ignored -> "a list";
            case Mapping ignored -> "a section with keys";
        };
    }
}
