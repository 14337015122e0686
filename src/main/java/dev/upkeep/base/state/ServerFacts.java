package dev.upkeep.base.state;

import java.time.Instant;

/// What was seen of a state's server after something was written there.
///
/// @param superuser whether the role may do everything there
/// @param encrypted whether the session is
/// @param now by the server's clock
public record ServerFacts(String version, boolean superuser, boolean encrypted, Instant now) {}
