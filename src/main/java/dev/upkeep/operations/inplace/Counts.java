package dev.upkeep.operations.inplace;

import java.util.EnumMap;
import java.util.Map;

/// What is, or was, done about the chosen names of a set.
///
/// @param notInSet what is here and not in the set: it is never touched
public record Counts(
        Count comesBack, Count replaced, Count newer, Count mended, Count same, Count refused, Count notInSet) {
    static final Counts NONE =
            new Counts(Count.NONE, Count.NONE, Count.NONE, Count.NONE, Count.NONE, Count.NONE, Count.NONE);

    /// Counts along. For one thread.
    static final class Tally {
        private final Map<What, Count> counts = new EnumMap<>(What.class);
        private Count notInSet = Count.NONE;

        void add(Decision decision) {
            var item = decision.item();
            var example = decision.why().isEmpty() || decision.why().startsWith(item.shown())
                    ? decision.why().isEmpty() ? item.shown() : decision.why()
                    : item.shown() + ": " + decision.why();
            counts.merge(decision.what(), Count.NONE.and(item.bytes(), example), Count::and);
        }

        void notInSet(String example, long bytes) {
            notInSet = notInSet.and(bytes, example);
        }

        Counts counts() {
            return new Counts(
                    of(What.COMES_BACK),
                    of(What.REPLACED),
                    of(What.NEWER),
                    of(What.MENDED),
                    of(What.SAME),
                    of(What.REFUSED),
                    notInSet);
        }

        private Count of(What what) {
            return counts.getOrDefault(what, Count.NONE);
        }
    }

    /// What was decided before, with what became of it: changes are those that were made, the rest adds up.
    Counts afterwards(Counts made) {
        return new Counts(
                made.comesBack,
                made.replaced,
                newer.and(made.newer),
                made.mended,
                same.and(made.same),
                refused.and(made.refused),
                notInSet);
    }

    long changes() {
        return comesBack.count() + replaced.count() + mended.count();
    }
}
