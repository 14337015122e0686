package dev.upkeep.run;

import dev.upkeep.base.problem.Kind;
import dev.upkeep.base.problem.Problem;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// The run that holds what another one needs.
///
/// @param elsewhere the host name of another machine that it belongs to; empty when it is this one's
/// @param silent whether its process was not heard of for too long
public record Holder(
        Claim claim,
        RunId run,
        String verb,
        String who,
        Instant since,
        boolean stuck,
        String elsewhere,
        boolean silent) {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    Problem problem() {
        return Problem.of(
                Kind.CLASH,
                "%s \"%s\" is held by run %s (%s by %s, %s%s since %s)"
                        .formatted(
                                claim.kind(), claim.name(), run, verb, who, condition(), place(), TIME.format(since)),
                hint());
    }

    private String condition() {
        if (stuck) {
            return "stuck";
        }
        return isLeftElsewhere() ? "interrupted" : "running";
    }

    private String place() {
        return elsewhere.isEmpty() ? "" : " on " + elsewhere;
    }

    private boolean isLeftElsewhere() {
        return silent && !elsewhere.isEmpty();
    }

    private String hint() {
        if (stuck) {
            return "It needs a person: upkeep log %s says what is left to do; then: upkeep settle %s"
                    .formatted(run, run);
        }
        return isLeftElsewhere()
                ? "It is taken up on %s alone; there type: upkeep runs".formatted(elsewhere)
                : "Try again when it has ended, or look: upkeep log %s".formatted(run);
    }
}
