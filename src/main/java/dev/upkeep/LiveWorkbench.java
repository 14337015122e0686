package dev.upkeep;

import dev.upkeep.app.App;
import dev.upkeep.app.Apps;
import dev.upkeep.base.problem.Kind;
import dev.upkeep.base.problem.UpkeepException;
import dev.upkeep.base.state.State;
import dev.upkeep.base.state.StatePlace;
import dev.upkeep.base.time.Pause;
import dev.upkeep.cli.UpkeepVersion;
import dev.upkeep.cli.Workbench;
import dev.upkeep.drivers.health.HttpHealth;
import dev.upkeep.drivers.store.Store;
import dev.upkeep.operations.backup.Backup;
import dev.upkeep.operations.backup.BackupOrder;
import dev.upkeep.operations.backup.BackupProcedure;
import dev.upkeep.operations.backup.BackupSource;
import dev.upkeep.operations.backup.StoreOfApp;
import dev.upkeep.operations.backup.Surroundings;
import dev.upkeep.operations.changes.Changes;
import dev.upkeep.operations.changes.CountedLosses;
import dev.upkeep.operations.difference.Bound;
import dev.upkeep.operations.difference.LossWindow;
import dev.upkeep.operations.doctor.Doctor;
import dev.upkeep.operations.doctor.StateExaminer;
import dev.upkeep.operations.doctor.TrialServers;
import dev.upkeep.operations.drill.DrillOrigin;
import dev.upkeep.operations.drill.Drilling;
import dev.upkeep.operations.inplace.InPlace;
import dev.upkeep.operations.keeping.Keeping;
import dev.upkeep.operations.keeping.KeptStore;
import dev.upkeep.operations.listing.Listing;
import dev.upkeep.operations.merge.MergeRecords;
import dev.upkeep.operations.merge.TableMerges;
import dev.upkeep.operations.proof.Proofs;
import dev.upkeep.operations.restore.AppControl;
import dev.upkeep.operations.restore.ReadingRoom;
import dev.upkeep.operations.restore.Replacements;
import dev.upkeep.operations.restore.Restores;
import dev.upkeep.operations.retention.Prune;
import dev.upkeep.operations.retention.Pruning;
import dev.upkeep.operations.sets.StoreLocks;
import dev.upkeep.operations.tables.TableRestores;
import dev.upkeep.operations.tables.TablesBeside;
import dev.upkeep.run.Journal;
import dev.upkeep.run.KeptJournal;
import dev.upkeep.run.LocalMachine;
import dev.upkeep.run.Procedure;
import dev.upkeep.run.Recovery;
import dev.upkeep.run.RunId;
import dev.upkeep.run.Runner;
import dev.upkeep.run.Runs;
import dev.upkeep.run.Stop;
import dev.upkeep.run.TakenUp;
import dev.upkeep.run.Timing;
import dev.upkeep.run.Watcher;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Joins the objects that one command needs. The configuration is read when it is asked for, so that `upkeep runs`
/// works without one.
final class LiveWorkbench implements Workbench {
    private final InstantSource clock;
    private final Pause pause = Pause.real();
    private final Databases databases;
    private final LocalMachine machine = new LocalMachine();
    private final @Nullable Path config;
    private final StatePlace place;
    private final State state;
    private final Journal journal;
    private final Runner runner;
    private final Recovery recovery;
    private final String who = Account.current() + " by command";
    private final Surroundings surroundings;
    private @Nullable Apps apps;

    private LiveWorkbench(
            Databases databases,
            InstantSource clock,
            @Nullable Path config,
            StatePlace place,
            Stop stop,
            Watcher watcher) {
        this.databases = databases;
        this.clock = clock;
        this.config = config;
        this.place = place;
        this.state = State.open(place);
        this.journal = new KeptJournal(state, machine, clock);
        var timing = Timing.real(clock);
        this.runner = new Runner(journal, timing, watcher, stop);
        this.recovery = new Recovery(journal, machine, timing, watcher);
        this.surroundings = Surroundings.of(clock, pause, UpkeepVersion.VALUE);
    }

    static Workbench open(
            Databases databases,
            InstantSource clock,
            @Nullable Path config,
            StatePlace state,
            Stop stop,
            Watcher watcher) {
        return new LiveWorkbench(databases, clock, config, state, stop, watcher);
    }

    @Override
    public List<App> apps() {
        return configured().all();
    }

    @Override
    public App app(Optional<String> name) {
        return configured().one(name);
    }

    private Apps configured() {
        if (apps == null) {
            var read = config == null ? Apps.readUsual() : Apps.read(config);
            read.all().forEach(this::requireApart);
            apps = read;
        }
        return apps;
    }

    /// Restoring or losing the app's database must not lose the run that does it.
    private void requireApart(App app) {
        var database = app.database();
        if (place instanceof StatePlace.Server server
                && server.isDatabase(database.host(), database.port(), database.name())) {
            throw new UpkeepException(
                    Kind.CONFIGURATION,
                    "the state is in the database of %s: %s".formatted(app.name(), place),
                    "Name a database of its own with --state, best on another server.");
        }
    }

    @Override
    public String who() {
        return who;
    }

    @Override
    public List<TakenUp> takeUp(Optional<String> app) {
        databases.removeLeftBehind();
        return app.map(name -> recovery.takeUp(name, this::procedure))
                .orElseGet(() -> recovery.takeUp(this::procedure));
    }

    private Optional<Procedure<?>> procedure(String verb, String app) {
        return procedures(app(Optional.of(app))).stream()
                .filter(procedure -> procedure.verb().equals(verb))
                .findFirst();
    }

    private List<Procedure<?>> procedures(App app) {
        var all = new ArrayList<Procedure<?>>();
        all.add(new BackupProcedure(source(app), surroundings, locks(Stores.existing(app))));
        all.addAll(proofs(app).procedures());
        all.addAll(drilling(app).procedures());
        all.addAll(changes(app).procedures());
        all.addAll(restores(app).procedures());
        all.addAll(tables(app).procedures());
        all.addAll(merges(app).procedures());
        all.addAll(replacements(app).procedures());
        all.addAll(inPlace(app).procedures());
        all.addAll(pruning(app).procedures());
        all.addAll(keeping(app).procedures());
        return all;
    }

    @Override
    public Doctor doctor() {
        return new Doctor(
                databases::examination,
                Stores::existing,
                new TrialServers(databases.privateServers(), machine),
                app -> runs().lastDone(app, BackupProcedure.VERB).isPresent(),
                new StateExaminer(state, place, clock)::examine);
    }

    @Override
    public Backup.Taken backup(App app, String note, boolean hold, boolean newStore) {
        var store = new StoreOfApp(runs(), () -> Stores.existing(app), () -> Stores.existingOrNew(app))
                .open(app.name(), sharingTheStoreOf(app), newStore);
        return new Backup(runner, surroundings)
                .take(source(app, store), new BackupOrder(note, hold, who), locks(store));
    }

    private List<String> sharingTheStoreOf(App app) {
        return apps().stream()
                .filter(each -> each.backup().store().equals(app.backup().store()))
                .map(App::name)
                .toList();
    }

    private BackupSource source(App app) {
        return source(app, Stores.existing(app));
    }

    private BackupSource source(App app, Store store) {
        return new BackupSource(
                app.name(),
                databases.of(app),
                new TreeMap<>(app.files().trees()),
                app.files().exclude(),
                store,
                app.backup().store().folder(),
                "",
                Map.of());
    }

    @Override
    public Proofs proofs(App app) {
        return new Proofs(
                app.name(),
                room(app),
                databases.privateServers(),
                runner,
                clock,
                UpkeepVersion.VALUE,
                surroundings.workers());
    }

    @Override
    public Drilling drilling(App app) {
        return new Drilling(
                app.name(),
                app.objectives(),
                room(app),
                databases.privateServers(),
                runner,
                clock,
                new DrillOrigin(machine.self().host(), UpkeepVersion.VALUE),
                surroundings.workers());
    }

    @Override
    public Changes changes(App app) {
        var room = room(app);
        var window = new LossWindow(room.store(), databases.of(app), surroundings.workers(), Bound.ofThisMemory());
        return new Changes(app.name(), room, window, runner);
    }

    @Override
    public Restores restores(App app) {
        return new Restores(app.name(), room(app), () -> databases.server(app), runner, surroundings.workers());
    }

    @Override
    public TableRestores tables(App app) {
        return new TableRestores(app.name(), beside(app), runner);
    }

    @Override
    public TableMerges merges(App app) {
        return new TableMerges(app.name(), beside(app), databases.rowMerges(app), new MergeRecords(merges()), runner);
    }

    private TablesBeside beside(App app) {
        return new TablesBeside(
                room(app), () -> databases.server(app), databases.sideTables(app), surroundings.workers());
    }

    @Override
    public Replacements replacements(App app) {
        var folder =
                Optional.ofNullable(app.file().toAbsolutePath().getParent()).orElse(Path.of("/"));
        var control = new AppControl(app.service(), folder, databases.host(), new HttpHealth(), clock, pause);
        return new Replacements(
                app.name(),
                app.database().name(),
                room(app),
                () -> databases.server(app),
                databases.live(app),
                control,
                new CountedLosses(changes(app), who),
                runner,
                surroundings.workers());
    }

    @Override
    public InPlace inPlace(App app) {
        return new InPlace(app.name(), app.files().trees(), app.files().exclude(), room(app), runner);
    }

    /// Beside the state where that is a folder: it is private, and its disk was chosen for Upkeep.
    private Path scratch() {
        return switch (place) {
            case StatePlace.Folder(var folder) -> folder.resolve("scratch");
            case StatePlace.Server ignored -> Account.cacheFolder().resolve("scratch");
        };
    }

    /// The state folder may hold nothing but a state: with the state on a server the records lie beside it.
    private Path merges() {
        return switch (place) {
            case StatePlace.Folder(var folder) -> folder.resolve("merges");
            case StatePlace.Server ignored -> Account.stateFolder().resolveSibling("upkeep-merges");
        };
    }

    private ReadingRoom room(App app) {
        var store = Stores.existing(app);
        return new ReadingRoom(store, locks(store), scratch(), pause);
    }

    @Override
    public Listing listing(App app) {
        var store = Stores.existing(app);
        return new Listing(store, prune(app, store));
    }

    @Override
    public Pruning pruning(App app) {
        var store = Stores.existing(app);
        return new Pruning(app.name(), store, prune(app, store), runner);
    }

    private Prune prune(App app, Store store) {
        return new Prune(store, locks(store), app.backup().keep(), ZoneOffset.UTC, clock);
    }

    private StoreLocks locks(Store store) {
        return new StoreLocks(store, machine, who, clock);
    }

    @Override
    public Keeping keeping(App app) {
        var store = Stores.existing(app);
        return new Keeping(app.name(), new KeptStore(store, locks(store)), runner, clock);
    }

    @Override
    public Runs runs() {
        return new Runs(state, machine, clock);
    }

    @Override
    public void settle(RunId run, String note) {
        journal.settle(run, who, note);
    }

    @Override
    public void close() {
        state.close();
    }
}
