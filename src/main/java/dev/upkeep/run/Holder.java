package dev.upkeep.run;

import dev.upkeep.base.problem.Kind;
import dev.upkeep.base.problem.Problem;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// The run that holds what another one needs.
public record Holder(Claim claim, RunId run, String verb, String who, Instant since, boolean stuck) {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    Problem problem() {
        var state = stuck ? "stuck" : "running";
        return Problem.of(
                Kind.CLASH,
                "%s \"%s\" is held by run %s (%s by %s, %s since %s)"
                        .formatted(claim.kind(), claim.name(), run, verb, who, state, TIME.format(since)),
                stuck
                        ? "It needs a person: upkeep log %s says what is left to do; then: upkeep settle %s"
                                .formatted(run, run)
                        : "Try again when it has ended, or look: upkeep log %s".formatted(run));
    }
}
