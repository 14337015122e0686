package dev.upkeep.cli;

import dev.upkeep.base.problem.Problem;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// What the command says: in JSON mode exactly one document on stdout and people's words on stderr; otherwise people's
/// words on stdout and problems on stderr. Used from several threads; each line is written whole.
final class Output {
    private final PrintStream out;
    private final PrintStream errors;
    private final boolean json;
    private final ObjectMapper mapper =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    Output(PrintStream out, PrintStream errors, boolean json) {
        this.out = out;
        this.errors = errors;
        this.json = json;
    }

    boolean json() {
        return json;
    }

    /// A line for people.
    void say(String line) {
        (json ? errors : out).println(Text.printable(line));
    }

    /// A text for another program, on stdout whatever else is asked for.
    void raw(String text) {
        out.print(text);
        out.flush();
    }

    /// A line for people beside the answer; on stderr.
    void remark(String line) {
        errors.println("upkeep: " + Text.printable(line));
    }

    /// The one document for programs; nothing when people listen.
    void document(Object value) {
        if (json) {
            out.println(mapper.writeValueAsString(value));
        }
    }

    void problem(Problem problem) {
        explain(problem, "");
        document(Map.of("problem", asMap(problem)));
    }

    /// A problem whose JSON is part of another document.
    void explain(Problem problem, String more) {
        errors.println("upkeep: " + Text.printable(problem.message()));
        if (!problem.hint().isEmpty()) {
            errors.println("  " + Text.printable(problem.hint()));
        }
        if (!more.isEmpty()) {
            errors.println("  " + Text.printable(more));
        }
    }

    static Map<String, String> asMap(Problem problem) {
        var fields = new LinkedHashMap<String, String>();
        fields.put("kind", problem.kind().word());
        fields.put("message", problem.message());
        fields.put("hint", problem.hint());
        return fields;
    }
}
