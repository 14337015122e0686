/// Looks at an application's folder and proposes its `upkeep.yml`, with where each value was seen. All that is read is
/// hostile: sizes and counts are bounded, nothing is executed, no secret is copied. One [Finder] per shape of
/// application;
/// start reading at [Discovery].
@NullMarked
package dev.upkeep.operations.discovery;

import org.jspecify.annotations.NullMarked;
