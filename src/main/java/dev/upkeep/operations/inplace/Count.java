package dev.upkeep.operations.inplace;

import java.util.ArrayList;
import java.util.List;

/// How many files, folders and links, with some of their names.
///
/// @param bytes of the files, as the disk needs them
/// @param examples the first ones, each `GROUP/PATH`, with a reason where there is one
public record Count(long count, long bytes, List<String> examples) {
    static final Count NONE = new Count(0, 0, List.of());
    private static final int EXAMPLES = 10;

    public Count {
        examples = List.copyOf(examples);
    }

    Count and(long more, String example) {
        var all = new ArrayList<>(examples);
        if (all.size() < EXAMPLES) {
            all.add(example);
        }
        return new Count(count + 1, bytes + more, all);
    }

    Count and(Count other) {
        var all = new ArrayList<>(examples);
        all.addAll(other.examples);
        return new Count(
                count + other.count,
                bytes + other.bytes,
                all.stream().limit(EXAMPLES).toList());
    }
}
