package dev.upkeep.operations.demo;

import dev.upkeep.drivers.store.Store;
import dev.upkeep.operations.backup.Backup;
import dev.upkeep.operations.proof.Proofs;
import dev.upkeep.operations.restore.Restores;
import dev.upkeep.operations.retention.Verdict;
import java.nio.file.Path;
import java.util.List;

/// The verbs on the demo's application: the very objects that the commands use, joined by whoever joins those.
public interface Verbs extends AutoCloseable {
    Store store();

    Backup.Taken backup(String note);

    Proofs proofs();

    Restores restores();

    /// What pruning would do now.
    List<Verdict> prunePlan();

    /// Takes up what an earlier demo, killed in the middle of a run, left behind.
    void takeUp();

    @Override
    void close();

    /// Reads the application's description, as for every command.
    @FunctionalInterface
    interface Factory {
        Verbs open(Path config, Path state);
    }
}
