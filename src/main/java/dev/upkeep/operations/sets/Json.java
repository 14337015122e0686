package dev.upkeep.operations.sets;

import dev.upkeep.base.problem.Kind;
import dev.upkeep.base.problem.Problem;
import dev.upkeep.base.problem.UpkeepException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// The store's JSON documents: members in the order of the record, one per line, ended by a line end.
final class Json {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .defaultPrettyPrinter(new DefaultPrettyPrinter().withObjectIndenter(new DefaultIndenter("  ", "\n")))
            .build();

    private Json() {}

    static byte[] write(Object document) {
        return (MAPPER.writeValueAsString(document) + "\n").getBytes(StandardCharsets.UTF_8);
    }

    /// @param what names the document in the problem
    /// @throws UpkeepException DAMAGED when it is not such a document, REFUSED when a newer Upkeep wrote it
    static <T> T read(byte[] bytes, Class<T> type, String what) {
        try {
            var tree = MAPPER.readTree(bytes);
            var format = tree.path("format").asInt(0);
            if (format > Manifest.FORMAT) {
                throw new UpkeepException(
                        Kind.REFUSED,
                        what + " was written by a newer Upkeep (format " + format + ")",
                        "Use that version of Upkeep, or restore by hand with the store's restore.sh.");
            }
            if (format < 1) {
                throw damaged(what, "it names no format", null);
            }
            return MAPPER.treeToValue(tree, type);
        } catch (JacksonException broken) {
            throw damaged(what, "it is cut short or not what Upkeep writes", broken);
        }
    }

    static UpkeepException damaged(String what, String how, @Nullable Throwable cause) {
        var problem =
                Problem.of(Kind.DAMAGED, what + " is damaged: " + how, "Look at the store's disk; use another set.");
        return cause == null ? new UpkeepException(problem) : new UpkeepException(problem, cause);
    }
}
