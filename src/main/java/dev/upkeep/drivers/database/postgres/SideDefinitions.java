package dev.upkeep.drivers.database.postgres;

import dev.upkeep.base.problem.Kind;
import dev.upkeep.base.problem.UpkeepException;
import dev.upkeep.drivers.host.Host;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Carries the definitions of a few tables: from the set into a scratch database, and from there, as a schema of their
/// own, into the live one. Only kinds of objects are told apart by `pg_restore`'s table of contents, never names.
final class SideDefinitions {
    /// What would touch more than the empty scratch database, or fail in it for reasons of other tables.
    private static final Predicate<String> NOT_INTO_SCRATCH = entries(
            "EVENT TRIGGER|MATERIALIZED VIEW DATA|PUBLICATION.*|SUBSCRIPTION.*|ACL|DEFAULT ACL|SECURITY LABEL|COMMENT");

    /// The schema is there before: a `pg_restore` that is still at work when the schema was dropped finds none.
    private static final Predicate<String> NOT_INTO_LIVE =
            entries("SCHEMA|COMMENT - SCHEMA|TRIGGER|RULE|POLICY|ROW SECURITY|ACL|DEFAULT ACL|SECURITY LABEL");

    private final Path folder;
    private final PostgresAddress scratch;
    private final PostgresAddress live;
    private final RestoreProgram intoScratch;
    private final RestoreProgram intoLive;

    /// @param folder takes the archive and lists of its contents
    SideDefinitions(Path folder, PostgresAddress scratch, PostgresAddress live, Host host, int serverMajor) {
        this.folder = folder;
        this.scratch = scratch;
        this.live = live;
        this.intoScratch = new RestoreProgram(scratch, host, serverMajor);
        this.intoLive = new RestoreProgram(live, host, serverMajor);
    }

    private static Predicate<String> entries(String kinds) {
        return Pattern.compile("\\d+; \\d+ \\d+ (" + kinds + ") .*").asMatchPredicate();
    }

    /// Indexes, keys, triggers and rules of all tables; there are no rows that could take time.
    void completeScratch(Path definitions) {
        var list = contents(intoScratch, definitions, "scratch.list", NOT_INTO_SCRATCH);
        intoScratch.restore(
                "the definitions",
                definitions,
                "--section=post-data",
                "--single-transaction",
                "--use-list=" + list.toAbsolutePath());
    }

    /// @param schema of `[a-z0-9_]`, so that it is no pattern
    void dump(String schema) {
        intoScratch.run(
                "pg_dump",
                "the definitions of the chosen tables",
                List.of(
                        "--format=custom",
                        "--compress=0",
                        "--schema=" + schema,
                        "--strict-names",
                        "--schema-only",
                        "--no-privileges",
                        "--no-publications",
                        "--no-subscriptions",
                        "--no-security-labels",
                        "--no-tablespaces",
                        "--file=" + archive()));
        contents(intoLive, archive(), "live.list", NOT_INTO_LIVE);
    }

    /// Makes what comes before or after the rows, all of it or nothing.
    ///
    /// @param section `pre-data`, `post-data`
    void makeInLive(String section) {
        try {
            intoLive.restore(
                    "the definitions of the chosen tables",
                    archive(),
                    "--section=" + section,
                    "--single-transaction",
                    "--use-list=" + folder.resolve("live.list").toAbsolutePath());
        } catch (UpkeepException failed) {
            throw explained(failed);
        }
    }

    /// What the tables use (a type, a function) must be in the live database, and be what it was: the set itself is not
    /// broken when it is not.
    private UpkeepException explained(UpkeepException failed) {
        if (failed.problem().kind() != Kind.DAMAGED
                && !failed.problem().message().contains("does not exist")) {
            return failed;
        }
        return new UpkeepException(
                Kind.MISSING,
                "the tables use something that %s does not have any more, or not as it was: %s"
                        .formatted(live, failed.problem().message()),
                "Make it again there, or restore the whole database beside: --into NAME",
                failed);
    }

    private Path archive() {
        return folder.resolve("side.dump").toAbsolutePath();
    }

    private Path contents(RestoreProgram programs, Path archive, String name, Predicate<String> without) {
        var list = folder.resolve(name);
        programs.run(
                "pg_restore",
                "the table of contents",
                List.of("--list", "--file=" + list.toAbsolutePath(), archive.toString()));
        try {
            var wanted = Files.readString(list, StandardCharsets.ISO_8859_1)
                    .lines()
                    .filter(without.negate())
                    .collect(Collectors.joining("\n", "", "\n"));
            return Files.writeString(list, wanted, StandardCharsets.ISO_8859_1);
        } catch (IOException failure) {
            throw new UpkeepException(
                    Kind.FAILED, "could not order what %s holds: %s".formatted(archive, failure), "", failure);
        }
    }

    @Override
    public String toString() {
        return "definitions from %s to %s".formatted(scratch, live);
    }
}
