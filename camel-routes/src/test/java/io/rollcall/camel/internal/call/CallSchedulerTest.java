package io.rollcall.camel.internal.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.call.CallEvent;
import io.rollcall.call.RateLimiter;
import io.rollcall.camel.HandDrivenTime;
import io.rollcall.vendor.Rate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.Test;

class CallSchedulerTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final HandDrivenTime time = new HandDrivenTime();
    private final RateLimiter limiter = new RateLimiter(List.of(new Rate(1, SECOND)));
    private final CallScheduler scheduler = new CallScheduler(time, time, time);
    private final List<String> events = new ArrayList<>();

    private final class Call implements CallScheduler.Waiter {
        private final String name;
        private boolean waiting = true;
        private RateLimiter.Permit permit;

        Call(String name) {
            this.name = name;
        }

        @Override
        public void resume(CallEvent event) {
            events.add(name + " " + event.getClass().getSimpleName());
            if (event instanceof CallEvent.PermitAcquired acquired) {
                permit = acquired.permit();
            }
        }

        @Override
        public boolean isWaiting() {
            return waiting;
        }
    }

    private RateLimiter.Permit permitAtOnce() {
        return ((CallEvent.PermitAcquired) scheduler.acquire(limiter, new Call("first"))).permit();
    }

    @Test
    void acquire_whenFree_isGivenAtOnceAndToOne() {
        assertThat(scheduler.acquire(limiter, new Call("a"))).isInstanceOf(CallEvent.PermitAcquired.class);
        assertThat(scheduler.acquire(limiter, new Call("b"))).isNull();
        time.pass(Duration.ofHours(1));
        assertThat(events).as("only a response can free a permit").isEmpty();
    }

    @Test
    void permit_whenOneComesBack_goesToTheFirstOnePeriodLater() {
        RateLimiter.Permit first = permitAtOnce();
        Call second = new Call("second");
        scheduler.acquire(limiter, second);
        scheduler.acquire(limiter, new Call("third"));

        limiter.release(first, time.instant());
        scheduler.permitReturned(limiter);
        time.pass(SECOND.minusMillis(1));
        assertThat(events).isEmpty();
        time.pass(Duration.ofMillis(1));

        assertThat(events).containsExactly("second PermitAcquired");
        limiter.releaseUnused(second.permit);
        scheduler.permitReturned(limiter);
        time.runAll();
        assertThat(events).containsExactly("second PermitAcquired", "third PermitAcquired");
    }

    @Test
    void delay_whenTheTimePasses_goesOnOnce() {
        assertThat(scheduler.delay(SECOND, new Call("delayed"))).isNull();
        time.pass(SECOND.minusNanos(1));
        assertThat(events).isEmpty();
        time.pass(Duration.ofHours(1));
        assertThat(events).containsExactly("delayed Waited");
    }

    @Test
    void stop_whenCallsWait_endsEachOnceAndThoseToCome() {
        permitAtOnce();
        scheduler.acquire(limiter, new Call("queued"));
        scheduler.delay(SECOND, new Call("delayed"));

        scheduler.stop();
        time.pass(Duration.ofMinutes(1));

        assertThat(events).containsExactlyInAnyOrder("queued Stopped", "delayed Stopped");
        assertThat(scheduler.acquire(limiter, new Call("late"))).isInstanceOf(CallEvent.Stopped.class);
        assertThat(scheduler.delay(SECOND, new Call("late"))).isInstanceOf(CallEvent.Stopped.class);
    }

    @Test
    void stop_whenTheWorkersAreGone_endsTheWaitsOnThisThread() {
        Executor gone = Runnable::run;
        CallScheduler alone = new CallScheduler(time, time, gone);
        alone.delay(SECOND, new Call("delayed"));
        time.shutdownNow();

        alone.stop();

        assertThat(events).containsExactly("delayed Stopped");
    }

    @Test
    void wait_whenTheTimerIsGone_endsAtOnce() {
        time.shutdownNow();
        assertThat(scheduler.delay(SECOND, new Call("delayed"))).isInstanceOf(CallEvent.Stopped.class);
        assertThat(events).isEmpty();
    }

    @Test
    void permit_whenTheFirstGaveUp_goesToTheNext() {
        RateLimiter.Permit first = permitAtOnce();
        Call cancelled = new Call("cancelled");
        scheduler.acquire(limiter, cancelled);
        scheduler.acquire(limiter, new Call("next"));
        cancelled.waiting = false;

        limiter.releaseUnused(first);
        scheduler.permitReturned(limiter);
        time.pass(SECOND);

        assertThat(events).containsExactly("next PermitAcquired");
    }
}
