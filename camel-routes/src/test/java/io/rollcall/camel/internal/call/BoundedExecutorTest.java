package io.rollcall.camel.internal.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rollcall.camel.HandDrivenTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(180)
class BoundedExecutorTest {
    private final HandDrivenTime pool = new HandDrivenTime();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final List<String> ran = new ArrayList<>();

    @AfterEach
    void stop() {
        timer.shutdownNow();
    }

    @Test
    void execute_whenManyTasksCome_runsAsManyAsAllowedAndAllOfThem() throws Exception {
        ExecutorService threads = Executors.newCachedThreadPool();
        BoundedExecutor executor = new BoundedExecutor(threads, 4, null);
        AtomicInteger now = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        CountDownLatch all = new CountDownLatch(2_000);
        for (int i = 0; i < 2_000; i++) {
            executor.execute(() -> {
                most.accumulateAndGet(now.incrementAndGet(), Math::max);
                now.decrementAndGet();
                all.countDown();
            });
        }

        assertThat(all.await(60, TimeUnit.SECONDS)).isTrue();
        assertThat(most.get()).isBetween(1, 4);
        executor.shutdown();
        assertThat(executor.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
        assertThat(threads.isShutdown()).isTrue();
    }

    @Test
    void tasks_whenAllWaitForOneInTheQueue_goOnAfterAWhile() throws Exception {
        ExecutorService threads = Executors.newCachedThreadPool();
        BoundedExecutor executor = new BoundedExecutor(threads, 2, timer);
        CountDownLatch last = new CountDownLatch(1);
        CountDownLatch ends = new CountDownLatch(2);
        for (int i = 0; i < 2; i++) {
            executor.execute(() -> {
                try {
                    last.await();
                    ends.countDown();
                } catch (InterruptedException stopped) {
                    Thread.currentThread().interrupt();
                }
            });
        }
        executor.execute(last::countDown);

        assertThat(ends.await(60, TimeUnit.SECONDS)).isTrue();
        executor.shutdownNow();
    }

    @Test
    void task_whenItThrows_costsNobodyItsThread() {
        BoundedExecutor executor = new BoundedExecutor(pool, 1, null);
        executor.execute(() -> {
            throw new AssertionError("of a task");
        });
        executor.execute(() -> ran.add("next"));

        pool.runAll();

        assertThat(ran).containsExactly("next");
        executor.execute(() -> ran.add("later"));
        pool.runAll();
        assertThat(ran).containsExactly("next", "later");
    }

    @Test
    void execute_whenThePoolIsGone_isRejectedAndNeverRuns() {
        BoundedExecutor executor = new BoundedExecutor(pool, 1, null);
        pool.shutdown();

        assertThatThrownBy(() -> executor.execute(() -> ran.add("lost")))
                .isInstanceOf(RejectedExecutionException.class);

        assertThat(executor.shutdownNow()).isEmpty();
        assertThat(ran).isEmpty();
    }

    @Test
    void shutdownNow_whenTasksWait_handsThemBack() {
        BoundedExecutor executor = new BoundedExecutor(pool, 1, pool);
        executor.execute(() -> ran.add("first"));
        executor.execute(() -> ran.add("second"));

        assertThat(executor.shutdownNow()).hasSize(2);

        assertThatThrownBy(() -> executor.execute(() -> ran.add("late")))
                .isInstanceOf(RejectedExecutionException.class);
        pool.pass(Duration.ofMinutes(1));
        assertThat(ran).isEmpty();
    }
}
