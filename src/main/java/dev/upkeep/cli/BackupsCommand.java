package dev.upkeep.cli;

import dev.upkeep.operations.listing.Listing.Row;
import dev.upkeep.operations.sets.ListedSet;
import dev.upkeep.operations.sets.ListedSet.Known;
import dev.upkeep.operations.sets.Proof;
import dev.upkeep.operations.sets.ProofLevel;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `upkeep backups [APP]`.
@Command(
        name = "backups",
        description = "Lists the sets in the store, newest first: what is in them, and how far each is proven.",
        footer = {"", "Examples:", "  upkeep backups", "  upkeep backups vms --json"})
final class BackupsCommand implements Callable<Integer> {
    private final CommandLineFace face;

    @Parameters(index = "0", arity = "0..1", paramLabel = "APP", description = "needed when there are several apps")
    private @Nullable String app;

    BackupsCommand(CommandLineFace face) {
        this.face = face;
    }

    @Override
    public Integer call() {
        return face.performOn(app, (bench, output) -> {
            var chosen = bench.app(Optional.ofNullable(app));
            var rows = bench.listing(chosen).rows(chosen.name());
            output.document(
                    Map.of("sets", rows.stream().map(BackupsCommand::fields).toList()));
            if (!output.json()) {
                print(rows, output);
            }
            return 0;
        });
    }

    private void print(List<Row> rows, Output output) {
        if (rows.isEmpty()) {
            output.say("There is no set yet. Take one: upkeep backup");
            return;
        }
        var now = face.clock().instant();
        var table = new Columns("SET", "TAKEN", "SIZE", "NEW", "CONTENTS", "PROVEN", "KEPT");
        rows.forEach(row -> add(row, now, table));
        table.lines().forEach(output::say);
        rows.forEach(row -> note(row.set(), output));
    }

    private static void add(Row row, Instant now, Columns table) {
        switch (row.set()) {
            case Known set -> {
                var totals = set.manifest().totals();
                table.row(
                        set.name(),
                        Text.ago(set.taken(), now),
                        Text.bytes(totals.plainBytes()),
                        Text.bytes(totals.newBytes()),
                        Text.count(totals.rows(), "row") + ", " + Text.count(totals.files(), "file"),
                        proof(set, now),
                        (row.keep() ? "" : "NEXT PRUNE REMOVES IT: ") + row.why());
            }
            case ListedSet.Unreadable set ->
                table.row(
                        set.name(), "?", "?", "?", "UNREADABLE", "no", set.why().message());
        }
    }

    private static String proof(Known set, Instant now) {
        if (set.isBroken()) {
            return "BROKEN";
        }
        return shown(set)
                .map(proof -> proof.level() + ", " + Text.ago(proof.at(), now))
                .orElse("not yet");
    }

    /// L0 says that the backup ended well, which every listed set did: nobody has looked at the set yet.
    private static Optional<Proof> shown(Known set) {
        return set.proof().filter(proof -> proof.level() != ProofLevel.L0);
    }

    private static void note(ListedSet listed, Output output) {
        if (listed instanceof Known set && !set.manifest().note().isEmpty()) {
            output.say("%s: %s".formatted(set.name(), set.manifest().note()));
        }
    }

    private static Map<String, Object> fields(Row row) {
        var fields = new LinkedHashMap<String, Object>();
        switch (row.set()) {
            case Known set -> addFields(set, fields);
            case ListedSet.Unreadable set -> {
                fields.put("id", set.name());
                fields.put("unreadable", set.why().message());
            }
        }
        fields.put("kept_by", row.keep() ? row.why() : null);
        return fields;
    }

    private static void addFields(Known set, Map<String, Object> fields) {
        var totals = set.manifest().totals();
        fields.put("id", set.name());
        fields.put("taken", set.taken().toString());
        fields.put("bytes", totals.plainBytes());
        fields.put("new_bytes", totals.newBytes());
        fields.put("tables", totals.tables());
        fields.put("rows", totals.rows());
        fields.put("files", totals.files());
        fields.put("note", set.manifest().note());
        fields.put("held", set.isHeld());
        fields.put("broken", set.isBroken());
        fields.put("proof", shown(set).map(BackupsCommand::fields).orElse(null));
    }

    private static Map<String, Object> fields(Proof proof) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("level", proof.level().name());
        fields.put("at", proof.at().toString());
        return fields;
    }
}
