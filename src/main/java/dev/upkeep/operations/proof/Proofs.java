package dev.upkeep.operations.proof;

import dev.upkeep.drivers.database.PrivateServers;
import dev.upkeep.operations.restore.ReadingRoom;
import dev.upkeep.operations.sets.Proof.Check;
import dev.upkeep.operations.sets.Proof.Verdict;
import dev.upkeep.operations.sets.ProofLevel;
import dev.upkeep.operations.sets.StoreHome;
import dev.upkeep.run.Claim;
import dev.upkeep.run.Outcome;
import dev.upkeep.run.Procedure;
import dev.upkeep.run.RunRequest;
import dev.upkeep.run.Runner;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/// Proves sets of one app.
public final class Proofs {
    private final String app;
    private final ReadingRoom room;
    private final ProofProcedure procedure;
    private final Runner runner;
    private final InstantSource clock;

    /// @param version of Upkeep, written into the proof
    public Proofs(
            String app,
            ReadingRoom room,
            PrivateServers servers,
            Runner runner,
            InstantSource clock,
            String version,
            int workers) {
        this.app = app;
        this.room = room;
        this.runner = runner;
        this.clock = clock;
        var record = new ProofRecord(room.store(), clock, version);
        this.procedure = new ProofProcedure(room, servers, record, workers);
    }

    /// @param outcome of the run; verdict and level count only when it was done
    /// @param level the highest level that held
    public record Verified(
            String set, String run, Outcome outcome, Verdict verdict, ProofLevel level, List<Check> checks) {
        public Verified {
            checks = List.copyOf(checks);
        }
    }

    /// @param prefix of the set's id; empty for the newest
    /// @throws dev.upkeep.base.problem.UpkeepException NOT_FOUND, DAMAGED (the manifest itself), CLASH
    public Verified verify(String prefix, ProofLevel level, String who) {
        new StoreHome(room.store()).open();
        var set = room.set(app, prefix).name();
        var request = new RunRequest(app, who, List.of(new Claim("set", app + "/" + set, true)), Duration.ZERO);
        var begun = clock.instant();
        var ended = runner.run(procedure, run -> ProofState.of(app, set, who, level, begun), request);
        var state = ended.state();
        return new Verified(
                set, ended.run().value(), ended.outcome(), state.verdict(), state.reached(), state.checks());
    }

    /// What recovery needs to take up a run of ours.
    public List<Procedure<?>> procedures() {
        return List.of(procedure);
    }
}
