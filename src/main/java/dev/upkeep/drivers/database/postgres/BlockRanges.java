package dev.upkeep.drivers.database.postgres;

import dev.upkeep.drivers.database.Piece;
import java.util.ArrayList;
import java.util.List;

/// Cuts a table into pieces of a fixed number of disk blocks. The number is a power of two and is kept as long
/// as it fits roughly, so that a growing table keeps its pieces, and a changed row changes only those that it
/// is in.
final class BlockRanges {
    private static final long PIECE_BYTES = 16L << 20;
    private static final long FEWEST_BLOCKS = 16;
    private static final long MOST_BLOCKS = 1L << 31;
    private static final long TOLERANCE = 4;

    private BlockRanges() {}

    /// How many blocks make a piece of about 16 MiB, TOAST included.
    static long blocksPerPiece(Relation.Size size, long previous) {
        var ideal = ideal(size);
        var fits = previous >= Math.max(FEWEST_BLOCKS, ideal / TOLERANCE) && previous <= ideal * TOLERANCE;
        return fits ? previous : ideal;
    }

    private static long ideal(Relation.Size size) {
        var bytesPerBlock = Math.max(1, size.bytes() / Math.max(1, size.blocks()));
        var blocks = Long.highestOneBit(Math.max(1, PIECE_BYTES / bytesPerBlock));
        return Math.clamp(blocks, FEWEST_BLOCKS, MOST_BLOCKS);
    }

    /// The last piece has no end: blocks that come later hold no rows of this moment, but nobody has to trust that.
    static List<Piece> pieces(int table, long blocks, long perPiece) {
        var pieces = new ArrayList<Piece>();
        for (var from = 0L; from + perPiece < blocks; from += perPiece) {
            pieces.add(new Piece(table, from, from + perPiece));
        }
        var last = pieces.isEmpty() ? 0 : pieces.getLast().toBlock();
        pieces.add(new Piece(table, last, -1));
        return List.copyOf(pieces);
    }
}
