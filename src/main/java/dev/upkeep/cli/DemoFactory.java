package dev.upkeep.cli;

import dev.upkeep.operations.demo.Demo;
import dev.upkeep.run.Stop;

/// Makes the demo for one command.
@FunctionalInterface
public interface DemoFactory {
    Demo make(Stop stop);
}
