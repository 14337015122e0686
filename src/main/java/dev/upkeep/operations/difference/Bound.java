package dev.upkeep.operations.difference;

/// How much memory and time a comparison may take for one table.
///
/// @param buckets into which rows are counted first, a power of two; each costs 24 bytes
/// @param rows that are held at once; each costs about 48 bytes
/// @param passes over the rows that still differ after that; beyond them numbers are "at least"
public record Bound(int buckets, int rows, int passes) {
    private static final int PASSES = 8;
    private static final long BYTES_PER_PLACE = 64;
    private static final long FEWEST = 1L << 10;
    private static final long MOST = 1L << 24;

    public Bound {
        if (Integer.bitCount(buckets) != 1 || rows < 1 || passes < 1) {
            throw new IllegalArgumentException("no bound: %d, %d, %d".formatted(buckets, rows, passes));
        }
    }

    /// A quarter of what this process may have.
    public static Bound ofThisMemory() {
        var places = Runtime.getRuntime().maxMemory() / 4 / BYTES_PER_PLACE;
        var buckets = (int) Long.highestOneBit(Math.clamp(places, FEWEST, MOST));
        return new Bound(buckets, buckets / 3 * 2, PASSES);
    }
}
