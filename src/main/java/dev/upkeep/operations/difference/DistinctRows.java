package dev.upkeep.operations.difference;

import java.util.function.LongPredicate;

/// Distinct rows, each with how often the live side has it more often than the set: a fixed number of them in one
/// array.
/// Equal rows of both sides cancel, however often they come.
final class DistinctRows implements EntrySink {
    /// Two of the identity, the content, the count, and whether the place is taken.
    private static final int WIDTH = 4;

    private static final int CONTENTS_PER_KEY = 2;

    private final LongPredicate wanted;
    private final long[] places;
    private final boolean[] taken;
    private final int most;
    private int size;
    private boolean overflowed;
    private boolean keyRepeats;

    /// @param most how many distinct rows fit
    /// @param wanted by the first number of their identity
    DistinctRows(int most, LongPredicate wanted) {
        var count = Integer.highestOneBit(Math.max(1, most + most / 2 - 1)) << 1;
        this.most = most;
        this.wanted = wanted;
        this.places = new long[WIDTH * count];
        this.taken = new boolean[count];
    }

    /// Whether there were more than fit: then its numbers mean nothing.
    boolean overflowed() {
        return overflowed;
    }

    /// Whether one side has several rows with one key: then its numbers mean nothing.
    boolean keyRepeats() {
        return keyRepeats;
    }

    @Override
    public boolean wants(long identity) {
        return wanted.test(identity);
    }

    @Override
    public synchronized void add(Side side, long[] entries, int count) {
        for (var at = 0; at < count * RowEntries.WIDTH && !overflowed && !keyRepeats; at += RowEntries.WIDTH) {
            add(side == Side.LIVE ? 1 : -1, entries[at], entries[at + 1], entries[at + 2]);
        }
    }

    private void add(int more, long first, long second, long content) {
        var contents = 0;
        var place = home(second);
        for (; taken[place]; place = next(place)) {
            if (hasIdentity(place, first, second)) {
                if (places[WIDTH * place + 2] == content) {
                    places[WIDTH * place + 3] += more;
                    return;
                }
                contents++;
            }
        }
        keyRepeats = contents == CONTENTS_PER_KEY;
        overflowed = size == most;
        if (!keyRepeats && !overflowed) {
            put(place, more, first, second, content);
        }
    }

    private void put(int place, int more, long first, long second, long content) {
        var at = WIDTH * place;
        places[at] = first;
        places[at + 1] = second;
        places[at + 2] = content;
        places[at + 3] = more;
        taken[place] = true;
        size++;
    }

    private int home(long second) {
        return (int) (second & (taken.length - 1));
    }

    private int next(int place) {
        return (place + 1) & (taken.length - 1);
    }

    private boolean hasIdentity(int place, long first, long second) {
        return places[WIDTH * place] == first && places[WIDTH * place + 1] == second;
    }

    Tally tally() {
        var tally = Tally.NOTHING;
        for (var place = 0; place < taken.length; place++) {
            if (taken[place] && places[WIDTH * place + 3] != 0) {
                tally = tally.plus(of(place));
            }
        }
        return tally;
    }

    /// A changed row is counted where the live side has more of it.
    private Tally of(int place) {
        var more = places[WIDTH * place + 3];
        var changed = Math.min(Math.abs(more), opposite(place, more > 0));
        return more > 0 ? new Tally(more - changed, changed, 0, true) : new Tally(0, 0, -more - changed, true);
    }

    /// How often the other side has a row of the same identity with another content.
    private long opposite(int place, boolean ofSet) {
        var first = places[WIDTH * place];
        var second = places[WIDTH * place + 1];
        for (var at = home(second); taken[at]; at = next(at)) {
            var more = places[WIDTH * at + 3];
            if (hasIdentity(at, first, second) && (ofSet ? more < 0 : more > 0)) {
                return Math.abs(more);
            }
        }
        return 0;
    }
}
