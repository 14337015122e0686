package dev.upkeep;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The whole program, joined as `main` joins it, without a JVM of its own: what a command answers to a program.
public final class InProcess {
    private InProcess() {}

    /// @param json the document on standard output; empty where there is none
    /// @param errors what people read
    public record Answer(int exitCode, JsonNode json, String errors) {}

    /// @param clockAhead how far this machine's clock is ahead of the real one
    public static Answer run(Duration clockAhead, String... words) {
        var out = new ByteArrayOutputStream();
        var errors = new ByteArrayOutputStream();
        var clock = Clock.offset(Clock.systemUTC(), clockAhead);
        var face = new Assembly(clock).commandLine(stream(out), stream(errors));
        var exitCode = face.run(words);
        var document = out.toString(StandardCharsets.UTF_8);
        var mapper = JsonMapper.shared();
        var json = document.isBlank() ? mapper.createObjectNode() : mapper.readTree(document);
        return new Answer(exitCode, json, errors.toString(StandardCharsets.UTF_8));
    }

    private static PrintStream stream(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }
}
