package dev.upkeep.operations.difference;

import dev.upkeep.base.parallel.Crew;
import dev.upkeep.base.problem.Kind;
import dev.upkeep.base.problem.UpkeepException;
import dev.upkeep.drivers.database.Piece;
import dev.upkeep.drivers.database.Snapshot;
import dev.upkeep.drivers.database.Table;
import dev.upkeep.operations.difference.EntrySink.Side;
import dev.upkeep.operations.difference.Remaining.LivePiece;
import dev.upkeep.operations.sets.DatabaseEntry.PieceEntry;
import dev.upkeep.operations.sets.ObjectReader;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;

/// Reads rows of the live moment and of the set's objects, several pieces at once.
final class BothSides {
    private final Snapshot moment;
    private final ObjectReader objects;
    private final int workers;
    private final LongConsumer bytesRead;
    private final AtomicLong bytes = new AtomicLong();

    /// @param bytesRead is told how many plain bytes were read so far; may throw to stop
    BothSides(Snapshot moment, ObjectReader objects, int workers, LongConsumer bytesRead) {
        this.moment = moment;
        this.objects = objects;
        this.workers = workers;
        this.bytesRead = bytesRead;
    }

    Snapshot moment() {
        return moment;
    }

    /// Counts and fingerprints of the live pieces, cut as the set's are while that fits.
    List<LivePiece> readings(Table live, long blocksPerPiece) {
        var readings = new ConcurrentLinkedQueue<LivePiece>();
        Crew.work(
                workers,
                moment.pieces(live, blocksPerPiece),
                piece -> readings.add(new LivePiece(piece, moment.copy(piece, told(OutputStream.nullOutputStream())))));
        return List.copyOf(readings);
    }

    long rows(Table live) {
        return readings(live, 0).stream()
                .mapToLong(piece -> piece.reading().rows())
                .sum();
    }

    /// Gives the sink every row of what remains.
    void read(Remaining remaining, Fields live, Fields set, EntrySink sink) {
        var tasks = new ArrayList<Runnable>();
        remaining.live().forEach(piece -> tasks.add(() -> live(piece.piece(), new RowEntries(live, Side.LIVE, sink))));
        remaining.set().forEach(piece -> tasks.add(() -> set(piece, new RowEntries(set, Side.SET, sink))));
        Crew.work(workers, tasks, Runnable::run);
    }

    private void live(Piece piece, RowEntries entries) {
        var reading = moment.copy(piece, told(entries));
        requireAll(entries.finish(), reading.rows(), Kind.BUG, "the live database gave");
    }

    private void set(PieceEntry piece, RowEntries entries) {
        try (var rows = objects.open(piece.object())) {
            rows.transferTo(told(entries));
        } catch (IOException failed) {
            throw new UpkeepException(Kind.FAILED, "could not read " + piece.object(), "Try again.", failed);
        }
        requireAll(
                entries.finish(),
                piece.reading().rows(),
                Kind.DAMAGED,
                "object " + piece.object().sha256() + " holds");
    }

    private static void requireAll(long seen, long said, Kind kind, String who) {
        if (seen != said) {
            throw new UpkeepException(kind, "%s %d rows, not %d".formatted(who, seen, said), "Report this to us.");
        }
    }

    private OutputStream told(OutputStream out) {
        return new OutputStream() {
            @Override
            public void write(int one) throws IOException {
                write(new byte[] {(byte) one}, 0, 1);
            }

            @Override
            public void write(byte[] some, int offset, int count) throws IOException {
                out.write(some, offset, count);
                bytesRead.accept(bytes.addAndGet(count));
            }
        };
    }
}
