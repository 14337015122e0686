package dev.upkeep.operations.drill;

import dev.upkeep.app.ObjectivesSettings;
import dev.upkeep.base.problem.UpkeepException;
import dev.upkeep.drivers.database.PrivateServers;
import dev.upkeep.operations.restore.DatabaseContents;
import dev.upkeep.operations.restore.ReadingRoom;
import dev.upkeep.operations.restore.Restores;
import dev.upkeep.operations.sets.Drill.Phase;
import dev.upkeep.operations.sets.Drills;
import dev.upkeep.operations.sets.ListReader;
import dev.upkeep.operations.sets.ListedSet;
import dev.upkeep.operations.sets.Manifest;
import dev.upkeep.operations.sets.SetCatalogue;
import dev.upkeep.run.Claim;
import dev.upkeep.run.Outcome;
import dev.upkeep.run.Procedure;
import dev.upkeep.run.RunRequest;
import dev.upkeep.run.Runner;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/// Drills the recovery of one app, and tells the earlier drills.
public final class Drilling {
    private final String app;
    private final ObjectivesSettings objectives;
    private final ReadingRoom room;
    private final DrillProcedure procedure;
    private final Runner runner;
    private final InstantSource clock;
    private final DrillOrigin origin;

    public Drilling(
            String app,
            ObjectivesSettings objectives,
            ReadingRoom room,
            PrivateServers servers,
            Runner runner,
            InstantSource clock,
            DrillOrigin origin,
            int workers) {
        this.app = app;
        this.objectives = objectives;
        this.room = room;
        this.runner = runner;
        this.clock = clock;
        this.origin = origin;
        this.procedure = new DrillProcedure(room, servers, clock, origin, workers);
    }

    /// @param seconds until the first write
    /// @param predicted what was said before, if anything could be
    /// @param next what is predicted for the next time
    /// @param gap the longest time without a set in the week before the drill
    /// @param unreadable records of earlier drills that can't be read
    public record Drilled(
            String set,
            String run,
            Outcome outcome,
            List<Phase> phases,
            double seconds,
            OptionalDouble predicted,
            OptionalDouble next,
            Duration gap,
            List<String> unreadable,
            ObjectivesSettings objectives) {
        public Drilled {
            phases = List.copyOf(phases);
            unreadable = List.copyOf(unreadable);
        }

        /// Empty when nothing was promised.
        public Optional<Boolean> inTime() {
            return Optional.ofNullable(objectives.rto()).map(rto -> seconds * 1000 <= rto.toMillis());
        }

        /// Empty when nothing was promised.
        public Optional<Boolean> fresh() {
            return Optional.ofNullable(objectives.rpo()).map(rpo -> gap.compareTo(rpo) <= 0);
        }
    }

    /// @param prefix of the set's id; empty for the newest
    /// @throws UpkeepException NOT_FOUND, DAMAGED, CLASH before anything is begun
    public Drilled drill(String prefix, String who) {
        var manifest = Restores.whole(room, app, prefix).manifest();
        var set = manifest.set().value();
        var sizes = sizes(manifest);
        var drills = new Drills(room.store(), app);
        var earlier = drills.find();
        var predicted = Forecast.of(earlier.drills(), origin.host()).seconds(sizes);
        var begun = clock.instant();
        var gap = Gaps.longest(restorable(), begun);
        var ended = runner.run(
                procedure,
                run -> DrillState.of(app, set, who, begun, gap.toSeconds(), predicted.orElse(0), sizes),
                new RunRequest(app, who, List.of(new Claim("set", app + "/" + set, true)), Duration.ZERO));
        var state = ended.state();
        return new Drilled(
                set,
                ended.run().value(),
                ended.outcome(),
                state.phases(),
                state.seconds(),
                predicted,
                Forecast.of(drills.find().drills(), origin.host()).seconds(sizes),
                gap,
                earlier.unreadable(),
                objectives);
    }

    private List<Instant> restorable() {
        return new SetCatalogue(room.store())
                .sets(app).stream()
                        .flatMap(set -> set instanceof ListedSet.Known known && !known.isBroken()
                                ? Stream.of(known.taken())
                                : Stream.empty())
                        .toList();
    }

    private DrillState.Sizes sizes(Manifest manifest) {
        var database =
                DatabaseContents.read(new ListReader(room.store()), manifest).allBytes();
        var totals = manifest.totals();
        return new DrillState.Sizes(database, Math.max(0, totals.plainBytes() - database), totals.files());
    }

    /// Oldest first.
    public Drills.Found history() {
        return new Drills(room.store(), app).find();
    }

    /// What recovery needs to take up a run of ours.
    public List<Procedure<?>> procedures() {
        return List.of(procedure);
    }
}
