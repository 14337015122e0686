package dev.upkeep.operations.proof;

import dev.upkeep.drivers.database.PrivateServers;
import dev.upkeep.operations.restore.ReadingRoom;
import dev.upkeep.operations.sets.Manifest;
import dev.upkeep.operations.sets.ProofLevel;
import dev.upkeep.run.Procedure;
import dev.upkeep.run.RunContext;
import dev.upkeep.run.StateJson;
import dev.upkeep.run.Step;
import java.util.List;

/// `verify APP SET`: climbs the ladder as far as it was asked to, then writes down what was found. Damage is an answer,
/// not a failure of the run.
final class ProofProcedure implements Procedure<ProofState> {
    private final ReadingRoom room;
    private final PrivateServers servers;
    private final ProofRecord record;
    private final int workers;

    ProofProcedure(ReadingRoom room, PrivateServers servers, ProofRecord record, int workers) {
        this.room = room;
        this.servers = servers;
        this.record = record;
        this.workers = workers;
    }

    @Override
    public String verb() {
        return "verify";
    }

    @Override
    public List<Step<ProofState>> steps() {
        return List.of(new ReadObjects(), new RestorePrivately(), new WriteDown());
    }

    @Override
    public String write(ProofState state) {
        return StateJson.write(state);
    }

    @Override
    public ProofState read(String json) {
        return StateJson.read(json, ProofState.class);
    }

    private Manifest manifest(ProofState state) {
        return room.set(state.app(), state.set()).manifest();
    }

    private final class ReadObjects implements Step<ProofState> {
        @Override
        public String name() {
            return "read every object again";
        }

        @Override
        public ProofState perform(ProofState state, RunContext context) {
            if (!state.wants(ProofLevel.L1)) {
                return state;
            }
            var manifest = manifest(state);
            return room.with(
                    state.app(),
                    context,
                    scratch -> new ObjectsRead(room.store(), workers).look(state, manifest, context));
        }

        @Override
        public void undo(ProofState state, RunContext context) {
            room.clean(context);
        }
    }

    private final class RestorePrivately implements Step<ProofState> {
        @Override
        public String name() {
            return "restore into a private server and compare";
        }

        /// All is known when this step ends: it only has to be written down, above all when it is bad news.
        @Override
        public boolean pointOfNoReturn() {
            return true;
        }

        @Override
        public ProofState perform(ProofState state, RunContext context) {
            if (!state.wants(ProofLevel.L2)) {
                return state;
            }
            var manifest = manifest(state);
            return room.with(
                    state.app(),
                    context,
                    scratch ->
                            new RestoredProof(room.store(), servers, workers).look(state, manifest, scratch, context));
        }

        @Override
        public void undo(ProofState state, RunContext context) {
            try {
                servers.remove(RestoredProof.serverName(context));
            } finally {
                room.clean(context);
            }
        }
    }

    private final class WriteDown implements Step<ProofState> {
        @Override
        public String name() {
            return "write the proof beside the set";
        }

        @Override
        public ProofState perform(ProofState state, RunContext context) {
            record.write(state, context);
            return state;
        }

        @Override
        public void undo(ProofState state, RunContext context) {
            // It is past the point of no return: it is finished, not taken back.
        }
    }
}
