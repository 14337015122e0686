package dev.upkeep.operations.restore;

import dev.upkeep.base.problem.Kind;
import dev.upkeep.base.problem.UpkeepException;
import dev.upkeep.drivers.database.Server;
import dev.upkeep.operations.sets.ListedSet;
import dev.upkeep.operations.sets.StoreHome;
import dev.upkeep.run.Claim;
import dev.upkeep.run.Ended;
import dev.upkeep.run.Outcome;
import dev.upkeep.run.Procedure;
import dev.upkeep.run.RunRequest;
import dev.upkeep.run.Runner;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/// Brings sets of one app back: beside the live database, or into a folder. What is live is never touched.
public final class Restores {
    private final String app;
    private final ReadingRoom room;
    private final Supplier<Server> server;
    private final Runner runner;
    private final int workers;

    /// @param server where the app's database is, as the user who restores
    public Restores(String app, ReadingRoom room, Supplier<Server> server, Runner runner, int workers) {
        this.app = app;
        this.room = room;
        this.server = server;
        this.runner = runner;
        this.workers = workers;
    }

    /// @param set its whole id
    /// @param place the new database's name, or the folder
    public record Restored(String set, String run, Outcome outcome, String place) {}

    /// @param prefix of the set's id; empty for the newest
    /// @param name of the new database
    /// @throws UpkeepException NOT_FOUND, DAMAGED, CLASH before anything is begun
    public Restored database(String prefix, String name, String who) {
        requireName(name);
        var set = whole(room, app, prefix).name();
        var ended = runner.run(
                new RestoreDatabase(room, server, workers),
                run -> RestoreState.of(app, set, name, "upkeep_" + run.value().replace('-', '_')),
                request("database:" + name, who));
        return restored(set, name, ended);
    }

    /// @param paths each `GROUP` or `GROUP/PATH`; empty for all files
    public Restored files(String prefix, List<String> paths, Path folder, String who) {
        new Selection(paths);
        var set = whole(room, app, prefix).name();
        var place = folder.toAbsolutePath().normalize();
        if (place.getFileName() == null) {
            throw new UpkeepException(Kind.REFUSED, "files are not restored into /", "Name a new folder after --to.");
        }
        var ended = runner.run(
                new RestoreFiles(room),
                run -> FilesState.of(app, set, paths, place.toString()),
                request("folder:" + place, who));
        return restored(set, place.toString(), ended);
    }

    /// What recovery needs to take up a run of ours.
    public List<Procedure<?>> procedures() {
        return List.of(new RestoreDatabase(room, server, workers), new RestoreFiles(room));
    }

    private static Restored restored(String set, String place, Ended<?> ended) {
        return new Restored(set, ended.run().value(), ended.outcome(), place);
    }

    private RunRequest request(String target, String who) {
        return new RunRequest(app, who, List.of(new Claim("restore", target, true)), Duration.ZERO);
    }

    /// @throws UpkeepException DAMAGED when the last verification found the set broken
    public static ListedSet.Known whole(ReadingRoom room, String app, String prefix) {
        new StoreHome(room.store()).open();
        var set = room.set(app, prefix);
        if (set.isBroken()) {
            throw new UpkeepException(
                    Kind.DAMAGED,
                    "set %s is broken: the last verification found damage in it".formatted(set.name()),
                    "Restore another one: upkeep backups %s lists them with their proofs.".formatted(app));
        }
        return set;
    }

    private static void requireName(String name) {
        if (name.isBlank() || name.indexOf('\0') >= 0 || name.getBytes(StandardCharsets.UTF_8).length > 63) {
            throw new UpkeepException(
                    Kind.USAGE, "\"%s\" can't be a database's name".formatted(name), "Use 1 to 63 bytes.");
        }
    }
}
