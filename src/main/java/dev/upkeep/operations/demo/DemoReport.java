package dev.upkeep.operations.demo;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// How a demo ended.
///
/// @param kept whether its server and folder are still there
/// @param program how `upkeep` is called on this machine
public record DemoReport(List<Claim> claims, Path folder, boolean kept, Duration took, String program) {
    public DemoReport {
        claims = List.copyOf(claims);
    }

    /// Whether every promise really held.
    public boolean held() {
        return !claims.isEmpty() && claims.stream().allMatch(Claim::held);
    }
}
