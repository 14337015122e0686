/// Doing several things at once and ending together: [Crew].
@NullMarked
package dev.upkeep.base.parallel;

import org.jspecify.annotations.NullMarked;
