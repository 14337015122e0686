package dev.upkeep.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.upkeep.testkit.PrivateCluster;
import dev.upkeep.testkit.UpkeepProcess;
import java.io.IOException;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Kills real Upkeep processes at random moments, one after the other on the same store and state, and looks after each
/// whether the next command leaves the world as if the killed one had either done all or nothing.
/// `-Dkill.seed=N` repeats a run.
final class KillIT {
    @RegisterExtension
    static final PrivateCluster cluster = new PrivateCluster();

    private static final long SEED = Long.getLong("kill.seed", 20_261_121);

    /// Per mille of the usual time; before that the JVM only starts.
    private static final int EARLIEST = 300;

    private static KillWorld world;

    @BeforeAll
    static void prepare() throws Exception {
        Place.prepare(cluster);
        world = new KillWorld(new Place(cluster, 1));
    }

    @AfterAll
    static void remove() throws IOException {
        world.close();
    }

    @Test
    void tenKillsLeaveNothingHalf() throws Exception {
        kill(10, SEED);
    }

    @Tag("long")
    @Test
    void twoHundredKillsLeaveNothingHalf() throws Exception {
        kill(200, SEED + 1);
    }

    private static void kill(int times, long seed) throws Exception {
        var random = new Random(seed);
        for (var number = 1; number <= times; number++) {
            var verb = KillWorld.VERBS.get(number % KillWorld.VERBS.size());
            var moment = world.usual(verb)
                    .multipliedBy(EARLIEST + random.nextInt(1000 - EARLIEST))
                    .dividedBy(1000);
            var description = "kill %d of seed %d: %s after %d ms".formatted(number, seed, verb, moment.toMillis());
            var runsBefore = world.count(verb);
            killAt(verb, moment);
            assertThat(world.listedSetsThatAreNotWhole()).as(description).isEmpty();
            world.nextCommand(description);
            assertThat(world.leftovers()).as(description).isEmpty();
            assertThat(world.lies(verb, runsBefore)).as(description).isEmpty();
        }
        assertThat(world.takenBack())
                .as("runs that a kill struck in the middle")
                .isGreaterThanOrEqualTo(times / 10);
        assertThat(world.setsThatDoNotProve()).as("after all kills").isEmpty();
    }

    private static void killAt(String verb, Duration moment) throws Exception {
        try (var process = UpkeepProcess.start(world.words(verb))) {
            Thread.sleep(moment);
            process.kill();
        }
    }
}
