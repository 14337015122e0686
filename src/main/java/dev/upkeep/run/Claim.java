package dev.upkeep.run;

/// What a run needs for itself.
///
/// @param kind `app`, `store`, `host`
/// @param exclusive whether nobody else may hold it, not even shared
public record Claim(String kind, String name, boolean exclusive) {}
