/// What the tests work with: small real fakes and private servers. Everything here is stopped and removed at the end,
/// also of a failing test. Start reading at [PrivateCluster].
@NullMarked
package dev.upkeep.testkit;

import org.jspecify.annotations.NullMarked;
