package dev.upkeep.operations.difference;

/// Counts the rows that one side has and the other has not. When both sides' rows may be held, at once; else they are
/// read into [Buckets] first, and only the rows of buckets that differ are held, in several passes when they are still
/// too many. What is not settled then is told as "at least".
final class RowComparison {
    private final BothSides sides;
    private final Remaining remaining;
    private final BothFields fields;
    private final Bound bound;

    RowComparison(BothSides sides, Remaining remaining, BothFields fields, Bound bound) {
        this.sides = sides;
        this.remaining = remaining;
        this.fields = fields;
        this.bound = bound;
    }

    record BothFields(Fields live, Fields set) {}

    /// @param keyRepeats whether one side has several rows with one key: then the tally means nothing
    record Found(Tally tally, boolean keyRepeats) {
        static Found of(Tally tally) {
            return new Found(tally, false);
        }

        Found plus(Found other) {
            return new Found(tally.plus(other.tally), keyRepeats || other.keyRepeats);
        }
    }

    Found find() {
        var live = remaining.liveRows();
        var set = remaining.setRows();
        if (live == 0 || set == 0) {
            return Found.of(new Tally(live, 0, set, true));
        }
        if (live + set <= bound.rows()) {
            return held(new DistinctRows((int) (live + set), identity -> true), Tally.NOTHING);
        }
        return inPasses();
    }

    private Found inPasses() {
        var buckets = new Buckets(bound.buckets());
        read(buckets);
        var found = Found.of(Tally.NOTHING);
        var from = 0;
        for (var pass = 0; pass < bound.passes() && !found.keyRepeats(); pass++) {
            var to = buckets.endOfPass(from, bound.rows());
            found = found.plus(pass(buckets, from, to));
            from = to;
        }
        return found.plus(Found.of(buckets.atLeast(from, buckets.count())));
    }

    private Found pass(Buckets buckets, int from, int to) {
        var atLeast = buckets.atLeast(from, to);
        return atLeast.exact()
                ? Found.of(atLeast)
                : held(new DistinctRows(bound.rows(), identity -> buckets.isIn(from, to, identity)), atLeast);
    }

    /// @param whenTooMany what is known of these rows when there are more than may be held
    private Found held(DistinctRows rows, Tally whenTooMany) {
        read(rows);
        return rows.overflowed() ? Found.of(whenTooMany) : new Found(rows.tally(), rows.keyRepeats());
    }

    private void read(EntrySink sink) {
        sides.read(remaining, fields.live(), fields.set(), sink);
    }
}
