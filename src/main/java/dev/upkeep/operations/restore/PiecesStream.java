package dev.upkeep.operations.restore;

import dev.upkeep.operations.sets.DatabaseEntry.PieceEntry;
import dev.upkeep.operations.sets.ObjectReader;
import java.io.IOException;
import java.io.InputStream;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// The rows of several pieces, one after the other; each piece's object is opened when its turn comes and is checked
/// when it ends. For one thread.
final class PiecesStream extends InputStream {
    private final ObjectReader objects;
    private final Iterator<PieceEntry> waiting;
    private final Consumer<PieceEntry> ended;
    private InputStream content = InputStream.nullInputStream();
    private Optional<PieceEntry> open = Optional.empty();

    /// @param ended is told of each piece that was read to its end; may throw to stop
    PiecesStream(ObjectReader objects, List<PieceEntry> pieces, Consumer<PieceEntry> ended) {
        this.objects = objects;
        this.waiting = pieces.iterator();
        this.ended = ended;
    }

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int count) throws IOException {
        var read = content.read(bytes, offset, count);
        while (read < 0 && next()) {
            read = content.read(bytes, offset, count);
        }
        return read;
    }

    private boolean next() throws IOException {
        content.close();
        open.ifPresent(ended);
        open = Optional.empty();
        if (!waiting.hasNext()) {
            content = InputStream.nullInputStream();
            return false;
        }
        var piece = waiting.next();
        content = objects.open(piece.object());
        open = Optional.of(piece);
        return true;
    }

    @Override
    public void close() throws IOException {
        content.close();
    }
}
