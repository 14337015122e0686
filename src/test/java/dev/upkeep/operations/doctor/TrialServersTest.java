package dev.upkeep.operations.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.upkeep.drivers.database.PrivateServer;
import dev.upkeep.drivers.database.PrivateServers;
import dev.upkeep.run.LocalMachine;
import dev.upkeep.run.Owner;
import dev.upkeep.testkit.FakeMachine;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class TrialServersTest {
    private final FakeMachine dead = new FakeMachine(4711);
    private final FakeMachine alive = dead.process(4712);
    private final FakeMachine me = dead.process(4713);

    @Test
    void onlyServersOfDeadProcessesAreRemoved() {
        dead.end();
        var stranger = dead.self();
        var otherSpace = new Owner(stranger.host(), stranger.boot(), "a container", 4711, 47110);
        var servers = new Folders(
                TrialServers.name(dead.self()),
                TrialServers.name(alive.self()),
                TrialServers.name(otherSpace),
                "doctor-by-hand");

        var found = new TrialServers(servers, me).sweep();

        assertThat(servers.removed).containsExactly(TrialServers.name(dead.self()));
        assertThat(found)
                .containsExactly(new Finding.Fine(
                        "private servers left behind",
                        "removed %s of a doctor that was killed".formatted(TrialServers.name(dead.self()))));
    }

    @Test
    void afterARestartOfTheMachineEveryProcessIsGone() {
        var machine = new LocalMachine();
        var self = machine.self();
        var before = new Owner(self.host(), "0f0f0f0f-earlier", "pid:[1]", self.pid(), self.born());
        var servers = new Folders(TrialServers.name(before), TrialServers.name(self));

        new TrialServers(servers, machine).sweep();

        assertThat(servers.removed).containsExactly(TrialServers.name(before));
    }

    @Test
    void aNameFitsIntoWhatServersMayBeCalled() {
        assertThat(TrialServers.name(new LocalMachine().self())).matches("[a-z0-9-]{1,48}");
    }

    private static final class Folders implements PrivateServers {
        private final List<String> names;
        private final List<String> removed = new ArrayList<>();

        Folders(String... names) {
            this.names = List.of(names);
        }

        @Override
        public List<String> obstacles(String serverVersion) {
            return List.of();
        }

        @Override
        public Optional<Path> place() {
            return Optional.empty();
        }

        @Override
        public PrivateServer start(String name, String serverVersion, Writing writing) {
            throw new IllegalStateException("not here");
        }

        @Override
        public List<String> names(String beginning) {
            return names;
        }

        @Override
        public void remove(String name) {
            removed.add(name);
        }
    }
}
