package dev.upkeep.operations.demo;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// How a demo ended.
///
/// @param kept whether its server and folder are still there
/// @param next commands that work now, for somebody who wants to go on
public record DemoReport(List<Claim> claims, Path folder, boolean kept, Duration took, List<String> next) {
    public DemoReport {
        claims = List.copyOf(claims);
        next = List.copyOf(next);
    }

    /// Whether every promise really held.
    public boolean held() {
        return !claims.isEmpty() && claims.stream().allMatch(Claim::held);
    }
}
