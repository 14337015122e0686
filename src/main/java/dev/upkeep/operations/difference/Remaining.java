package dev.upkeep.operations.difference;

import dev.upkeep.drivers.database.Piece;
import dev.upkeep.drivers.database.Reading;
import dev.upkeep.operations.sets.DatabaseEntry.PieceEntry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The pieces of a table that may hold different rows. A piece on one side and one on the other with the same count and
/// fingerprint hold the same rows, wherever they lie: neither need be read again.
record Remaining(List<LivePiece> live, List<PieceEntry> set) {
    Remaining {
        live = live.stream().filter(piece -> piece.reading().rows() > 0).toList();
        set = set.stream().filter(piece -> piece.reading().rows() > 0).toList();
    }

    record LivePiece(Piece piece, Reading reading) {}

    Remaining withoutEqualPieces() {
        var unmatched = new HashMap<Reading, Integer>();
        set.forEach(piece -> unmatched.merge(piece.reading(), 1, Integer::sum));
        var left = live.stream()
                .filter(piece -> !takeOne(unmatched, piece.reading()))
                .toList();
        var leftInSet = new ArrayList<PieceEntry>();
        for (var piece : set) {
            if (takeOne(unmatched, piece.reading())) {
                leftInSet.add(piece);
            }
        }
        return new Remaining(left, leftInSet);
    }

    private static boolean takeOne(Map<Reading, Integer> counts, Reading reading) {
        var count = counts.getOrDefault(reading, 0);
        counts.put(reading, Math.max(count - 1, 0));
        return count > 0;
    }

    long liveRows() {
        return live.stream().mapToLong(piece -> piece.reading().rows()).sum();
    }

    long setRows() {
        return set.stream().mapToLong(piece -> piece.reading().rows()).sum();
    }
}
