package dev.upkeep.operations.retention;

import dev.upkeep.app.RetentionSettings;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.IsoFields;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// Decides which sets stay. Days, weeks and months are counted by the sets that exist, not by the calendar:
/// when backups fail for a month, nothing grows too old meanwhile. Proven sets fill the rules; a set that is
/// not proven may stay by the same rules, but never in place of a proven one.
public final class Retention {
    private static final DateTimeFormatter MONTH = DateTimeFormatter.ofPattern("uuuu-MM");

    private final RetentionSettings rules;
    private final ZoneId zone;

    /// @param zone in which days begin
    public Retention(RetentionSettings rules, ZoneId zone) {
        this.rules = rules;
        this.zone = zone;
    }

    /// One verdict per set, newest first.
    public List<Verdict> decide(List<Candidate> sets) {
        var newestFirst = sets.stream()
                .sorted(Comparator.comparing(Candidate::taken)
                        .thenComparing(Candidate::id)
                        .reversed())
                .toList();
        var reasons = new HashMap<String, String>();
        keepByRules(newestFirst, reasons);
        keepByRules(newestFirst.stream().filter(Candidate::proven).toList(), reasons);
        keepTheLastProvenAndNewer(newestFirst, reasons);
        newestFirst.stream().filter(Candidate::held).forEach(set -> reasons.put(set.id(), "held"));
        return newestFirst.stream().map(set -> verdict(set, reasons)).toList();
    }

    private Verdict verdict(Candidate set, Map<String, String> reasons) {
        var why = reasons.get(set.id());
        if (why != null) {
            return new Verdict(set.id(), true, why);
        }
        return new Verdict(
                set.id(),
                false,
                set.proven()
                        ? "newer proven sets fill every rule"
                        : "not proven at " + rules.level() + ", and newer sets fill every rule");
    }

    private void keepByRules(List<Candidate> newestFirst, Map<String, String> reasons) {
        keepFirstOfEach(rules.monthly(), "monthly ", set -> day(set).format(MONTH), newestFirst, reasons);
        keepFirstOfEach(rules.weekly(), "weekly ", set -> week(day(set)), newestFirst, reasons);
        keepFirstOfEach(rules.daily(), "daily ", set -> day(set).toString(), newestFirst, reasons);
        for (var place = 0; place < Math.min(rules.last(), newestFirst.size()); place++) {
            reasons.put(newestFirst.get(place).id(), "last " + (place + 1) + " of " + rules.last());
        }
    }

    private static void keepFirstOfEach(
            int count,
            String rule,
            Function<Candidate, String> bucket,
            List<Candidate> newestFirst,
            Map<String, String> reasons) {
        var filled = new HashSet<String>();
        for (var set : newestFirst) {
            if (filled.size() == count) {
                return;
            }
            var name = bucket.apply(set);
            if (filled.add(name)) {
                reasons.put(set.id(), rule + name);
            }
        }
    }

    private void keepTheLastProvenAndNewer(List<Candidate> newestFirst, Map<String, String> reasons) {
        var lastProven = newestFirst.stream().filter(Candidate::proven).findFirst();
        if (lastProven.isEmpty()) {
            newestFirst.forEach(set -> reasons.put(set.id(), "no set is proven at " + rules.level() + " yet"));
            return;
        }
        newestFirst.stream()
                .filter(set -> !set.taken().isBefore(lastProven.get().taken()))
                .forEach(set -> reasons.put(set.id(), "newer than the last set proven at " + rules.level()));
        reasons.put(lastProven.get().id(), "the last set proven at " + rules.level());
    }

    private LocalDate day(Candidate set) {
        return set.taken().atZone(zone).toLocalDate();
    }

    private static String week(LocalDate day) {
        return "%d-W%02d".formatted(day.get(IsoFields.WEEK_BASED_YEAR), day.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR));
    }
}
