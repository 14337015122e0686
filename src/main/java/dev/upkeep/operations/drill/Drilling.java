package dev.upkeep.operations.drill;

import dev.upkeep.app.ObjectivesSettings;
import dev.upkeep.base.problem.UpkeepException;
import dev.upkeep.drivers.database.PrivateServers;
import dev.upkeep.operations.restore.DatabaseContents;
import dev.upkeep.operations.restore.ReadingRoom;
import dev.upkeep.operations.restore.Restores;
import dev.upkeep.operations.sets.Drill;
import dev.upkeep.operations.sets.Drill.Phase;
import dev.upkeep.operations.sets.Drills;
import dev.upkeep.operations.sets.ListReader;
import dev.upkeep.operations.sets.Manifest;
import dev.upkeep.run.Claim;
import dev.upkeep.run.Outcome;
import dev.upkeep.run.Procedure;
import dev.upkeep.run.RunRequest;
import dev.upkeep.run.Runner;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

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
    /// @param age of the newest set when the drill began
    public record Drilled(
            String set,
            String run,
            Outcome outcome,
            List<Phase> phases,
            double seconds,
            OptionalDouble predicted,
            OptionalDouble next,
            Duration age,
            ObjectivesSettings objectives) {
        public Drilled {
            phases = List.copyOf(phases);
        }

        /// Empty when nothing was promised.
        public Optional<Boolean> inTime() {
            return Optional.ofNullable(objectives.rto()).map(rto -> seconds * 1000 <= rto.toMillis());
        }

        /// Empty when nothing was promised.
        public Optional<Boolean> fresh() {
            return Optional.ofNullable(objectives.rpo()).map(rpo -> age.compareTo(rpo) <= 0);
        }
    }

    /// @param prefix of the set's id; empty for the newest
    /// @throws UpkeepException NOT_FOUND, DAMAGED, CLASH before anything is begun
    public Drilled drill(String prefix, String who) {
        var manifest = Restores.whole(room, app, prefix).manifest();
        var set = manifest.set().value();
        var sizes = sizes(manifest);
        var drills = new Drills(room.store(), app);
        var predicted = Forecast.of(drills.all(), origin.host()).seconds(sizes);
        var begun = clock.instant();
        var age = Duration.between(room.set(app, "").taken(), begun);
        var ended = runner.run(
                procedure,
                run -> DrillState.of(app, set, who, begun, age.toSeconds(), predicted.orElse(0), sizes),
                new RunRequest(app, who, List.of(new Claim("set", app + "/" + set, true)), Duration.ZERO));
        var state = ended.state();
        return new Drilled(
                set,
                ended.run().value(),
                ended.outcome(),
                state.phases(),
                state.seconds(),
                predicted,
                Forecast.of(drills.all(), origin.host()).seconds(sizes),
                age,
                objectives);
    }

    private DrillState.Sizes sizes(Manifest manifest) {
        var database =
                DatabaseContents.read(new ListReader(room.store()), manifest).plainBytes();
        var totals = manifest.totals();
        return new DrillState.Sizes(database, Math.max(0, totals.plainBytes() - database), totals.files());
    }

    /// Oldest first.
    public List<Drill> history() {
        return new Drills(room.store(), app).all();
    }

    /// What recovery needs to take up a run of ours.
    public List<Procedure<?>> procedures() {
        return List.of(procedure);
    }
}
