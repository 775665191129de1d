package io.rollcall.camel.internal.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.call.Clocks;
import io.rollcall.camel.matrix.NoMemory;
import io.rollcall.camel.support.Schedules;
import io.rollcall.flow.ListReader;
import io.rollcall.flow.PlanReader;
import io.rollcall.schedule.Schedule;
import io.rollcall.schedule.WorkingHours;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.Consumer;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The scheduler with two clocks, a timer and threads that are all driven by hand. */
@Tag("slow")
class FlowSchedulerTest {
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    /** No flow here has planned polls. */
    private static final PollPlans NO_PLANS = new PollPlans(
            new FlowRegistry(),
            name -> Optional.empty(),
            new PlanReader(
                    new NoMemory(),
                    ZONE,
                    WorkingHours.parse("MON-FRI 08:00-19:00"),
                    ListReader.lenient(file -> ""),
                    Schedules::of),
            new Clocks(Instant::now, Instant::now),
            task -> {});

    // Friday, 16:10 in Shanghai
    private Instant wall = Instant.parse("2026-11-20T08:10:00Z");
    private Instant monotonic = Instant.EPOCH;
    private final HandTimer timer = new HandTimer();
    private final Queue<Runnable> threads = new ArrayDeque<>();
    private final List<Instant> fired = new ArrayList<>();
    private final CamelContext context = new DefaultCamelContext();
    private FlowScheduler scheduler;

    /** Runs its tasks when the test lets time pass. */
    private final class HandTimer extends ScheduledThreadPoolExecutor {
        private record Task(Instant due, Runnable work, ScheduledFuture<?> future) {}

        private final PriorityQueue<Task> tasks = new PriorityQueue<>(Comparator.comparing(Task::due));

        HandTimer() {
            super(1);
        }

        @Override
        public ScheduledFuture<?> schedule(Runnable task, long delay, TimeUnit unit) {
            // a future that can be cancelled and whose time never comes by itself
            ScheduledFuture<?> future = super.schedule(() -> {}, 1_000, TimeUnit.DAYS);
            tasks.add(new Task(monotonic.plusNanos(unit.toNanos(delay)), task, future));
            return future;
        }

        boolean step(Instant until) {
            if (tasks.isEmpty() || tasks.peek().due().isAfter(until)) {
                return false;
            }
            Task next = tasks.remove();
            Duration wait = Duration.between(monotonic, next.due());
            if (!wait.isNegative()) {
                wall = wall.plus(wait);
                monotonic = next.due();
            }
            if (!next.future().isCancelled()) {
                next.work().run();
            }
            return true;
        }
    }

    @BeforeEach
    void begin() {
        context.start();
        scheduler = new FlowScheduler(
                context, ZONE, NO_PLANS, new Clocks(() -> wall, () -> monotonic), timer, threads::add);
    }

    @AfterEach
    void end() {
        context.stop();
        timer.shutdownNow();
    }

    private Consumer start(String schedule, boolean atStart) throws Exception {
        Consumer consumer = scheduler.consumer("board", Schedule.parse(schedule), atStart, exchange -> fired.add(wall));
        consumer.start();
        return consumer;
    }

    private void pass(String time) {
        pass(time, true);
    }

    private void pass(String time, boolean threadsWork) {
        Instant until = monotonic.plus(Duration.parse(time));
        while (timer.step(until) || (threadsWork && !threads.isEmpty())) {
            if (threadsWork && !threads.isEmpty()) {
                threads.remove().run();
            }
        }
        wall = wall.plus(Duration.between(monotonic, until));
        monotonic = until;
    }

    private static Instant at(String time) {
        return Instant.parse("2026-11-" + time + "Z");
    }

    @Test
    void period_firesAtOnceAndThenInEveryPeriod() throws Exception {
        start("20m", true);

        pass("PT1H");

        assertThat(fired).containsExactly(at("20T08:10:00"), at("20T08:30:00"), at("20T08:50:00"), at("20T09:10:00"));
    }

    @Test
    void cron_onASaturdayNight_firesOnMondayMorning() throws Exception {
        wall = at("21T14:00:00");
        start("0 0/20 8-18 ? * MON-FRI", false);

        pass("PT34H20M");

        assertThat(fired).containsExactly(at("23T00:00:00"), at("23T00:20:00"));
    }

    @Test
    void cron_thatStartsAtOnce_firesAtOnceToo() throws Exception {
        start("0 0/20 8-18 ? * MON-FRI", true);

        pass("PT15M");

        assertThat(fired).containsExactly(at("20T08:10:00"), at("20T08:20:00"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT-1H", "PT1H", "PT-4320H", "PT4320H"})
    void period_whenTheWallClockJumps_firesAllTheSame(String jump) throws Exception {
        start("20m", true);
        pass("PT5M");

        wall = wall.plus(Duration.parse(jump));
        pass("PT35M");

        assertThat(fired).hasSize(3);
    }

    @Test
    void cron_whenTheWallClockIsSetBackAnHour_firesByTheNewTimeAtOnce() throws Exception {
        start("0 0/20 * * * ?", false);
        pass("PT15M");

        wall = wall.minus(Duration.ofHours(1));
        pass("PT20M");

        assertThat(fired).containsExactly(at("20T08:20:00"), at("20T07:40:00"));
    }

    @Test
    void cron_whenTheWallClockJumpsForward_leavesOutWhatItJumpedOver() throws Exception {
        start("0 0 17 * * ?", false);
        pass("PT15M");

        wall = wall.plus(Duration.ofHours(4));
        pass("PT12H");
        assertThat(fired).isEmpty();
        pass("PT12H");

        assertThat(fired).containsExactly(at("21T09:00:00"));
    }

    @Test
    void cron_afterASuspensionOverTheWeekend_doesNotFireOnSaturday() throws Exception {
        start("0 0/20 8-18 ? * MON-FRI", false);

        wall = at("21T14:00:00");
        pass("PT1H");

        assertThat(fired).isEmpty();
    }

    @Test
    void cron_whenTheClockWasHalfAYearAheadAtTheStart_firesOnceItIsCorrected() throws Exception {
        wall = wall.plus(Duration.ofDays(180));
        start("0 0 17 * * ?", false);
        pass("PT15M");

        wall = wall.minus(Duration.ofDays(180));
        pass("PT45M");

        assertThat(fired).containsExactly(at("20T09:00:00"));
    }

    @Test
    void runThatIsLongerThanThePeriod_isNeverOverlapped_andWhatPassedIsOneRun() throws Exception {
        start("20m", true);
        pass("PT0S", false);
        assertThat(threads).hasSize(1);

        pass("PT1H30M", false);
        assertThat(threads).hasSize(1);
        pass("PT10M");

        assertThat(fired).containsExactly(at("20T09:40:00"), at("20T09:40:00"));
        pass("PT20M");
        assertThat(fired).hasSize(3);
    }

    @Test
    void consumerThatIsStopped_firesNoMore_andWhenStartedAgainBeginsAnew() throws Exception {
        Consumer consumer = start("20m", true);
        pass("PT5M");

        consumer.stop();
        pass("PT2H");
        assertThat(fired).hasSize(1);

        consumer.start();
        pass("PT5M");
        assertThat(fired).hasSize(2);
    }

    @Test
    void runThatFails_doesNotEndTheSchedule() throws Exception {
        Consumer consumer = scheduler.consumer("board", Schedule.parse("20m"), true, exchange -> {
            fired.add(wall);
            throw new IllegalStateException("broken");
        });
        consumer.start();

        pass("PT20M");

        assertThat(fired).hasSize(2);
    }

    @Test
    void clockWatch_whenTheClockJumps_keepsTheLastJump() {
        ClockMonitor watch = new ClockMonitor(new Clocks(() -> wall, () -> monotonic), ZONE);
        watch.look();
        wall = wall.plusSeconds(50);
        watch.look();
        assertThat(watch.last()).isEmpty();

        wall = wall.minus(Duration.ofHours(1));
        watch.look();

        assertThat(watch.last().orElseThrow().words()).isEqualTo("The system clock moved back by 1 h");
        watch.look();
        assertThat(watch.last().orElseThrow().by()).isEqualTo(Duration.ofHours(-1));
    }
}
