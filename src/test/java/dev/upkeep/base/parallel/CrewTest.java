package dev.upkeep.base.parallel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.upkeep.base.problem.Kind;
import dev.upkeep.base.problem.UpkeepException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
final class CrewTest {
    private final CountDownLatch never = new CountDownLatch(1);

    @Test
    void noMoreThanTheAllowedNumberRunAtOnce() {
        var running = new AtomicInteger();
        var most = new AtomicInteger();
        try (var crew = new Crew(2, () -> {})) {
            var tasks = IntStream.range(0, 50)
                    .mapToObj(number -> crew.submit(() -> {
                        most.accumulateAndGet(running.incrementAndGet(), Math::max);
                        Thread.onSpinWait();
                        running.decrementAndGet();
                        return number;
                    }))
                    .toList();

            assertThat(tasks)
                    .map(crew::await)
                    .containsExactlyElementsOf(IntStream.range(0, 50).boxed().toList());
        }
        assertThat(most).hasValueLessThanOrEqualTo(2);
    }

    @Test
    void theFirstFailureIsWhatEverybodyIsToldWhoWaits() {
        var stopped = new AtomicBoolean();
        var started = new CountDownLatch(1);
        try (var crew = new Crew(2, () -> {})) {
            var slow = crew.submit(() -> {
                started.countDown();
                try {
                    never.await();
                } catch (InterruptedException interrupted) {
                    stopped.set(true);
                    throw new IllegalStateException("a consequence", interrupted);
                }
                return 1;
            });
            var failing = crew.submit(() -> {
                started.await();
                throw new UpkeepException(Kind.UNREACHABLE, "the server went away", "");
            });

            assertThatThrownBy(() -> crew.await(slow)).hasMessage("the server went away");
            assertThatThrownBy(() -> crew.await(failing)).hasMessage("the server went away");
        }
        assertThat(stopped).isTrue();
    }

    @Test
    void whoWaitsCanBeStoppedEverySecond() {
        try (var crew = new Crew(1, () -> {
            throw new UpkeepException(Kind.CANCELLED, "asked to stop", "");
        })) {
            var slow = crew.submit(() -> {
                never.await();
                return 1;
            });

            assertThatThrownBy(() -> crew.await(slow)).hasMessage("asked to stop");
        }
    }

    /// A backup of many small files keeps its lock this way.
    @Test
    void manyShortTasksAreInterruptedEverySecondToo() {
        var clock = new AtomicLong();
        var calls = new AtomicInteger();
        try (var crew = new Crew(1, calls::incrementAndGet, clock::get)) {
            for (int i = 0; i < 40; i++) {
                clock.addAndGet(TimeUnit.MILLISECONDS.toNanos(250));
                crew.await(CompletableFuture.completedFuture("a small file"));
            }
        }
        assertThat(calls).as("in ten seconds").hasValue(10);
    }

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
