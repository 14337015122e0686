package dev.upkeep.drivers.database.postgres;

import dev.upkeep.base.time.Pause;
import dev.upkeep.drivers.database.DatabaseDescription;
import dev.upkeep.drivers.database.Part;
import dev.upkeep.drivers.database.Piece;
import dev.upkeep.drivers.database.Reading;
import dev.upkeep.drivers.database.Sequence;
import dev.upkeep.drivers.database.Snapshot;
import dev.upkeep.drivers.database.Table;
import dev.upkeep.drivers.host.Host;
import java.io.IOException;
import java.io.OutputStream;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;

/// One moment of a PostgreSQL database, live or restored. Write the parts before copying pieces: `pg_dump`
/// takes locks of its own, and would queue behind somebody who waits for ours.
final class PostgresSnapshot implements Snapshot {
    private static final int FIRST_WITH_TID_RANGES = 14;

    private final Moment moment;
    private final Workers workers;
    private final Facts facts;
    private final Dumps dumps;
    private final DefinitionChanges changes;
    private final List<Relation> relations;
    private final List<Table> tables;

    private PostgresSnapshot(Moment moment, Workers workers, Host host, Duration lockWait, Connections connections) {
        this.moment = moment;
        this.workers = workers;
        this.facts = workers.ask("could not ask " + moment.address(), worker -> Facts.of(worker.connection()));
        this.dumps = new Dumps(host, moment, facts, lockWait);
        this.changes = new DefinitionChanges(connections, moment.address(), facts);
        this.relations = moment.relations().stream().filter(r -> !r.parent()).toList();
        this.tables = IntStream.range(0, relations.size())
                .mapToObj(i -> relations.get(i).table(i + 1))
                .toList();
    }

    static PostgresSnapshot open(
            Connections connections, Host host, Pause pause, PostgresAddress address, int workers, Duration lockWait) {
        var moment = new MomentOpening(connections, pause).open(address, lockWait);
        try {
            return opened(moment, Workers.open(connections, moment, workers), host, lockWait, connections);
        } catch (RuntimeException failure) {
            moment.close();
            throw failure;
        }
    }

    private static PostgresSnapshot opened(
            Moment moment, Workers workers, Host host, Duration lockWait, Connections connections) {
        try {
            return new PostgresSnapshot(moment, workers, host, lockWait, connections);
        } catch (RuntimeException failure) {
            workers.close();
            throw failure;
        }
    }

    @Override
    public Instant taken() {
        return moment.taken();
    }

    @Override
    public DatabaseDescription description() {
        return ask("describe", worker -> Descriptions.of(worker.connection()));
    }

    @Override
    public List<Table> tables() {
        return tables;
    }

    @Override
    public List<String> primaryKey(Table table) {
        var relation = relations.get(table.number() - 1);
        return ask("read the keys of", worker -> Catalog.primaryKey(worker.connection(), relation));
    }

    @Override
    public List<Piece> pieces(Table table, long previousBlocks) {
        var relation = relations.get(table.number() - 1);
        var whole =
                facts.major() < FIRST_WITH_TID_RANGES || !relation.condition().isEmpty();
        if (whole) {
            return List.of(new Piece(table.number(), 0, -1));
        }
        var blocks = BlockRanges.blocksPerPiece(relation.size(), previousBlocks);
        return BlockRanges.pieces(table.number(), relation.size().blocks(), blocks);
    }

    @Override
    public Reading copy(Piece piece, OutputStream out) {
        var relation = relations.get(piece.table() - 1);
        return workers.ask("could not copy " + relation.sqlName() + " of " + moment.address(), worker -> {
            worker.lock(relation);
            return copy(relation, piece, worker, out);
        });
    }

    /// The driver hands over a row at a time, so the largest one must fit.
    private Reading copy(Relation relation, Piece piece, Worker worker, OutputStream out)
            throws SQLException, IOException {
        var copy = new PieceCopy(relation, piece, facts.encoding());
        try {
            return copy.run(worker, out);
        } catch (OutOfMemoryError tooLarge) {
            throw TooLarge.of(relation, moment.ask(copy::largestRow), tooLarge);
        }
    }

    @Override
    public List<Sequence> sequences() {
        return ask("read the sequences of", worker -> Sequences.read(worker.connection()));
    }

    @Override
    public List<Part> parts() {
        var largeObjects = ask("look for large objects in", worker -> LargeObjects.exist(worker.connection()));
        return largeObjects
                ? List.of(Dumps.DEFINITIONS, Dumps.GLOBALS, Dumps.LARGE_OBJECTS)
                : List.of(Dumps.DEFINITIONS, Dumps.GLOBALS);
    }

    @Override
    public void write(Part part, OutputStream out) {
        if (!part.equals(Dumps.DEFINITIONS)) {
            dumps.write(part, out);
            return;
        }
        try {
            dumps.write(part, out);
        } catch (RuntimeException failure) {
            throw explained(failure);
        }
        ask("look for changed definitions in", worker -> {
            changes.requireNone(worker.connection());
            return true;
        });
    }

    /// `pg_dump` says little when what it reads is changed under it. Where no change is found, its own words count.
    private RuntimeException explained(RuntimeException failure) {
        try {
            var change = ask("look for changed definitions in", worker -> changes.find(worker.connection()));
            change.ifPresent(found -> found.addSuppressed(failure));
            return change.<RuntimeException>map(found -> found).orElse(failure);
        } catch (RuntimeException unknown) {
            failure.addSuppressed(unknown);
            return failure;
        }
    }

    @Override
    public List<String> inventory() {
        var inventory = new Inventory(relations, facts);
        return ask("list what is defined in", worker -> {
            var lines = inventory.definitions(worker);
            changes.requireNone(worker.connection());
            lines.addAll(inventory.generatedValues(worker));
            return List.copyOf(lines);
        });
    }

    @Override
    public Reading largeObjects() {
        return ask("read the large objects of", worker -> new LargeObjects(worker.connection()).read());
    }

    @Override
    public List<String> notIncluded() {
        return ask("look at", worker -> NotIncluded.of(worker.connection()));
    }

    private <T> T ask(String what, Workers.Work<T> work) {
        return workers.ask("could not " + what + " " + moment.address(), work);
    }

    @Override
    public void close() {
        workers.close();
        moment.close();
    }
}
