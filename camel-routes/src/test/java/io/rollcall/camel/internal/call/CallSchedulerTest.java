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
    private final RateLimiter pacer = new RateLimiter(List.of(new Rate(1, SECOND)));
    private final CallScheduler waiting = new CallScheduler(time, time, time);
    private final List<String> events = new ArrayList<>();

    private final class Call implements CallScheduler.Waiter {
        private final String name;
        private boolean wanted = true;
        private RateLimiter.Place place;

        Call(String name) {
            this.name = name;
        }

        @Override
        public void goOn(CallEvent event) {
            events.add(name + " " + event.getClass().getSimpleName());
            if (event instanceof CallEvent.Placed placed) {
                place = placed.place();
            }
        }

        @Override
        public boolean isWanted() {
            return wanted;
        }
    }

    private RateLimiter.Place placeAtOnce() {
        return ((CallEvent.Placed) waiting.place(pacer, new Call("first"))).place();
    }

    @Test
    void place_whenFree_isGivenAtOnceAndToOne() {
        assertThat(waiting.place(pacer, new Call("a"))).isInstanceOf(CallEvent.Placed.class);
        assertThat(waiting.place(pacer, new Call("b"))).isNull();
        time.pass(Duration.ofHours(1));
        assertThat(events).as("only an answer can free a place").isEmpty();
    }

    @Test
    void place_whenOneComesBack_goesToWhoeverCameFirstOnePeriodLater() {
        RateLimiter.Place first = placeAtOnce();
        Call second = new Call("second");
        waiting.place(pacer, second);
        waiting.place(pacer, new Call("third"));

        pacer.answered(first, time.instant());
        waiting.mayBeFree(pacer);
        time.pass(SECOND.minusMillis(1));
        assertThat(events).isEmpty();
        time.pass(Duration.ofMillis(1));

        assertThat(events).containsExactly("second Placed");
        pacer.unused(second.place);
        waiting.mayBeFree(pacer);
        time.runAll();
        assertThat(events).containsExactly("second Placed", "third Placed");
    }

    @Test
    void sleep_whenTheTimePasses_goesOnOnce() {
        assertThat(waiting.sleep(SECOND, new Call("sleeper"))).isNull();
        time.pass(SECOND.minusNanos(1));
        assertThat(events).isEmpty();
        time.pass(Duration.ofHours(1));
        assertThat(events).containsExactly("sleeper Waited");
    }

    @Test
    void stop_whenCallsWait_endsEachOnceAndThoseToCome() {
        placeAtOnce();
        waiting.place(pacer, new Call("queued"));
        waiting.sleep(SECOND, new Call("asleep"));

        waiting.stop();
        time.pass(Duration.ofMinutes(1));

        assertThat(events).containsExactlyInAnyOrder("queued Stopped", "asleep Stopped");
        assertThat(waiting.place(pacer, new Call("late"))).isInstanceOf(CallEvent.Stopped.class);
        assertThat(waiting.sleep(SECOND, new Call("late"))).isInstanceOf(CallEvent.Stopped.class);
    }

    @Test
    void stop_whenTheWorkersAreGone_endsTheWaitsOnThisThread() {
        Executor gone = Runnable::run;
        CallScheduler alone = new CallScheduler(time, time, gone);
        alone.sleep(SECOND, new Call("asleep"));
        time.shutdownNow();

        alone.stop();

        assertThat(events).containsExactly("asleep Stopped");
    }

    @Test
    void wait_whenTheTimerIsGone_endsAtOnce() {
        time.shutdownNow();
        assertThat(waiting.sleep(SECOND, new Call("asleep"))).isInstanceOf(CallEvent.Stopped.class);
        assertThat(events).isEmpty();
    }

    @Test
    void endUnwanted_whenSomeAreNotWanted_endsThoseOnly() {
        RateLimiter.Place first = placeAtOnce();
        Call unwanted = new Call("unwanted");
        Call wanted = new Call("wanted");
        Call asleep = new Call("asleep");
        waiting.place(pacer, unwanted);
        waiting.place(pacer, wanted);
        waiting.sleep(SECOND, asleep);
        unwanted.wanted = false;
        asleep.wanted = false;

        waiting.endUnwanted();
        time.runAll();

        assertThat(events).containsExactlyInAnyOrder("unwanted Stopped", "asleep Stopped");
        pacer.unused(first);
        waiting.mayBeFree(pacer);
        time.pass(SECOND);
        assertThat(events).containsExactlyInAnyOrder("unwanted Stopped", "asleep Stopped", "wanted Placed");
    }
}
