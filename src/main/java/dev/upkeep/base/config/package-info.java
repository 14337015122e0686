/// Reading of settings files: YAML with exact places, and a [Section] with which settings records read themselves.
/// All mistakes of all files are told at once. Knows no setting by name. Start reading at [Section].
@NullMarked
package dev.upkeep.base.config;

import org.jspecify.annotations.NullMarked;
