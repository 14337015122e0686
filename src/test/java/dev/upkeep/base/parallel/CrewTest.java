package dev.upkeep.base.parallel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class CrewTest {
    @Test
    void everyTaskIsDoneOnce() {
        var done = new ConcurrentSkipListSet<Integer>();
        var tasks = IntStream.range(0, 1000).boxed().toList();

        Crew.work(4, tasks, task -> assertThat(done.add(task)).isTrue());

        assertThat(done).hasSize(1000);
    }

    @Test
    void theFirstFailureStopsTheOthersAndIsWhatTheCallerGets() {
        var stopped = new AtomicBoolean();
        var begun = new CountDownLatch(1);

        assertThatThrownBy(() -> Crew.work(2, List.of("waits", "fails", "never begun"), task -> {
                    switch (task) {
                        case "waits" -> stopped.set(waitsForEver(begun));
                        case "fails" -> fail(begun);
                        default -> throw new AssertionError("begun after a failure");
                    }
                }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("disk is full");
        assertThat(stopped).isTrue();
    }

    private static void fail(CountDownLatch begun) {
        try {
            begun.await();
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
        throw new IllegalStateException("disk is full");
    }

    private static boolean waitsForEver(CountDownLatch begun) {
        begun.countDown();
        try {
            new CountDownLatch(1).await();
            return false;
        } catch (InterruptedException interrupted) {
            return true;
        }
    }
}
