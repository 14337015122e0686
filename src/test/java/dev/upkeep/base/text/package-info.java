/// Tests of texts.
@NullMarked
package dev.upkeep.base.text;

import org.jspecify.annotations.NullMarked;
