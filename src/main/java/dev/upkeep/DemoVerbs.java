package dev.upkeep;

import dev.upkeep.app.App;
import dev.upkeep.cli.Workbench;
import dev.upkeep.drivers.store.Store;
import dev.upkeep.operations.backup.Backup;
import dev.upkeep.operations.demo.Verbs;
import dev.upkeep.operations.proof.Proofs;
import dev.upkeep.operations.restore.Restores;
import dev.upkeep.operations.retention.Verdict;
import java.util.List;
import java.util.Optional;

/// The demo's verbs are those of every command, on the one app that its folder describes.
record DemoVerbs(Workbench bench) implements Verbs {
    private App app() {
        return bench.app(Optional.empty());
    }

    @Override
    public Store store() {
        return Stores.existing(app());
    }

    @Override
    public Backup.Taken backup(String note) {
        return bench.backup(app(), note, false, false);
    }

    @Override
    public Proofs proofs() {
        return bench.proofs(app());
    }

    @Override
    public Restores restores() {
        return bench.restores(app());
    }

    @Override
    public List<Verdict> prunePlan() {
        return bench.pruning(app()).plan();
    }

    @Override
    public void takeUp() {
        bench.takeUp(Optional.empty());
    }

    @Override
    public void close() {
        bench.close();
    }
}
