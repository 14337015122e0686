/// What the doctor finds on a real server and real folders, and that what it tells to do makes the finding go.
@NullMarked
package dev.upkeep.operations.doctor;

import org.jspecify.annotations.NullMarked;
