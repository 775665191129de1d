package io.rollcall.sandbox.internal.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.sandbox.internal.http.SandboxClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class TimedTasksTest {
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-20T08:00:00Z"));
    private final TimedTasks tasks = new TimedTasks(SandboxClock.of(now::get));
    private final BlockingQueue<String> done = new LinkedBlockingQueue<>();

    @AfterEach
    void stop() {
        tasks.close();
    }

    private List<String> next(int count) throws InterruptedException {
        List<String> next = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            next.add(done.poll(10, TimeUnit.SECONDS));
        }
        return next;
    }

    @Test
    void tasks_runInTheOrderOfTheirTimes() throws InterruptedException {
        tasks.after(Duration.ofSeconds(3), () -> done.add("third"));
        tasks.after(Duration.ofSeconds(1), () -> done.add("first"));
        tasks.after(Duration.ofSeconds(1), () -> done.add("second"));
        now.updateAndGet(time -> time.plusSeconds(3));

        assertThat(next(3)).containsExactly("first", "second", "third");
    }

    @Test
    void task_beforeItsTime_doesNotRun() throws InterruptedException {
        tasks.after(Duration.ofSeconds(3), () -> done.add("later"));
        tasks.after(Duration.ofSeconds(2), () -> done.add("sooner"));
        now.updateAndGet(time -> time.plusSeconds(2));

        assertThat(next(1)).containsExactly("sooner");
        assertThat(done).isEmpty();
    }

    @Test
    void task_afterClose_isIgnored() throws InterruptedException {
        tasks.after(Duration.ZERO, () -> done.add("before"));
        assertThat(next(1)).containsExactly("before");
        tasks.close();
        tasks.after(Duration.ZERO, () -> done.add("after"));

        assertThat(done.poll(50, TimeUnit.MILLISECONDS)).isNull();
    }

    @Test
    void task_thatAddsOne_runsItToo() throws InterruptedException {
        tasks.after(Duration.ZERO, () -> tasks.after(Duration.ZERO, () -> done.add("second")));

        assertThat(next(1)).containsExactly("second");
    }

    @Test
    void task_onTheSystemsClock_runsAtItsTime() throws InterruptedException {
        try (TimedTasks real = new TimedTasks(SandboxClock.system())) {
            long begin = System.nanoTime();
            real.after(Duration.ofMillis(50), () -> done.add("real"));
            assertThat(next(1)).containsExactly("real");
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThanOrEqualTo(Duration.ofMillis(50));
        }
    }
}
