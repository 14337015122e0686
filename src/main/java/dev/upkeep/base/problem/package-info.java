/// What went wrong, in an operator's words: [Problem] says what failed, on what, and what to do now; [Kind] is the
/// one
/// table from a problem's kind to the exit code and the HTTP status. Start reading at [Problem].
@NullMarked
package dev.upkeep.base.problem;

import org.jspecify.annotations.NullMarked;
