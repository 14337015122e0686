package dev.upkeep.operations.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.upkeep.base.problem.Kind;
import dev.upkeep.base.problem.UpkeepException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
final class WorkersTest {
    private final CountDownLatch never = new CountDownLatch(1);

    @Test
    void noMoreThanTheAllowedNumberRunAtOnce() {
        var running = new AtomicInteger();
        var most = new AtomicInteger();
        try (var workers = new Workers(2, () -> {})) {
            var tasks = IntStream.range(0, 50)
                    .mapToObj(number -> workers.submit(() -> {
                        most.accumulateAndGet(running.incrementAndGet(), Math::max);
                        Thread.onSpinWait();
                        running.decrementAndGet();
                        return number;
                    }))
                    .toList();

            assertThat(tasks)
                    .map(workers::await)
                    .containsExactlyElementsOf(IntStream.range(0, 50).boxed().toList());
        }
        assertThat(most).hasValueLessThanOrEqualTo(2);
    }

    @Test
    void theFirstFailureStopsTheOthersAndIsTheCause() {
        var stopped = new AtomicBoolean();
        var started = new CountDownLatch(1);
        try (var workers = new Workers(2, () -> {})) {
            var slow = workers.submit(() -> {
                started.countDown();
                try {
                    never.await();
                } catch (InterruptedException interrupted) {
                    stopped.set(true);
                    throw new IllegalStateException("a consequence", interrupted);
                }
                return 1;
            });
            var failing = workers.submit(() -> {
                started.await();
                throw new UpkeepException(Kind.UNREACHABLE, "the server went away", "");
            });

            assertThatThrownBy(() -> workers.await(slow)).hasMessage("the server went away");
            assertThatThrownBy(() -> workers.await(failing)).hasMessage("the server went away");
        }
        assertThat(stopped).isTrue();
    }

    @Test
    void whoWaitsCanBeStoppedEverySecond() {
        try (var workers = new Workers(1, () -> {
            throw new UpkeepException(Kind.CANCELLED, "asked to stop", "");
        })) {
            var slow = workers.submit(() -> {
                never.await();
                return 1;
            });

            assertThatThrownBy(() -> workers.await(slow)).hasMessage("asked to stop");
        }
    }
}
