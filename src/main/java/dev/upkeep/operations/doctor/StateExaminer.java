package dev.upkeep.operations.doctor;

import dev.upkeep.app.DatabaseSettings;
import dev.upkeep.base.problem.UpkeepException;
import dev.upkeep.base.state.ServerFacts;
import dev.upkeep.base.state.State;
import dev.upkeep.base.state.StatePlace;
import dev.upkeep.operations.doctor.Finding.Failure;
import dev.upkeep.operations.doctor.Finding.Fine;
import dev.upkeep.operations.doctor.Finding.Warning;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/// Looks at Upkeep's own state where that is a server's: the file was opened and written when the command began.
public final class StateExaminer {
    private static final String WHAT = "state";
    private static final Duration CLOCKS = Duration.ofMinutes(1);

    private final State state;
    private final StatePlace place;
    private final InstantSource clock;

    public StateExaminer(State state, StatePlace place, InstantSource clock) {
        this.state = state;
        this.place = place;
        this.clock = clock;
    }

    public List<Finding> examine(DatabaseSettings database) {
        return switch (place) {
            case StatePlace.Folder ignored -> List.of();
            case StatePlace.Server server -> examine(server, database);
        };
    }

    private List<Finding> examine(StatePlace.Server server, DatabaseSettings database) {
        try {
            var begun = System.nanoTime();
            var facts = state.facts().orElseThrow();
            var took = Duration.ofNanos(System.nanoTime() - begun);
            var found = new ArrayList<Finding>();
            found.add(new Fine(
                    WHAT,
                    "%s can be written, in %d ms; PostgreSQL %s".formatted(server, took.toMillis(), facts.version())));
            found.addAll(rights(facts));
            found.addAll(line(server, facts));
            found.addAll(clocks(facts));
            found.addAll(place(server, database));
            return found;
        } catch (UpkeepException failure) {
            return List.of(Failure.of(WHAT, failure.problem()));
        }
    }

    private static List<Finding> rights(ServerFacts facts) {
        return facts.superuser()
                ? List.of(new Warning(
                        "account of the state",
                        "it is a superuser, and needs to own its schema only",
                        "Make an ordinary role, the owner of that database."))
                : List.of();
    }

    private static List<Finding> line(StatePlace.Server server, ServerFacts facts) {
        return facts.encrypted() || server.isHere()
                ? List.of()
                : List.of(new Warning(
                        "way to the state",
                        "the connection to %s is not encrypted".formatted(server.host()),
                        "Switch on ssl on that server, and add &sslmode=verify-full to the address."));
    }

    private List<Finding> clocks(ServerFacts facts) {
        var apart = Duration.between(facts.now(), clock.instant()).abs();
        return apart.compareTo(CLOCKS) > 0
                ? List.of(new Warning(
                        "clock",
                        "this machine's clock and that of the state's server are %d s apart"
                                .formatted(apart.toSeconds()),
                        "Leases go by the server's clock, names of sets by this one: set both by NTP."))
                : List.of();
    }

    private static List<Finding> place(StatePlace.Server server, DatabaseSettings database) {
        return server.isServer(database.host(), database.port())
                ? List.of(new Warning(
                        "place of the state",
                        "it is on the server that it is to bring back",
                        "Keep it on another server, or in a folder."))
                : List.of();
    }
}
