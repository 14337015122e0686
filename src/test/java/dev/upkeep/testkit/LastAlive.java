package dev.upkeep.testkit;

import dev.upkeep.run.Machine;
import dev.upkeep.run.Owner;

/// A made-up machine on which every process but this one is gone.
public record LastAlive(long pid) implements Machine {
    @Override
    public Owner self() {
        return new Owner("here", "boot", "space", pid, pid * 10);
    }

    @Override
    public String home() {
        return "here";
    }

    @Override
    public boolean gone(Owner owner) {
        return !owner.equals(self());
    }

    @Override
    public boolean sees(Owner owner) {
        return true;
    }
}
