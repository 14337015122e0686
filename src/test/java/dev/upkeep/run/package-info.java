/// Tests of runs: every way to fail, to be fenced off, to be taken up. Start reading at [RunnerTest].
@NullMarked
package dev.upkeep.run;

import org.jspecify.annotations.NullMarked;
