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
import dev.upkeep.run.Procedure;
import dev.upkeep.run.RunContext;
import dev.upkeep.run.StateJson;
import dev.upkeep.run.Step;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;

/// `restore APP SET --table …`: brings tables into a schema under a name of the run's own, compares them with the set,
/// and only then gives the schema the name that was asked for. Until then a failure or a power cut leaves nothing.
final class RestoreTables implements Procedure<TablesState> {
    private final ReadingRoom room;
    private final Supplier<Server> server;
    private final SideTables live;
    private final int workers;

    /// @param server where the live database is, opened when it is needed, closed by us
    RestoreTables(ReadingRoom room, Supplier<Server> server, SideTables live, int workers) {
        this.room = room;
        this.server = server;
        this.live = live;
        this.workers = workers;
    }

    @Override
    public String verb() {
        return "restore-tables";
    }

    @Override
    public List<Step<TablesState>> steps() {
        return List.of(new LookBefore(), new BringBeside(), new GiveName());
    }

    @Override
    public String write(TablesState state) {
        return StateJson.write(state);
    }

    @Override
    public TablesState read(String json) {
        return StateJson.read(json, TablesState.class);
    }

    private Manifest manifest(TablesState state) {
        return room.set(state.app(), state.set()).manifest();
    }

    /// Everything that can be refused is refused before anything is made.
    private final class LookBefore implements Step<TablesState> {
        @Override
        public String name() {
            return "look whether they can be restored here";
        }

        @Override
        public TablesState perform(TablesState state, RunContext context) {
            var description = manifest(state).database();
            if (live.exists(state.schema())) {
                throw new UpkeepException(
                        Kind.REFUSED,
                        "schema \"%s\" exists already in %s".formatted(state.schema(), live.address()),
                        "Choose another name with --to-schema.");
            }
            try (var target = server.get()) {
                var obstacles = target.obstacles(description);
                requireNone(obstacles.isEmpty() ? live.obstacles(description) : obstacles);
            }
            return state;
        }

        private static void requireNone(List<String> obstacles) {
            if (!obstacles.isEmpty()) {
                throw new UpkeepException(Kind.MISSING, String.join("; ", obstacles), "Mend that, then restore again.");
            }
        }

        @Override
        public void undo(TablesState state, RunContext context) {
            // It only looks.
        }
    }

    private final class BringBeside implements Step<TablesState> {
        @Override
        public String name() {
            return "restore beside the live tables and compare";
        }

        /// The schema is whole and right when this step ends: from now on it only needs its name.
        @Override
        public boolean pointOfNoReturn() {
            return true;
        }

        @Override
        public TablesState perform(TablesState state, RunContext context) {
            return room.with(state.app(), context, folder -> bring(state, folder, context));
        }

        private TablesState bring(TablesState state, Path folder, RunContext context) {
            var manifest = manifest(state);
            var contents = DatabaseContents.read(new ListReader(room.store()), manifest);
            var objects = new ObjectReader(room.store());
            var definitions = definitions(contents, objects, folder);
            try (var target = server.get()) {
                context.note("definitions, in a scratch database");
                try (var scratch = target.create(state.making(), manifest.database())) {
                    scratch.before(definitions);
                }
                context.checkpoint();
                try (var schema =
                        live.make(state.making(), definitions, SideChoice.of(state.words()), state.making())) {
                    target.drop(state.making());
                    var tables = new SideRows(objects, contents, schema, workers, context).restore();
                    schema.left().forEach(left -> context.note("not brought: " + left));
                    return state.brought(
                            tables, schema.left(), live.identity(state.making()).orElseThrow());
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

        @Override
        public void undo(TablesState state, RunContext context) {
            try (var target = server.get()) {
                target.drop(state.making());
                live.drop(state.making());
            } finally {
                room.clean(context);
            }
        }
    }

    private final class GiveName implements Step<TablesState> {
        @Override
        public String name() {
            return "give the schema its name";
        }

        @Override
        public Repeat repeat() {
            return Repeat.VERIFY_THEN_RETRY;
        }

        @Override
        public TablesState perform(TablesState state, RunContext context) {
            if (!isOurs(state.schema(), state)) {
                requireWaiting(state);
                requireFree(state);
                var comment = "Tables of set %s of %s, restored by Upkeep run %s."
                        .formatted(state.set(), state.app(), context.run());
                live.rename(state.making(), state.schema(), comment);
            }
            return state;
        }

        private boolean isOurs(String name, TablesState state) {
            return live.identity(name).filter(state.identity()::equals).isPresent();
        }

        private void requireWaiting(TablesState state) {
            if (!isOurs(state.making(), state)) {
                throw new UpkeepException(
                        Kind.NOT_FOUND,
                        "the restored schema is neither \"%s\" nor \"%s\" in %s any more"
                                .formatted(state.making(), state.schema(), live.address()),
                        "Somebody renamed or dropped it. When that was meant, say so: upkeep settle");
            }
        }

        private void requireFree(TablesState state) {
            if (live.exists(state.schema())) {
                throw new UpkeepException(
                        Kind.REFUSED,
                        "somebody made a schema \"%s\" in %s meanwhile; the restored one is complete and waits as \"%s\""
                                .formatted(state.schema(), live.address(), state.making()),
                        "Rename or drop the other one: the next command finishes this. Or rename \"%s\" yourself, then: upkeep settle"
                                .formatted(state.making()));
            }
        }

        @Override
        public void undo(TablesState state, RunContext context) {
            // It is past the point of no return: it is finished, not taken back.
        }
    }
}
