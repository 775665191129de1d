package io.rollcall.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.call.Moment;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FireTimesTest {
    private static final ScheduleTimes EVERY_FIVE_MINUTES = new ScheduleTimes.OfPeriod(Duration.ofMinutes(5));

    /** At every full hour. */
    private static final ScheduleTimes HOURLY = new ScheduleTimes.OfCron(new CronTimes(
            "0 0 * * * ?",
            time -> Optional.of(time.truncatedTo(ChronoUnit.HOURS).plusHours(1)),
            ZoneOffset.UTC));

    private Instant wall = Instant.parse("2026-11-20T08:10:00Z");
    private Instant monotonic = Instant.EPOCH;

    private Moment now() {
        return new Moment(wall, monotonic);
    }

    private void pass(Duration time) {
        wall = wall.plus(time);
        monotonic = monotonic.plus(time);
    }

    private FireTimes start(ScheduleTimes times, boolean atStart) {
        return new FireTimes(times, atStart, now());
    }

    private void run(FireTimes fire, Duration length) {
        assertThat(fire.untilNext(now())).isZero();
        fire.begun(now());
        pass(length);
        fire.ended(now());
    }

    @Test
    void period_atStart_runsAtOnceAndThenInEveryPeriod() {
        FireTimes fire = start(EVERY_FIVE_MINUTES, true);

        run(fire, Duration.ofSeconds(10));

        assertThat(fire.untilNext(now())).isEqualTo(Duration.ofSeconds(290));
        pass(Duration.ofSeconds(290));
        run(fire, Duration.ofSeconds(10));
        assertThat(fire.untilNext(now())).isEqualTo(Duration.ofSeconds(290));
    }

    @Test
    void period_notAtStart_runsAfterItsFirstPeriod() {
        assertThat(start(EVERY_FIVE_MINUTES, false).untilNext(now())).isEqualTo(Duration.ofMinutes(5));
    }

    @Test
    void cron_notAtStart_runsAtItsNextTime() {
        assertThat(start(HOURLY, false).untilNext(now())).isEqualTo(Duration.ofMinutes(50));
    }

    @Test
    void cron_atStart_runsAtOnceAndThenAtItsNextTime() {
        FireTimes fire = start(HOURLY, true);

        run(fire, Duration.ofMinutes(1));

        assertThat(fire.untilNext(now())).isEqualTo(Duration.ofMinutes(49));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void timesThatPassDuringARun_areOneRunAfterwards(boolean period) {
        FireTimes fire = start(period ? EVERY_FIVE_MINUTES : HOURLY, true);

        run(fire, Duration.ofMinutes(200));
        run(fire, Duration.ofMinutes(1));

        assertThat(fire.untilNext(now())).isGreaterThan(Duration.ZERO);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT-1H", "PT1H", "PT-4320H", "PT4320H"})
    void period_whenTheWallClockJumps_goesOn(Duration jump) {
        FireTimes fire = start(EVERY_FIVE_MINUTES, true);
        run(fire, Duration.ZERO);
        pass(Duration.ofMinutes(2));

        wall = wall.plus(jump);

        assertThat(fire.untilNext(now())).isEqualTo(Duration.ofMinutes(3));
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT-90M", "PT90M", "PT-4320H", "PT4320H"})
    void cron_whenTheWallClockJumps_runsAtTheNextTimeOfTheNewTime(Duration jump) {
        FireTimes fire = start(HOURLY, false);
        pass(Duration.ofMinutes(20));

        wall = wall.plus(jump);

        Instant next = HOURLY.next(wall).orElseThrow();
        assertThat(fire.untilNext(now()))
                .isEqualTo(Duration.between(wall, next))
                .isPositive();
        pass(Duration.between(wall, next));
        run(fire, Duration.ZERO);
    }

    @Test
    void cron_whenTheWallClockWasHalfAYearAhead_andIsCorrectedWhileNothingAsks_runsAtTheNextTime() {
        wall = wall.plus(Duration.ofDays(180));
        FireTimes fire = start(HOURLY, false);

        pass(Duration.ofSeconds(10));
        wall = wall.minus(Duration.ofDays(180));

        assertThat(fire.untilNext(now())).isEqualTo(Duration.ofMinutes(50).minusSeconds(10));
    }

    @Test
    void cron_afterASuspension_leavesOutWhatIsLongPast_andMakesUpForWhatIsNot() {
        FireTimes fire = start(HOURLY, false);
        wall = Instant.parse("2026-11-20T11:40:00Z");
        assertThat(fire.untilNext(now())).isEqualTo(Duration.ofMinutes(20));

        FireTimes other = start(HOURLY, false);
        wall = Instant.parse("2026-11-20T12:05:00Z");
        assertThat(other.untilNext(now())).isZero();
    }

    @Test
    void cron_whenTheClockGoesBackByAMoment_firesNoTimeTwice() {
        FireTimes fire = start(HOURLY, false);
        pass(Duration.ofMinutes(50));
        run(fire, Duration.ZERO);

        wall = wall.minusSeconds(5);

        assertThat(fire.untilNext(now())).isEqualTo(Duration.ofMinutes(60).plusSeconds(5));
    }

    @Test
    void cron_whenTheClockIsSetBackDuringARun_runsAtTheNextTimeOfTheNewTime() {
        FireTimes fire = start(HOURLY, true);
        fire.begun(now());
        pass(Duration.ofMinutes(1));
        wall = wall.minus(Duration.ofHours(24));
        fire.ended(now());

        assertThat(fire.untilNext(now())).isEqualTo(Duration.ofMinutes(49));
    }

    /** The next full quarter of an hour, or hour, of a plan that the test changes. */
    private final java.util.concurrent.atomic.AtomicReference<Duration> planned =
            new java.util.concurrent.atomic.AtomicReference<>(Duration.ofHours(1));

    private FireTimes planned() {
        return start(
                new ScheduleTimes.OfPlan(after -> Optional.ofNullable(planned.get())
                        .map(step -> Instant.ofEpochSecond(
                                (after.getEpochSecond() / step.toSeconds() + 1) * step.toSeconds()))),
                false);
    }

    @Test
    void plan_thatChanges_isFollowedAtTheNextLook() {
        FireTimes fire = planned();
        assertThat(fire.untilNext(now())).isEqualTo(Duration.ofMinutes(50));

        planned.set(Duration.ofMinutes(15));
        assertThat(fire.untilNext(now())).isEqualTo(Duration.ofMinutes(5));
        planned.set(Duration.ofHours(1));
        assertThat(fire.untilNext(now())).isEqualTo(Duration.ofMinutes(50));
    }

    @Test
    void plan_thatIsNotThereYet_isAskedForAgain() {
        planned.set(null);
        FireTimes fire = planned();
        assertThat(fire.untilNext(now())).isNull();

        planned.set(Duration.ofHours(1));
        assertThat(fire.untilNext(now())).isEqualTo(Duration.ofMinutes(50));
        pass(Duration.ofMinutes(50));
        run(fire, Duration.ofSeconds(10));
        assertThat(fire.untilNext(now())).isEqualTo(Duration.ofHours(1).minusSeconds(10));
    }

    @Test
    void plan_afterALongRun_doesNotMakeUpForItsTimes_whichCost() {
        FireTimes fire = planned();
        pass(Duration.ofMinutes(50));

        run(fire, Duration.ofMinutes(90));

        assertThat(fire.untilNext(now())).isEqualTo(Duration.ofMinutes(30));
    }

    @Test
    void plan_whenAskedToFireDuringARun_firesAfterIt() {
        FireTimes fire = planned();
        pass(Duration.ofMinutes(50));
        fire.begun(now());
        fire.fireNow(now());
        pass(Duration.ofSeconds(10));
        fire.ended(now());

        run(fire, Duration.ZERO);

        assertThat(fire.untilNext(now())).isEqualTo(Duration.ofHours(1).minusSeconds(10));
    }

    @Test
    void cron_thatNeverFiresAgain_isNeverDue() {
        ScheduleTimes never = new ScheduleTimes.OfCron(
                new CronTimes("0 0 0 1 1 ? 2000", any -> Optional.<LocalDateTime>empty(), ZoneOffset.UTC));

        assertThat(start(never, false).untilNext(now())).isNull();
    }
}
