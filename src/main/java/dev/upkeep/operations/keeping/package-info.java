/// `upkeep hold`, `unhold` and `undelete`: a person overrules retention. Each is a run of one step, so that the journal
/// says who did it. Start reading at [Keeping].
@NullMarked
package dev.upkeep.operations.keeping;

import org.jspecify.annotations.NullMarked;
