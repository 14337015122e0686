package dev.upkeep.operations.backup;

import dev.upkeep.base.problem.Kind;
import dev.upkeep.base.problem.UpkeepException;
import dev.upkeep.drivers.database.Database;
import dev.upkeep.drivers.store.Store;
import dev.upkeep.operations.sets.ListedSet;
import dev.upkeep.operations.sets.SetCatalogue;
import dev.upkeep.operations.sets.StoreLocks;
import dev.upkeep.run.LocalMachine;
import dev.upkeep.run.RunContext;
import dev.upkeep.run.RunId;
import dev.upkeep.run.Step;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/// An application, a store, and runs that are performed and taken back as the runner and recovery do it.
final class BackupWorld {
    static final Instant NOW = Instant.parse("2026-11-21T08:00:00Z");

    final Store store;
    final List<String> notes = new CopyOnWriteArrayList<>();
    private final @Nullable Database database;
    private final TreeMap<String, Path> files = new TreeMap<>();
    private final InstantSource clock;
    private @Nullable Path storeFolder;
    private int runs;
    boolean stopAsked;

    BackupWorld(Store store, @Nullable Database database, InstantSource clock) {
        this.store = store;
        this.database = database;
        this.clock = clock;
    }

    BackupWorld files(String name, Path path) {
        files.put(name, path);
        return this;
    }

    BackupWorld storeIn(Path folder) {
        storeFolder = folder;
        return this;
    }

    /// How a run ended: the last state, and what failed.
    record End(BackupState state, @Nullable RuntimeException failure) {}

    BackupState backup() {
        return backup(new BackupOrder("", false, "tester"));
    }

    BackupState backup(BackupOrder order) {
        var end = attempt(order, () -> {});
        if (end.failure() != null) {
            throw end.failure();
        }
        return end.state();
    }

    /// A backup that may fail.
    ///
    /// @param afterFailure what happens before it is taken back, by a process that knows the journal only
    End attempt(BackupOrder order, Runnable afterFailure) {
        var context = new Context(new RunId("20261121-0800%02d-0000%02x".formatted(runs % 60, runs++)));
        var steps = procedure().steps();
        var state = BackupState.of("vms", order, clock.instant());
        for (var i = 0; i < steps.size(); i++) {
            try {
                state = steps.get(i).perform(state, context);
            } catch (RuntimeException failure) {
                afterFailure.run();
                var finished = i > 0 && steps.subList(0, i).stream().anyMatch(Step::pointOfNoReturn);
                return new End(finished ? forward(i, state, context) : back(i, state, context), failure);
            }
        }
        return new End(state, null);
    }

    private BackupState forward(int from, BackupState state, RunContext context) {
        var reached = reread(state);
        for (var step : procedure().steps().subList(from, procedure().steps().size())) {
            reached = step.perform(reached, context);
        }
        return reached;
    }

    private BackupState back(int from, BackupState state, RunContext context) {
        for (var step : procedure().steps().subList(0, from + 1).reversed()) {
            step.undo(reread(state), context);
        }
        return state;
    }

    private BackupState reread(BackupState state) {
        return procedure().read(procedure().write(state));
    }

    BackupProcedure procedure() {
        var surroundings = new Surroundings(clock, duration -> {}, 2, "1.0");
        var source = new BackupSource("vms", database, files, List.of("*.tmp"), store, storeFolder, "1.4", Map.of());
        return new BackupProcedure(source, surroundings, new StoreLocks(store, new LocalMachine(), "tester", clock));
    }

    List<ListedSet> sets() {
        return new SetCatalogue(store).sets("vms");
    }

    List<String> names(String prefix) {
        try (var entries = store.list(prefix)) {
            return new ArrayList<>(entries.map(Store.Entry::name).toList());
        }
    }

    private final class Context implements RunContext {
        private final RunId run;

        Context(RunId run) {
            this.run = run;
        }

        @Override
        public RunId run() {
            return run;
        }

        @Override
        public void note(String line) {
            notes.add(line);
        }

        @Override
        public void progress(String what, long done, long total, Unit unit) {}

        @Override
        public void checkpoint() {
            if (stopAsked) {
                throw new UpkeepException(Kind.CANCELLED, "stopped: Ctrl-C", "");
            }
        }
    }
}
