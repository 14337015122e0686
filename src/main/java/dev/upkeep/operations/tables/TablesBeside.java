package dev.upkeep.operations.tables;

import dev.upkeep.base.problem.Kind;
import dev.upkeep.base.problem.UpkeepException;
import dev.upkeep.drivers.database.Server;
import dev.upkeep.drivers.database.SideChoice;
import dev.upkeep.drivers.database.SideTables;
import dev.upkeep.operations.restore.DatabaseContents;
import dev.upkeep.operations.restore.ReadingRoom;
import dev.upkeep.operations.sets.ListReader;
import dev.upkeep.operations.sets.Manifest;
import dev.upkeep.operations.sets.ObjectReader;
import dev.upkeep.run.RunContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;

/// Brings tables of a set into a schema of the live database under a name of the run's own, by way of a scratch
/// database of the same name, and compares them with the set in every row.
///
/// @param server where the live database is, opened when it is needed, closed by us
public record TablesBeside(ReadingRoom room, Supplier<Server> server, SideTables live, int workers) {
    /// @param left what did not come along, in an operator's words
    /// @param whole the chosen tables themselves, as the set names them, quoted for SQL, with schema
    public record Brought(List<RestoredTable> tables, List<String> left, List<String> whole) {
        public Brought {
            tables = List.copyOf(tables);
            left = List.copyOf(left);
            whole = List.copyOf(whole);
        }
    }

    /// @throws UpkeepException MISSING with all reasons why rows of this set can't be read here
    public void requirePossible(String app, String set) {
        var description = manifest(app, set).database();
        try (var target = server.get()) {
            var obstacles = target.obstacles(description);
            var all = obstacles.isEmpty() ? live.obstacles(description) : obstacles;
            if (!all.isEmpty()) {
                throw new UpkeepException(Kind.MISSING, String.join("; ", all), "Mend that, then restore again.");
            }
        }
    }

    private Manifest manifest(String app, String set) {
        return room.set(app, set).manifest();
    }

    /// @param schema the run's own name, for schema and scratch database
    public Brought bring(String app, String set, SideChoice choice, String schema, RunContext context) {
        return room.with(app, context, folder -> bring(manifest(app, set), choice, schema, folder, context));
    }

    private Brought bring(Manifest manifest, SideChoice choice, String name, Path folder, RunContext context) {
        var contents = DatabaseContents.read(new ListReader(room.store()), manifest);
        var objects = new ObjectReader(room.store());
        var definitions = definitions(contents, objects, folder);
        try (var target = server.get()) {
            context.note("definitions, in a scratch database");
            try (var scratch = target.create(name, manifest.database())) {
                scratch.before(definitions);
            }
            context.checkpoint();
            try (var schema = live.make(name, definitions, choice, name)) {
                target.drop(name);
                var tables = new SideRows(objects, contents, schema, workers, context).restore();
                return new Brought(tables, schema.left(), schema.whole());
            }
        }
    }

    private static Path definitions(DatabaseContents contents, ObjectReader objects, Path folder) {
        var file = folder.resolve("definitions.dump");
        try (var content = objects.open(contents.definitions())) {
            Files.copy(content, file);
            return file;
        } catch (IOException failed) {
            throw new UpkeepException(
                    Kind.FAILED,
                    "could not write %s: %s".formatted(file, failed.getMessage()),
                    "Make space there.",
                    failed);
        }
    }

    /// Whatever was made under the run's own name, whole or half, and what the run unpacked.
    public void drop(String name, RunContext context) {
        try (var target = server.get()) {
            target.drop(name);
            live.drop(name);
        } finally {
            room.clean(context);
        }
    }
}
