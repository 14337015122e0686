/// Which sets stay and which go: [Retention] decides, as a pure function; [PruneProcedure] carries it out in
/// two phases, so that nothing is lost at once. Start reading at [Retention].
@NullMarked
package dev.upkeep.operations.retention;

import org.jspecify.annotations.NullMarked;
