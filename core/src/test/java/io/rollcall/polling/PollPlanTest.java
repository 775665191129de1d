package io.rollcall.polling;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.schedule.ScheduleTimes;
import io.rollcall.schedule.WaitingTime;
import io.rollcall.schedule.WorkingHours;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PollPlanTest {
    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");
    private static final String OFFICE = "MON-FRI 08:00-19:00";
    private static final String ALWAYS = "MON-SUN 00:00-24:00";

    /** In Shanghai: a month of 23 working days, on its first day, a Tuesday, at midnight. */
    private static final Instant DECEMBER = Instant.parse("2026-11-30T16:00:00Z");

    private Instant now = DECEMBER;
    private String hours = OFFICE;
    private ZoneId zone = SHANGHAI;
    private EventSupply events = EventSupply.NONE;
    private long limit = 5_000;
    private long reserve = 1_000;
    private long used;
    private @Nullable Instant notBefore;
    private List<FixedPolls> fixed = List.of();
    private long callsAnHour = Long.MAX_VALUE;

    private static PolledFlow flow(String name, long calls) {
        return new PolledFlow(name, Collections.nCopies(168, calls), true);
    }

    private PollPlan plan(PolledFlow... flows) {
        return PollPlan.of(new PlanInput(
                now,
                zone,
                PollPattern.ladder(WorkingHours.parse(hours)),
                new MonthCalls(limit, reserve, used, SHANGHAI, notBefore),
                events,
                List.of(flows),
                fixed,
                callsAnHour));
    }

    private static int perHour(PollPlan plan, String flow) {
        return plan.pattern(flow).orElseThrow().perHour();
    }

    @ParameterizedTest
    @CsvSource({"2026-11-30T16:00:00Z", "2027-01-31T16:00:00Z", "2027-02-28T16:00:00Z"})
    void fiveUsers_areTheDesignsExample_andPolledThreeTimesAnHourFromTheFirstDayOn(Instant first) {
        now = first;

        PollPlan plan = plan(flow("board", 5));

        assertThat(perHour(plan, "board")).isGreaterThanOrEqualTo(3);
        // every twenty minutes is ten minutes on average
        assertThat(plan.waiting("board").orElseThrow().average()).isLessThan(Duration.ofMinutes(10));
        assertThat(plan.forecast()).isLessThanOrEqualTo(4_000);
    }

    @Test
    void threeUsersAroundTheClock_areTheDesignsExample_andPolledEveryHalfHour() {
        hours = ALWAYS;
        reserve = 500;

        PollPlan plan = plan(flow("board", 3));

        assertThat(perHour(plan, "board")).isEqualTo(2);
        assertThat(plan.waiting("board").orElseThrow().worst()).isEqualTo(Duration.ofMinutes(30));
        assertThat(plan.forecast()).isEqualTo(31 * 24 * 2 * 3).isLessThanOrEqualTo(4_500);
    }

    @Test
    void polls_areRightAfterMeetingsBegin_thenBetween() {
        PollPlan plan = plan(flow("board", 5));

        assertThat(plan.next("board", now, 4))
                .containsExactly(
                        at("2026-12-01T08:03"), at("2026-12-01T08:14"), at("2026-12-01T08:35"), at("2026-12-01T09:03"));
        assertThat(plan.pattern("board").orElseThrow().words())
                .isEqualTo("3 times an hour (at :03, :14, :35), MON-FRI 08:00-19:00");
        assertThat(plan.waiting("board").orElseThrow().words())
                .isEqualTo(
                        "28 min at worst, 7 min 30 s on average (within MON-FRI 08:00-19:00, up to a day's last poll;"
                                + " at other times, until the next run)");
    }

    private static Instant at(String local) {
        return java.time.LocalDateTime.parse(local).atZone(SHANGHAI).toInstant();
    }

    @Test
    void whatIsLeftNearTheEndOfTheMonth_makesPollsDenser() {
        now = at("2026-12-31T09:00");
        used = 3_000;

        assertThat(perHour(plan(flow("board", 5)), "board")).isEqualTo(20);
        used = 3_999;
        assertThat(plan(flow("board", 5)).next("board", now)).hasValue(at("2027-01-01T08:03"));
        used = 3_995;
        List<Instant> last = plan(flow("board", 5)).next("board", now, 2);
        assertThat(last.get(0)).as("the last poll of the month").isBefore(at("2026-12-31T19:00"));
        assertThat(last.get(1)).isEqualTo(at("2027-01-01T08:03"));
    }

    @Test
    void monthWithoutWorkingTimeLeft_showsTheNextMonthsPattern() {
        // a Sunday
        now = at("2027-01-31T12:00");
        used = 3_900;

        PollPlan plan = plan(flow("board", 5));

        assertThat(perHour(plan, "board")).isEqualTo(3);
        assertThat(plan.next("board", now)).hasValue(at("2027-02-01T08:03"));
        assertThat(plan.forecast()).isEqualTo(3_900);
        now = at("2027-01-29T12:00");
        used = 4_000;
        assertThat(plan(flow("board", 5)).pattern("board"))
                .as("time is left, calls are not")
                .isEmpty();
    }

    @Test
    void callsForASinglePoll_areUsedForIt() {
        hours = "MON-FRI 08:00-08:10";
        now = at("2026-12-31T07:00");
        limit = 1_000;
        reserve = 0;
        used = 900;

        PollPlan plan = plan(flow("board", 100));

        assertThat(plan.next("board", now)).hasValue(at("2026-12-31T08:03"));
        assertThat(plan.forecast()).isEqualTo(1_000);
    }

    @Test
    void flowWithManyUsers_isPolledAFewTimesAWeek() {
        PollPlan plan = plan(flow("everyone", 400));

        assertThat(plan.pattern("everyone").orElseThrow().words()).isEqualTo("2 times a week, MON-FRI 08:00-19:00");
        assertThat(plan.forecast()).isLessThanOrEqualTo(4_000);
        assertThat(plan.waiting("everyone").orElseThrow().worst()).isGreaterThan(Duration.ofDays(2));
    }

    @Test
    void severalFlows_shareTheBudget_andTheCheaperTakesWhatIsLeft() {
        PollPlan plan = plan(flow("board", 12), flow("duty", 1));

        assertThat(perHour(plan, "board")).isEqualTo(1);
        assertThat(perHour(plan, "duty")).isEqualTo(3);
        assertThat(plan.calls("board") + plan.calls("duty"))
                .isEqualTo(plan.forecast())
                .isLessThanOrEqualTo(4_000);
    }

    @Test
    void fixedSchedules_areTakenOffFirst() {
        long without = plan(flow("board", 5)).calls("board");
        fixed = List.of(new FixedPolls(new ScheduleTimes.OfPeriod(Duration.ofHours(1)), 3));

        PollPlan plan = plan(flow("board", 5));

        assertThat(plan.calls("board")).isLessThan(without);
        assertThat(plan.forecast()).isEqualTo(31 * 24 * 3 + plan.calls("board")).isLessThanOrEqualTo(4_000);

        fixed = List.of(new FixedPolls(new ScheduleTimes.OfPeriod(Duration.ofSeconds(1)), 3));
        assertThat(plan(flow("board", 5)).next("board", now))
                .as("neither this month nor the next has calls left")
                .isEmpty();
    }

    @Test
    void events_relaxThePlan_andTheirLossTightensIt() {
        events = new EventSupply(true, true, 10, 3_000);
        PollPlan with = plan(flow("board", 5));

        assertThat(perHour(with, "board")).isEqualTo(2);
        assertThat(with.next("board", now, 2)).containsExactly(at("2026-12-01T08:05"), at("2026-12-01T08:35"));

        now = at("2026-12-15T00:00");
        used = 5 * 11 * 11;
        events = new EventSupply(true, false, 10, 3_000);
        assertThat(perHour(plan(flow("board", 5)), "board")).isGreaterThanOrEqualTo(4);
        events = new EventSupply(true, true, 3_000, 3_000);
        assertThat(perHour(plan(flow("board", 5)), "board")).as("used up").isGreaterThanOrEqualTo(4);
        events = new EventSupply(true, true, 10, 3_000);
        assertThat(perHour(plan(flow("board", 5)).withEvents(false), "board")).isGreaterThanOrEqualTo(4);
        PolledFlow polled = new PolledFlow("polled", Collections.nCopies(168, 5L), false);
        assertThat(perHour(plan(polled), "polled")).as("without events").isGreaterThanOrEqualTo(4);
    }

    @Test
    void billingMonth_turnsInTheVendorsZone_whileHoursAreLocal() {
        zone = ZoneId.of("America/New_York");
        // the last working day in New York; the month ends there at 11:00
        now = Instant.parse("2026-12-31T13:00:00Z");
        used = 4_000;

        assertThat(plan(flow("board", 5)).next("board", now))
                .as("11:03 in New York, in January of Shanghai")
                .hasValue(Instant.parse("2026-12-31T16:03:00Z"));
        used = 3_900;
        PollPlan plan = plan(flow("board", 5));
        assertThat(plan.next("board", now).orElseThrow()).isBefore(Instant.parse("2026-12-31T13:10:00Z"));
        assertThat(plan.forecast()).isLessThanOrEqualTo(4_000);
    }

    @Test
    void refusal_stopsPollsUntilTheNextTry() {
        now = at("2026-12-10T09:00");
        notBefore = at("2026-12-11T08:50");

        assertThat(plan(flow("board", 5)).next("board", now))
                .hasValueSatisfying(poll -> assertThat(poll).isBetween(at("2026-12-11T08:50"), at("2026-12-11T09:20")));
    }

    @Test
    void withoutMetering_pollsAreOnceAMinute_withinHalfOfTheRate() {
        limit = 0;
        assertThat(plan(flow("board", 5)).pattern("board").orElseThrow().words())
                .isEqualTo("once a minute, MON-FRI 08:00-19:00");

        callsAnHour = 20 * 3_600;
        assertThat(perHour(plan(flow("everyone", 2_000)), "everyone")).isEqualTo(12);
        assertThat(perHour(plan(flow("everyone", 100_000)), "everyone")).isEqualTo(1);
    }

    @Test
    void plan_isOverAfterAnHour_atTheTurnOfTheMonth_andWhenTheClockIsSetBack() {
        now = at("2026-12-31T23:30");
        PollPlan plan = plan(flow("board", 5));

        assertThat(plan.isOver(at("2026-12-31T23:59"))).isFalse();
        assertThat(plan.isOver(at("2027-01-01T00:00"))).isTrue();
        assertThat(plan.isOver(at("2026-12-31T23:29"))).isTrue();
        now = at("2026-12-10T09:00");
        assertThat(plan(flow("board", 5)).isOver(at("2026-12-10T10:00"))).isTrue();
    }

    @Test
    void plan_isOvertaken_whenTheLedgerIsNotAsExpected() {
        now = at("2026-12-10T09:00");
        used = 1_000;
        PollPlan plan = plan(flow("board", 5));
        long expected = 1_000 + 3 * 5;

        assertThat(plan.isOvertaken(at("2026-12-10T09:59"), used(expected))).isFalse();
        assertThat(plan.isOvertaken(at("2026-12-10T09:59"), used(expected + 30)))
                .isFalse();
        assertThat(plan.isOvertaken(at("2026-12-10T09:59"), used(expected + 200)))
                .isTrue();
        assertThat(plan.isOvertaken(at("2026-12-10T09:59"), used(expected - 200)))
                .isTrue();
    }

    private MonthCalls used(long calls) {
        return new MonthCalls(limit, reserve, calls, SHANGHAI, notBefore);
    }

    @Test
    void plan_isOvertaken_whenTheVendorBeginsToRefuse_andWhenItAcceptsAgain() {
        now = at("2026-12-10T09:00");
        PollPlan plan = plan(flow("board", 5));
        notBefore = at("2026-12-11T08:50");
        PollPlan refused = plan(flow("board", 5));

        assertThat(plan.isOvertaken(now, used(0))).isTrue();
        assertThat(refused.isOvertaken(now, used(0))).isFalse();
        notBefore = null;
        assertThat(refused.isOvertaken(now, used(0))).isTrue();
        assertThat(plan.isOvertaken(now, used(0))).isFalse();
    }

    @Test
    void costByTheHour_isSpentAsItFalls() {
        List<Long> calls = new java.util.ArrayList<>(Collections.nCopies(168, 1L));
        for (int day = 0; day < 5; day++) {
            calls.set(day * 24 + 9, 30L);
        }
        PollPlan plan = plan(new PolledFlow("board", calls, true));

        int polls = perHour(plan, "board");
        assertThat(plan.calls("board")).isEqualTo(23L * polls * (30 + 10)).isLessThanOrEqualTo(4_000);
    }

    @Test
    void waitingTime_ofHoursOverMidnight_hasNoGapAtMidnight() {
        hours = "MON-FRI 22:00-06:00";
        WaitingTime waiting = plan(flow("night", 5)).waiting("night").orElseThrow();

        assertThat(waiting.worst()).isLessThanOrEqualTo(Duration.ofMinutes(30));
    }
}
