package io.rollcall.camel;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.camel.support.Schedules;
import io.rollcall.schedule.Schedule;
import io.rollcall.schedule.ScheduleTimes;
import io.rollcall.schedule.WaitingTime;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TimeZone;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.quartz.CronExpression;

@Tag("slow")
class ScheduleArithmeticTest {
    private static final List<String> EXPRESSIONS = List.of(
            "0 30 2 * * ?",
            "0 15 2 ? * SUN",
            "0 0 0 * * ?",
            "0 0/15 * * * ?",
            "0 0/20 0-5 * * ?",
            "0 45 1,2,3 * * ?",
            "0 10 */2 * * ?",
            "0 5 22-3 * * ?",
            "0 0 3 L * ?",
            "0 30 1-2 ? * 1-7");

    private static ScheduleTimes cron(String expression, String zone) {
        return Schedules.of(new Schedule.Cron(expression), ZoneId.of(zone));
    }

    /** What the documented rule says, minute after minute. */
    private static TreeSet<Instant> expected(String expression, ZoneId zone, Instant from, Instant to)
            throws Exception {
        CronExpression local = new CronExpression(expression);
        local.setTimeZone(TimeZone.getTimeZone("UTC"));
        boolean fixed = expression.split(" ")[2].matches("[0-9,]+");
        TreeSet<Instant> expected = new TreeSet<>();
        for (Instant minute = from.plusSeconds(60); !minute.isAfter(to); minute = minute.plusSeconds(60)) {
            LocalDateTime time = LocalDateTime.ofInstant(minute, zone);
            List<ZoneOffset> offsets = zone.getRules().getValidOffsets(time);
            boolean second =
                    offsets.size() == 2 && zone.getRules().getOffset(minute).equals(offsets.get(1));
            if (!(fixed && second) && satisfied(local, time)) {
                expected.add(minute);
            }
            ZoneOffsetTransition turn = zone.getRules().previousTransition(minute.plusNanos(1));
            if (turn != null && turn.isGap() && turn.getInstant().equals(minute)) {
                for (LocalDateTime gone = turn.getDateTimeBefore();
                        gone.isBefore(turn.getDateTimeAfter());
                        gone = gone.plusMinutes(1)) {
                    if (satisfied(local, gone)) {
                        expected.add(minute);
                    }
                }
            }
        }
        return expected;
    }

    private static boolean satisfied(CronExpression local, LocalDateTime time) {
        return local.isSatisfiedBy(Date.from(time.toInstant(ZoneOffset.UTC)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Europe/Berlin",
                "America/New_York",
                "Australia/Lord_Howe",
                "America/Havana",
                "Africa/Casablanca",
                "Asia/Shanghai",
                "Asia/Beirut"
            })
    void times_aroundEveryTurnOfTheClocksInAYear_followTheRule_andAreCountedRight(String zone) throws Exception {
        ZoneId id = ZoneId.of(zone);
        List<Instant> turns = new ArrayList<>();
        Instant yearEnd = Instant.parse("2027-06-01T00:00:00Z");
        for (ZoneOffsetTransition turn = id.getRules().nextTransition(Instant.parse("2026-06-01T00:00:00Z"));
                turn != null && turn.getInstant().isBefore(yearEnd);
                turn = id.getRules().nextTransition(turn.getInstant())) {
            turns.add(turn.getInstant());
        }
        if (turns.isEmpty()) {
            turns.add(Instant.parse("2026-11-20T00:00:00Z"));
        }
        Random random = new Random(7);
        for (Instant turn : turns) {
            Instant from = turn.minus(Duration.ofDays(1));
            Instant to = turn.plus(Duration.ofDays(1));
            for (String expression : EXPRESSIONS) {
                ScheduleTimes times = cron(expression, zone);
                TreeSet<Instant> expected = expected(expression, id, from, to);

                List<Instant> found = new ArrayList<>();
                for (Optional<Instant> next = times.next(from);
                        next.isPresent() && !next.get().isAfter(to);
                        next = times.next(next.get())) {
                    found.add(next.get());
                }

                assertThat(found).as(expression + " in " + zone).containsExactlyElementsOf(expected);
                ScheduleTimes.OfCron counted = (ScheduleTimes.OfCron) times;
                for (int i = 0; i < 20; i++) {
                    Instant a = from.plusSeconds(random.nextInt(2 * 86_400));
                    Instant b = i == 0 ? turn : a.plusSeconds(random.nextInt(86_400));
                    Instant start = i == 0 ? from : a;
                    Instant end = b.isAfter(to) ? to : b;
                    if (!start.isAfter(end)) {
                        assertThat(counted.times().count(start, end))
                                .as(expression + " in " + zone + " from " + start + " to " + end)
                                .isEqualTo(
                                        expected.subSet(start, false, end, true).size());
                    }
                }
            }
        }
    }

    @Test
    void dailyRun_inTheSkippedHour_runsAtItsEnd_andIsNotLeftOutFor47Hours() {
        ScheduleTimes times = cron("0 30 2 * * ?", "Europe/Berlin");

        assertThat(times.nextThree(Instant.parse("2027-03-27T00:00:00Z")))
                .containsExactly(
                        Instant.parse("2027-03-27T01:30:00Z"),
                        Instant.parse("2027-03-28T01:00:00Z"),
                        Instant.parse("2027-03-29T00:30:00Z"));
    }

    @Test
    void dailyRun_inTheDoubledHour_runsOnce() {
        assertThat(cron("0 30 2 * * ?", "Europe/Berlin").nextThree(Instant.parse("2026-10-24T12:00:00Z")))
                .containsExactly(
                        Instant.parse("2026-10-25T00:30:00Z"),
                        Instant.parse("2026-10-26T01:30:00Z"),
                        Instant.parse("2026-10-27T01:30:00Z"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Shanghai"})
    void quarterHourly_inAWholeYear_neverHasAHole(String zone) {
        ScheduleTimes times = cron("0 */15 * * * ?", zone);
        Instant last = Instant.parse("2026-01-01T00:00:00Z");
        Instant end = Instant.parse("2027-01-01T00:00:00Z");
        while (last.isBefore(end)) {
            Instant next = times.next(last).orElseThrow();
            assertThat(Duration.between(last, next)).isLessThanOrEqualTo(Duration.ofMinutes(15));
            last = next;
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "* * * * * ?",
                "*/7 1/13 2-20/3 ? * 2-6",
                "0,30 5-10,50/3 22-4 15 * ?",
                "10-50/20 0 0 ? JAN,NOV,DEC MON#2",
                "/10 /20 /6 * * ?",
                "0 0 12 29 2 ?",
                "0 0/5 8-18 ? * 6L 2026-2027"
            })
    void looks_ofAnyFields_areAsManyAsThereAreTimes(String expression) {
        ScheduleTimes.OfCron times = (ScheduleTimes.OfCron) cron(expression, "Europe/Berlin");
        Instant from = Instant.parse("2026-10-23T21:17:43.5Z");
        Instant to = from.plus(Duration.ofDays(expression.startsWith("* *") ? 2 : 45));
        long expected = 0;
        for (Optional<Instant> next = times.next(from);
                next.isPresent() && !next.get().isAfter(to);
                next = times.next(next.get())) {
            expected++;
        }

        assertThat(times.times().count(from, to)).isEqualTo(expected);
    }

    @Test
    void looks_ofEverySecond_arePricedWithoutCountingThem() {
        ScheduleTimes times = cron("* * * * * ?", "Asia/Shanghai");
        times.runs(Instant.now());
        long began = System.nanoTime();

        assertThat(times.runs(Instant.parse("2026-11-20T08:00:00Z"))).isEqualTo(30L * 86_400);
        assertThat(times.waiting(Instant.EPOCH)).map(WaitingTime::words).contains("1 s at worst, 500 ms on average");

        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(15));
    }

    @ParameterizedTest
    @CsvSource({"5m, 8640", "29d, 2", "365d, 1", "30d, 1", "1s, 2592000"})
    void looks_ofAPeriod_countTheOneAtTheStart(String period, long runs) {
        assertThat(Schedules.runs(Schedule.parse(period), ZoneOffset.UTC, Instant.now()))
                .isEqualTo(runs);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "20m | 20 min at worst, 10 on average",
                "30s | 30 s at worst, 15 on average",
                "5m | 5 min at worst, 2 min 30 s on average",
                "1h | 1 h at worst, 30 min on average",
                "1d | 1 d at worst, 12 h on average",
                "0 0/20 8-18 ? * MON-FRI | 20 min at worst, 10 on average (within 08:00-18:40 on MON-FRI; at other times,"
                        + " until the next run)",
                "0 0/20 8-18 ? * 2-6 | 20 min at worst, 10 on average (within 08:00-18:40 on MON-FRI; at other times,"
                        + " until the next run)",
                "0 0/20 8-18 * * ? | 20 min at worst, 10 on average (within 08:00-18:40; at other times, until the next run)",
                "0 0/20 * * * ? | 20 min at worst, 10 on average",
                "0 0/20 * ? * MON-FRI | 20 min at worst, 10 on average (within MON-FRI; at other times, until the next run)",
                "0 0 3 * * ? | 1 d at worst, 12 h on average",
                "0 0 8,12,16 * * ? | 4 h at worst, 2 on average (within 08:00-16:00; at other times, until the next run)"
            })
    void waitingTime_isSaidWithTheTimesForWhichItIsTrue(String schedule, String words) {
        assertThat(Schedules.of(Schedule.parse(schedule), ZoneId.of("Asia/Shanghai"))
                        .waiting(Instant.parse("2026-11-20T08:00:00Z"))
                        .orElseThrow()
                        .words())
                .isEqualTo(words);
    }

    @Test
    void problem_ofAnExpressionWithoutAFuture_saysWhatToDo() {
        assertThat(Schedules.problem(
                        "0 0 0 1 1 ? " + (LocalDate.now(ZoneOffset.UTC).getYear() - 1)))
                .contains("has no future fire time. Use a cron expression that matches a date after today.");
        assertThat(Schedules.problem("0 0 0 30 2 ?"))
                .contains("has no future fire time. Use a cron expression that matches a date after today.");
    }
}
