package dev.upkeep;

import static org.assertj.core.api.Assertions.assertThat;

import dev.upkeep.base.time.SystemClock;
import dev.upkeep.testkit.PrivateCluster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// An app with a small database and a few files, its upkeep.yml, a store and a state folder; and the command line as
/// programs and people meet it.
record CommandsWorld(Path folder, PrivateCluster postgres) {
    private static final JsonMapper ONE_DOCUMENT = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /// 20 rows in 5 tables.
    static void database(PrivateCluster postgres) {
        postgres.createDatabase("vms");
        postgres.psql("vms", """
                CREATE TABLE people (id int PRIMARY KEY, name text NOT NULL);
                CREATE TABLE hours (person int REFERENCES people, day date, hours numeric);
                CREATE TABLE "Odd ""Table" (text text);
                CREATE TABLE empty (id int);
                CREATE TABLE notes (id serial, note text);
                INSERT INTO people SELECT i, 'person ' || i FROM generate_series(1, 8) i;
                INSERT INTO hours SELECT i, '2026-11-21', i * 1.5 FROM generate_series(1, 8) i;
                INSERT INTO "Odd ""Table" VALUES ('ü'), (NULL);
                INSERT INTO notes (note) VALUES ('a'), ('b');
                """);
    }

    static CommandsWorld in(Path folder, PrivateCluster postgres) throws IOException {
        Files.createDirectories(folder.resolve("uploads/2026"));
        Files.writeString(folder.resolve("uploads/a.txt"), "a");
        Files.writeString(folder.resolve("uploads/2026/b.txt"), "b");
        Files.writeString(folder.resolve("uploads/2026/left-out.tmp"), "c");
        Files.writeString(folder.resolve("password"), postgres.password());
        var world = new CommandsWorld(folder, postgres);
        world.configure(postgres.port());
        return world;
    }

    void configure(int port) throws IOException {
        Files.writeString(config(), """
                app: vms
                database: { engine: postgres, name: vms, host: 127.0.0.1, port: %d, user: tester, password: "file:password" }
                files: { uploads: uploads }
                exclude: "*.tmp"
                backup: { store: store, keep: { last: 1, level: L0 } }
                """.formatted(port));
    }

    Path config() {
        return folder.resolve("upkeep.yml");
    }

    Path store() {
        return folder.resolve("store");
    }

    Path state() {
        return folder.resolve("state");
    }

    /// What a command said: its exit code, stdout, stderr.
    record Said(int exit, String out, String words) {
        /// Stdout is one JSON document and nothing else.
        JsonNode json() {
            return ONE_DOCUMENT.readTree(out);
        }

        Said exits(int expected) {
            assertThat(exit).as("%s%n%s", out, words).isEqualTo(expected);
            return this;
        }
    }

    /// `upkeep WORDS`, with this configuration and state.
    Said upkeep(String... words) {
        var ours = Stream.of("--config", config().toString(), "--state", state().toString());
        return bare(Stream.concat(Stream.of(words), ours).toArray(String[]::new));
    }

    /// Without any option of ours.
    static Said bare(String... words) {
        var out = new ByteArrayOutputStream();
        var errors = new ByteArrayOutputStream();
        var face = new Assembly(SystemClock.utc()).commandLine(printing(out), printing(errors));
        var exit = face.run(words);
        return new Said(exit, out.toString(StandardCharsets.UTF_8), errors.toString(StandardCharsets.UTF_8));
    }

    private static PrintStream printing(ByteArrayOutputStream out) {
        return new PrintStream(out, true, StandardCharsets.UTF_8);
    }

    /// The id of a new set.
    String backup() {
        return upkeep("backup", "--json").exits(0).json().get("set").asString();
    }

    /// Changes the last byte of every object.
    void damage() throws IOException {
        for (var object : filesBelow("objects")) {
            var bytes = Files.readAllBytes(object);
            bytes[bytes.length - 1] ^= 1;
            Files.write(object, bytes);
        }
    }

    /// In the store; none when there is no such folder.
    List<Path> filesBelow(String name) throws IOException {
        if (!Files.isDirectory(store().resolve(name))) {
            return List.of();
        }
        try (var all = Files.walk(store().resolve(name))) {
            return all.filter(Files::isRegularFile).toList();
        }
    }

    /// Each field's name and what sort of value it has: `set: STRING`.
    static List<String> fields(JsonNode document) {
        return document.properties().stream()
                .map(field -> field.getKey() + ": " + field.getValue().getNodeType())
                .toList();
    }

    static void assertProblem(JsonNode document, String kind, String message) {
        var problem = document.get("problem");
        assertThat(fields(problem)).containsExactly("kind: STRING", "message: STRING", "hint: STRING");
        assertThat(problem.get("kind").asString()).isEqualTo(kind);
        assertThat(problem.get("message").asString()).isEqualTo(message);
    }
}
