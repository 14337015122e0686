package dev.upkeep.run;

import dev.upkeep.base.problem.Kind;
import dev.upkeep.base.problem.UpkeepException;
import java.time.Duration;
import java.util.List;

/// On whose behalf a run is made, and what it needs for itself.
///
/// @param who for the log: account and face, for example `jane@web1 by command`
/// @param claims at most one per kind and name
/// @param patience how long to wait when another run holds a claim; zero refuses at once
public record RunRequest(String app, String who, List<Claim> claims, Duration patience) {
    public RunRequest {
        claims = List.copyOf(claims);
        var names = claims.stream().map(claim -> List.of(claim.kind(), claim.name()));
        if (names.distinct().count() != claims.size()) {
            throw new UpkeepException(Kind.BUG, "a run claims the same thing twice: " + claims, "Please report this.");
        }
    }

    public static RunRequest of(String app, String who, Claim... claims) {
        return new RunRequest(app, who, List.of(claims), Duration.ZERO);
    }
}
