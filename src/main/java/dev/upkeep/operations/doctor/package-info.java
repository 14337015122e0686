/// `upkeep doctor`: examines the set-up of an app, each thing as a [Finding], worst first. It changes nothing, except
/// for a probe that it takes away again. Start reading at [Doctor].
@NullMarked
package dev.upkeep.operations.doctor;

import org.jspecify.annotations.NullMarked;
