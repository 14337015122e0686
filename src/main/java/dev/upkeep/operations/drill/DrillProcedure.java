package dev.upkeep.operations.drill;

import dev.upkeep.drivers.database.PrivateServers;
import dev.upkeep.operations.restore.ReadingRoom;
import dev.upkeep.operations.sets.Drill;
import dev.upkeep.operations.sets.Drills;
import dev.upkeep.operations.sets.Manifest;
import dev.upkeep.operations.sets.SetId;
import dev.upkeep.run.Procedure;
import dev.upkeep.run.RunContext;
import dev.upkeep.run.StateJson;
import dev.upkeep.run.Step;
import java.time.InstantSource;
import java.util.List;

/// `drill APP SET`: brings everything back by the clock, then writes down how long it took. A drill that fails is a
/// failed run; what is written down was done to its end.
final class DrillProcedure implements Procedure<DrillState> {
    private final ReadingRoom room;
    private final PrivateServers servers;
    private final InstantSource clock;
    private final DrillOrigin origin;
    private final int workers;

    DrillProcedure(ReadingRoom room, PrivateServers servers, InstantSource clock, DrillOrigin origin, int workers) {
        this.room = room;
        this.servers = servers;
        this.clock = clock;
        this.origin = origin;
        this.workers = workers;
    }

    @Override
    public String verb() {
        return "drill";
    }

    @Override
    public List<Step<DrillState>> steps() {
        return List.of(new BringBack(), new WriteDown());
    }

    @Override
    public String write(DrillState state) {
        return StateJson.write(state);
    }

    @Override
    public DrillState read(String json) {
        return StateJson.read(json, DrillState.class);
    }

    private final class BringBack implements Step<DrillState> {
        @Override
        public String name() {
            return "bring everything back by the clock";
        }

        /// The time is taken when this step ends: it only has to be written down.
        @Override
        public boolean pointOfNoReturn() {
            return true;
        }

        @Override
        public DrillState perform(DrillState state, RunContext context) {
            return room.with(
                    state.app(),
                    context,
                    scratch -> new TimedRecovery(room.store(), servers, System::nanoTime, workers)
                            .perform(state, room.set(state.app(), state.set()).manifest(), scratch, context));
        }

        @Override
        public void undo(DrillState state, RunContext context) {
            try {
                servers.remove(TimedRecovery.serverName(context));
            } finally {
                room.clean(context);
            }
        }
    }

    private final class WriteDown implements Step<DrillState> {
        @Override
        public String name() {
            return "write the time down in the store";
        }

        @Override
        public DrillState perform(DrillState state, RunContext context) {
            new Drills(room.store(), state.app())
                    .add(new Drill(
                            Manifest.FORMAT,
                            SetId.parse(state.set()),
                            clock.instant(),
                            state.seconds(),
                            state.predicted(),
                            state.phases(),
                            state.sizes().database(),
                            state.sizes().files(),
                            state.sizes().count(),
                            state.gap(),
                            context.run().value(),
                            state.who(),
                            origin.host(),
                            origin.version()));
            return state;
        }

        @Override
        public void undo(DrillState state, RunContext context) {
            // It is past the point of no return: it is finished, not taken back.
        }
    }
}
