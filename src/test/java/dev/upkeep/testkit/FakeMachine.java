package dev.upkeep.testkit;

import dev.upkeep.run.Machine;
import dev.upkeep.run.Owner;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// One of several made-up processes on one made-up machine; a test says which of them are gone.
public final class FakeMachine implements Machine {
    private final Owner self;
    private final Set<Owner> gone;

    private FakeMachine(Owner self, Set<Owner> gone) {
        this.self = self;
        this.gone = gone;
    }

    public FakeMachine(long pid) {
        this(owner("here", pid), ConcurrentHashMap.newKeySet());
    }

    /// Another process of the same machine.
    public FakeMachine process(long pid) {
        return new FakeMachine(owner("here", pid), gone);
    }

    /// A process of this machine after it was started again: nothing from before is left.
    public FakeMachine startedAgain(long pid) {
        gone.add(self);
        return new FakeMachine(new Owner(self.host(), "another boot", "space", pid, pid * 10), gone);
    }

    /// A process of a machine that knows nothing of this one's.
    public FakeMachine elsewhere(long pid) {
        return new FakeMachine(owner("there", pid), ConcurrentHashMap.newKeySet());
    }

    /// This process ended.
    public void end() {
        gone.add(self);
    }

    @Override
    public Owner self() {
        return self;
    }

    @Override
    public String home() {
        return self.host();
    }

    @Override
    public boolean gone(Owner owner) {
        return gone.contains(owner);
    }

    @Override
    public boolean sees(Owner owner) {
        return owner.host().equals(self.host()) && owner.boot().equals(self.boot());
    }

    private static Owner owner(String host, long pid) {
        return new Owner(host, "boot", "space", pid, pid * 10);
    }
}
