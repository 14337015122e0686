package dev.upkeep.operations.proof;

import dev.upkeep.base.problem.UpkeepException;
import dev.upkeep.base.text.Quantity;
import dev.upkeep.drivers.database.Comparison.Aspect;
import dev.upkeep.drivers.database.Comparison.Difference;
import dev.upkeep.drivers.database.PrivateServers;
import dev.upkeep.drivers.database.Server;
import dev.upkeep.drivers.store.Store;
import dev.upkeep.operations.restore.DatabaseContents;
import dev.upkeep.operations.restore.DatabaseRestoration;
import dev.upkeep.operations.restore.RestoredComparison;
import dev.upkeep.operations.sets.ListReader;
import dev.upkeep.operations.sets.Manifest;
import dev.upkeep.operations.sets.ObjectReader;
import dev.upkeep.operations.sets.Proof.Check;
import dev.upkeep.operations.sets.Proof.Verdict;
import dev.upkeep.operations.sets.ProofLevel;
import dev.upkeep.run.RunContext;
import java.nio.file.Path;
import java.util.List;

/// L2 to L5: restores a set's database into a private server and compares it with the set's own moment.
final class RestoredProof {
    private static final int NAMED = 10;

    private final Store store;
    private final PrivateServers servers;
    private final int workers;

    RestoredProof(Store store, PrivateServers servers, int workers) {
        this.store = store;
        this.servers = servers;
        this.workers = workers;
    }

    static String serverName(RunContext context) {
        return "proof-" + context.run();
    }

    /// The private server is gone when this returns or throws.
    ProofState look(ProofState state, Manifest manifest, Path scratch, RunContext context) {
        var obstacles = servers.obstacles(manifest.database().serverVersion());
        if (!obstacles.isEmpty()) {
            return state.with(ProofLevel.L3, ProofState.notProvable("private server", String.join("; ", obstacles)));
        }
        var name = serverName(context);
        try (var server = servers.start(name, manifest.database().serverVersion())) {
            return on(server, state, manifest, scratch, context);
        } catch (UpkeepException failed) {
            return verdictOf(state, failed);
        } finally {
            servers.remove(name);
        }
    }

    /// What is damaged is broken; what is missing on this machine says nothing about the set; all else is no verdict.
    private static ProofState verdictOf(ProofState state, UpkeepException failed) {
        var problem = failed.problem();
        var detail = problem.message() + (problem.hint().isEmpty() ? "" : ". " + problem.hint());
        return switch (problem.kind()) {
            case DAMAGED -> state.with(ProofLevel.L3, ProofState.broken("restore", detail));
            case MISSING -> state.with(ProofLevel.L3, ProofState.notProvable("restore", detail));
            default -> throw failed;
        };
    }

    private ProofState on(Server server, ProofState state, Manifest manifest, Path scratch, RunContext context) {
        var obstacles = server.obstacles(manifest.database());
        if (!obstacles.isEmpty()) {
            return state.with(ProofLevel.L3, ProofState.notProvable("restore", String.join("; ", obstacles)));
        }
        var objects = new ObjectReader(store);
        var contents = DatabaseContents.read(new ListReader(store), manifest);
        try (var database = server.create("proof", manifest.database())) {
            new DatabaseRestoration(objects, scratch, workers).into(database, contents, manifest.database(), context);
            var restored = state.with(
                            ProofLevel.L2,
                            ProofState.held("archives", contents.parts().size() + " archives, each read whole"))
                    .with(ProofLevel.L3, ProofState.held("restore", restoredDetail(manifest)));
            var differences =
                    new RestoredComparison(objects, workers).differences(manifest, contents, database, context);
            return compared(restored, manifest, contents, differences);
        }
    }

    private static String restoredDetail(Manifest manifest) {
        return "%s, %s into a private server"
                .formatted(
                        Quantity.of(manifest.totals().tables(), "table"),
                        Quantity.of(manifest.totals().rows(), "row"));
    }

    private static ProofState compared(
            ProofState state, Manifest manifest, DatabaseContents contents, List<Difference> differences) {
        var totals = manifest.totals();
        var definitions = check("definitions", Aspect.DEFINITIONS, differences, "every definition is equal");
        var compared = check(
                "rows",
                Aspect.ROWS,
                differences,
                "%s of %s, every fingerprint equal"
                        .formatted(Quantity.of(totals.rows(), "row"), Quantity.of(totals.tables(), "table")));
        var rows = holdsNothing(manifest) ? nothingCompared(compared) : compared;
        var sequences = check(
                "sequences",
                Aspect.SEQUENCES,
                differences,
                Quantity.of(contents.sequences().size(), "sequence") + ", each where it was");
        var large = check(
                "large objects",
                Aspect.LARGE_OBJECTS,
                differences,
                Quantity.of(manifest.largeObjects().rows(), "large object") + ", equal");
        var files = ProofState.held("files", Quantity.of(totals.files(), "file") + ", every hash as recorded");
        return state.with(ProofLevel.L4, definitions)
                .with(ProofLevel.L4, sequences)
                .with(ProofLevel.L4, large)
                .with(ProofLevel.L4, rows)
                .with(ProofLevel.L5, files);
    }

    private static boolean holdsNothing(Manifest manifest) {
        return manifest.totals().tables() == 0 && manifest.largeObjects().rows() == 0;
    }

    /// A success over nothing would look like a proven backup, and take the place of one that has rows.
    private static Check nothingCompared(Check compared) {
        return compared.verdict() == Verdict.BROKEN
                ? compared
                : ProofState.notProvable(
                        compared.name(),
                        "0 tables: the database held none at the set's moment, so there was no row to compare. Is database.name the right one?");
    }

    private static Check check(String name, Aspect aspect, List<Difference> differences, String whenEqual) {
        var found = differences.stream()
                .filter(difference -> difference.aspect() == aspect)
                .map(Difference::what)
                .toList();
        if (found.isEmpty()) {
            return ProofState.held(name, whenEqual);
        }
        var named = String.join("; ", found.subList(0, Math.min(NAMED, found.size())));
        return ProofState.broken(name, "%d differences: %s".formatted(found.size(), named));
    }
}
