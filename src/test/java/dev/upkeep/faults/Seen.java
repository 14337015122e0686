package dev.upkeep.faults;

/// What was seen when a fault, or its control, was played.
///
/// @param claimsSuccess whether it ended as if all were well: exit code 0, no complaint that a person or cron would
/// notice
/// @param whole whether what it left is as good as it should be, looked at by us and not by it
/// @param words what was seen, for the page; holds nothing that differs between two runs
record Seen(boolean claimsSuccess, boolean whole, String words) {
    Verdict verdict() {
        if (whole) {
            return claimsSuccess ? Verdict.RIGHT : Verdict.FALSE_ALARM;
        }
        return claimsSuccess ? Verdict.UNNOTICED : Verdict.NOTICED;
    }

    enum Verdict {
        RIGHT("right"),
        NOTICED("says that it failed"),
        UNNOTICED("**fails and says nothing**"),
        FALSE_ALARM("**says that it failed, wrongly**");

        private final String words;

        Verdict(String words) {
            this.words = words;
        }

        String words() {
            return words;
        }
    }
}
