package dev.upkeep.drivers.database.postgres;

import dev.upkeep.base.problem.Kind;
import dev.upkeep.base.problem.UpkeepException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Two tables of contents for `pg_restore`: everything, and then the event triggers. By itself it fills materialized
/// views after it made the event triggers, and one that forbids changes of definitions would forbid that.
record EventTriggersLast(List<Path> lists) implements AutoCloseable {
    private static final Pattern EVENT_TRIGGER =
            Pattern.compile("\\d+; \\d+ \\d+ (EVENT TRIGGER|(COMMENT|SECURITY LABEL) - EVENT TRIGGER) .*");

    /// @param definitions the archive; the lists are kept beside it until they are closed
    static EventTriggersLast of(Path definitions, RestoreProgram programs) {
        var contents = definitions.resolveSibling("contents.list");
        programs.list(definitions, contents);
        try {
            var all = Files.readString(contents, StandardCharsets.ISO_8859_1)
                    .lines()
                    .toList();
            var isLast = EVENT_TRIGGER.asMatchPredicate();
            if (all.stream().noneMatch(isLast)) {
                return new EventTriggersLast(List.of(contents));
            }
            var last = definitions.resolveSibling("event-triggers.list");
            write(contents, all, isLast.negate());
            write(last, all, isLast);
            return new EventTriggersLast(List.of(contents, last));
        } catch (IOException failure) {
            throw new UpkeepException(
                    Kind.FAILED, "could not order what %s holds: %s".formatted(definitions, failure), "", failure);
        }
    }

    private static void write(Path list, List<String> all, Predicate<String> wanted) throws IOException {
        var text = all.stream().filter(wanted).collect(Collectors.joining("\n", "", "\n"));
        Files.writeString(list, text, StandardCharsets.ISO_8859_1);
    }

    @Override
    public void close() {
        for (var list : lists) {
            try {
                Files.deleteIfExists(list);
            } catch (IOException goneWithTheFolder) {
                list.toFile().deleteOnExit();
            }
        }
    }
}
