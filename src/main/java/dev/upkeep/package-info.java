/// The program's start ([Upkeep]) and the one place where its objects are made and joined, by hand ([Assembly]).
@NullMarked
package dev.upkeep;

import org.jspecify.annotations.NullMarked;
