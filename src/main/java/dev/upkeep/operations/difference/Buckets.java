package dev.upkeep.operations.difference;

/// Rows of both sides, counted and summed by the beginning of their identity. Where count and sum agree the rows do, so
/// that only those of the other buckets need to be held. Rows with one key are in one bucket.
final class Buckets implements EntrySink {
    private static final int WIDTH = 3;

    private final long[] numbers;
    private final int count;
    private final int shift;

    /// @param count a power of two
    Buckets(int count) {
        this.count = count;
        this.shift = Long.SIZE - Integer.numberOfTrailingZeros(count);
        this.numbers = new long[WIDTH * count];
    }

    @Override
    public boolean wants(long identity) {
        return true;
    }

    @Override
    public synchronized void add(Side side, long[] entries, int added) {
        for (var at = 0; at < added * RowEntries.WIDTH; at += RowEntries.WIDTH) {
            var bucket = WIDTH * of(entries[at]);
            switch (side) {
                case LIVE -> {
                    numbers[bucket] += entries[at + 2];
                    numbers[bucket + 1]++;
                }
                case SET -> {
                    numbers[bucket] -= entries[at + 2];
                    numbers[bucket + 2]++;
                }
            }
        }
    }

    int count() {
        return count;
    }

    /// A shift by 64 would be none.
    private int of(long identity) {
        return count == 1 ? 0 : (int) (identity >>> shift);
    }

    private long live(int bucket) {
        return numbers[WIDTH * bucket + 1];
    }

    private long set(int bucket) {
        return numbers[WIDTH * bucket + 2];
    }

    private boolean differs(int bucket) {
        return numbers[WIDTH * bucket] != 0 || live(bucket) != set(bucket);
    }

    /// Whether a row may differ and is in one of these buckets.
    boolean isIn(int from, int to, long identity) {
        var bucket = of(identity);
        return bucket >= from && bucket < to && differs(bucket);
    }

    /// @param from the first bucket of a pass
    /// @param rows that the pass may hold
    /// @return the first bucket of the next pass; one bucket is always in
    int endOfPass(int from, long rows) {
        var held = 0L;
        for (var bucket = from; bucket < count; bucket++) {
            var more = differs(bucket) ? live(bucket) + set(bucket) : 0;
            if (held > 0 && held + more > rows) {
                return bucket;
            }
            held += more;
        }
        return count;
    }

    /// What is certain about these buckets without looking at their rows.
    Tally atLeast(int from, int to) {
        var onlyNow = 0L;
        var onlyInSet = 0L;
        var equal = true;
        for (var bucket = from; bucket < to; bucket++) {
            equal &= !differs(bucket);
            var more = live(bucket) - set(bucket);
            var other = more == 0 && differs(bucket) ? 1 : 0;
            onlyNow += Math.max(more, other);
            onlyInSet += Math.max(-more, other);
        }
        return new Tally(onlyNow, 0, onlyInSet, equal);
    }
}
