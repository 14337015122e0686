package dev.upkeep.operations.tables;

import dev.upkeep.base.problem.Kind;
import dev.upkeep.base.problem.UpkeepException;
import dev.upkeep.operations.restore.Restores;
import dev.upkeep.run.Claim;
import dev.upkeep.run.Outcome;
import dev.upkeep.run.Procedure;
import dev.upkeep.run.RunRequest;
import dev.upkeep.run.Runner;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Brings tables of one app's sets back into schemas of their own of the live database.
public final class TableRestores {
    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("uuuuMMdd_HHmm", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final String app;
    private final TablesBeside beside;
    private final Runner runner;

    public TableRestores(String app, TablesBeside beside, Runner runner) {
        this.app = app;
        this.beside = beside;
        this.runner = runner;
    }

    /// @param set its whole id
    /// @param left what did not come along with the tables, in an operator's words
    public record Restored(
            String set, String run, Outcome outcome, String schema, List<RestoredTable> tables, List<String> left) {}

    /// @param prefix of the set's id; empty for the newest
    /// @param lists of tables, each with commas between
    /// @param schema a new one; empty for one that is called like the set's moment
    /// @throws UpkeepException NOT_FOUND, DAMAGED, CLASH before anything is begun
    public Restored restore(String prefix, List<String> lists, Optional<String> schema, String who) {
        var words = TableWords.of(lists);
        schema.ifPresent(TableRestores::requireName);
        var set = Restores.whole(beside.room(), app, prefix);
        var name = schema.orElseGet(() -> usualName(set.taken()));
        var ended = runner.run(
                procedure(),
                run -> TablesState.of(
                        app, set.name(), words, name, "upkeep_" + run.value().replace('-', '_')),
                new RunRequest(
                        app,
                        who,
                        List.of(new Claim("restore", "schema:" + name, true), new Claim("live database", app, false)),
                        Duration.ZERO));
        var state = ended.state();
        return new Restored(set.name(), ended.run().value(), ended.outcome(), name, state.tables(), state.left());
    }

    /// What recovery needs to take up a run of ours.
    public List<Procedure<?>> procedures() {
        return List.of(procedure());
    }

    private RestoreTables procedure() {
        return new RestoreTables(beside);
    }

    /// `restored_20261121_0205`, in UTC.
    private static String usualName(Instant taken) {
        return "restored_" + MOMENT.format(taken);
    }

    private static void requireName(String name) {
        var fits = !name.isBlank()
                && name.indexOf('\0') < 0
                && !name.startsWith("pg_")
                && name.getBytes(StandardCharsets.UTF_8).length <= 63;
        if (!fits) {
            throw new UpkeepException(
                    Kind.USAGE,
                    "\"%s\" can't be a schema's name".formatted(name),
                    "Use 1 to 63 bytes that do not begin with pg_.");
        }
    }
}
