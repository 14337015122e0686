package dev.upkeep.operations.retention;

import static org.assertj.core.api.Assertions.assertThat;

import dev.upkeep.app.RetentionSettings;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class RetentionTest {
    private static final int HISTORIES = 100_000;
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    @Test
    void daysAreCountedByTheSetsThatExist() {
        var sets = List.of(
                proven("a", "2026-01-01T02:00:00Z"),
                proven("b", "2026-01-01T20:00:00Z"),
                proven("c", "2026-01-02T02:00:00Z"),
                proven("d", "2026-06-01T02:00:00Z"));

        assertThat(decide(rules(1, 2, 0, 0), sets))
                .containsExactly(
                        new Verdict("d", true, "the last set proven at L5"),
                        new Verdict("c", true, "daily 2026-01-02"),
                        new Verdict("b", false, "newer proven sets fill every rule"),
                        new Verdict("a", false, "newer proven sets fill every rule"));
    }

    @Test
    void setsThatAreNotProvenNeverPushOutAProvenOne() {
        var sets = List.of(
                proven("good", "2026-01-01T02:00:00Z"), unproven("x1", "2026-01-02T02:00:00Z"),
                unproven("x2", "2026-01-03T02:00:00Z"), unproven("x3", "2026-01-04T02:00:00Z"));

        assertThat(decide(rules(1, 0, 0, 0), sets))
                .allMatch(Verdict::keep)
                .extracting(Verdict::why)
                .containsExactly(
                        "newer than the last set proven at L5",
                        "newer than the last set proven at L5",
                        "newer than the last set proven at L5",
                        "the last set proven at L5");
    }

    @Test
    void withoutAnyProofNothingGoes() {
        var sets = List.of(unproven("a", "2026-01-01T02:00:00Z"), unproven("b", "2026-01-02T02:00:00Z"));

        assertThat(decide(rules(1, 0, 0, 0), sets))
                .allMatch(Verdict::keep)
                .extracting(Verdict::why)
                .containsOnly("no set is proven at L5 yet");
    }

    @Test
    void whatIsHeldStays() {
        var sets = List.of(
                new Candidate("held", Instant.parse("2025-01-01T00:00:00Z"), false, true),
                proven("b", "2026-01-02T02:00:00Z"),
                proven("c", "2026-01-03T02:00:00Z"));

        assertThat(decide(rules(1, 0, 0, 0), sets))
                .contains(
                        new Verdict("held", true, "held"),
                        new Verdict("b", false, "newer proven sets fill every rule"));
    }

    @Test
    void aDayBeginsInTheZone() {
        var sets = List.of(
                proven("a", "2026-01-01T22:30:00Z"),
                proven("b", "2026-01-01T23:30:00Z"),
                proven("c", "2026-01-02T03:00:00Z"));

        var kept = new Retention(rules(1, 9, 0, 0), ZoneId.of("Europe/Berlin"))
                .decide(sets).stream().filter(Verdict::keep).map(Verdict::id).toList();
        assertThat(kept).containsExactly("c", "a");
    }

    @Test
    void thePromisesHoldInEveryHistory() {
        var random = new Random(4711);
        for (var history = 0; history < HISTORIES; history++) {
            new History(random, history).live();
        }
    }

    private static List<Verdict> decide(RetentionSettings rules, List<Candidate> sets) {
        return new Retention(rules, ZoneOffset.UTC).decide(sets);
    }

    private static RetentionSettings rules(int last, int daily, int weekly, int monthly) {
        return new RetentionSettings(last, daily, weekly, monthly, "L5", Duration.ofHours(24));
    }

    private static Candidate proven(String id, String taken) {
        return new Candidate(id, Instant.parse(taken), true, false);
    }

    private static Candidate unproven(String id, String taken) {
        return new Candidate(id, Instant.parse(taken), false, false);
    }

    /// Some months of an application: sets are taken, proven, found broken, held, the clock jumps, and prune
    /// runs.
    private static final class History {
        private final Random random;
        private final String seed;
        private final RetentionSettings rules;
        private final Map<String, Candidate> sets = new HashMap<>();
        private Instant now = START;
        private int number;

        History(Random random, int history) {
            this.random = random;
            this.seed = "history " + history;
            this.rules = rules(1 + random.nextInt(4), random.nextInt(5), random.nextInt(3), random.nextInt(3));
        }

        void live() {
            var events = 5 + random.nextInt(25);
            for (var event = 0; event < events; event++) {
                switch (random.nextInt(8)) {
                    case 0, 1, 2 -> take();
                    case 3, 4 -> change(true);
                    case 5 -> change(false);
                    case 6 -> now = now.plus(Duration.ofHours(random.nextInt(2000) - 300));
                    default -> prune();
                }
            }
            prune();
        }

        private void take() {
            now = now.plus(Duration.ofHours(1 + random.nextInt(60)));
            var id = "set-%03d".formatted(number++);
            sets.put(id, new Candidate(id, now, false, random.nextInt(12) == 0));
        }

        private void change(boolean proven) {
            if (number > 0) {
                sets.computeIfPresent(
                        "set-%03d".formatted(random.nextInt(number)),
                        (id, set) -> new Candidate(id, set.taken(), proven, set.held()));
            }
        }

        private void prune() {
            var before = List.copyOf(sets.values());
            var verdicts = new Retention(rules, ZoneOffset.UTC).decide(before);
            check(verdicts.size() == before.size(), "one verdict per set");
            for (var verdict : verdicts) {
                check(!verdict.why().isBlank(), "a reason for each");
                if (!verdict.keep()) {
                    sets.remove(verdict.id());
                }
            }
            promises(before, Set.copyOf(sets.keySet()));
            var again = new Retention(rules, ZoneOffset.UTC).decide(List.copyOf(sets.values()));
            check(again.stream().allMatch(Verdict::keep), "pruning again removes nothing more");
        }

        private void promises(List<Candidate> before, Set<String> kept) {
            var proven = before.stream().filter(Candidate::proven).toList();
            var lastProven = proven.stream().map(Candidate::taken).max(Instant::compareTo);
            for (var set : before) {
                check(kept.contains(set.id()) || !set.held(), "held stays");
                check(kept.contains(set.id()) || lastProven.isPresent(), "nothing goes before one is proven");
                check(
                        kept.contains(set.id()) || set.taken().isBefore(lastProven.orElseThrow()),
                        "the last proven and everything newer stays");
            }
            var provenLeft =
                    proven.stream().filter(set -> kept.contains(set.id())).toList();
            check(provenLeft.size() >= Math.min(rules.last(), proven.size()), "never fewer than last");
            check(
                    days(provenLeft).size()
                            >= Math.min(rules.daily(), days(proven).size()),
                    "never fewer days");
            check(
                    months(provenLeft).size()
                            >= Math.min(rules.monthly(), months(proven).size()),
                    "never fewer months");
            var limit = rules.last() + rules.daily() + rules.weekly() + rules.monthly();
            var free = provenLeft.stream().filter(set -> !set.held()).count();
            check(free <= 2L * limit + 1, "sets do go: " + free + " proven ones for " + rules);
        }

        private static Set<LocalDate> days(List<Candidate> sets) {
            var days = new HashSet<LocalDate>();
            sets.forEach(set -> days.add(set.taken().atZone(ZoneOffset.UTC).toLocalDate()));
            return days;
        }

        private static Set<LocalDate> months(List<Candidate> sets) {
            var months = new HashSet<LocalDate>();
            days(sets).forEach(day -> months.add(day.withDayOfMonth(1)));
            return months;
        }

        private void check(boolean holds, String promise) {
            if (!holds) {
                throw new AssertionError(seed + ": " + promise + "; " + rules + "; " + new ArrayList<>(sets.values()));
            }
        }
    }
}
