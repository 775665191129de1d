package io.rollcall.polling;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.budget.BillingMonth;
import io.rollcall.call.Moment;
import io.rollcall.hint.ReadSpacing;
import io.rollcall.schedule.FireTimes;
import io.rollcall.schedule.ScheduleTimes;
import io.rollcall.schedule.WorkingHours;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Plans that are followed: flows fire as planned, the ledger counts, and plans are made anew as in a program. */
class PollPlanSimulationTest {
    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");
    private static final Instant NEW_YEAR = Instant.parse("2026-12-31T16:00:00Z");

    /** One account over some time, with a clock that the test drives. */
    private static final class Simulation {
        final Random random;
        final ZoneId zone;
        final WorkingHours hours;
        final List<PollPattern> patterns;
        final long limit;
        final long reserve;
        final List<PolledFlow> flows;
        final boolean wanted;

        /** How much more or less than expected a poll costs, in percent. */
        int surprise;
        /** How many percent of polls fail after one call. */
        int failures;
        /** Calls that another process makes at once, on the tenth day. */
        long jump;
        /** How many meetings start in half an hour, at most; each is read as events say. */
        int starts;

        final EventReads allowance = new EventReads();
        final PriorityQueue<Read> due = new PriorityQueue<>(Comparator.comparing(Read::at));
        /** How many reads were made of meetings, by the number of reads before. */
        final Map<Integer, Integer> made = new TreeMap<>();

        final Map<Integer, Integer> left = new TreeMap<>();
        final Map<YearMonth, Long> used = new TreeMap<>();
        final Map<String, List<Instant>> polls = new LinkedHashMap<>();
        final List<Instant> refused = new ArrayList<>();
        Instant now;
        boolean live;
        PollPlan plan;
        int plans;

        Simulation(
                long seed,
                ZoneId zone,
                String hours,
                long limit,
                long reserve,
                boolean events,
                List<PolledFlow> flows) {
            this.random = new Random(seed);
            this.zone = zone;
            this.hours = WorkingHours.parse(hours);
            this.patterns = PollPattern.ladder(this.hours);
            this.limit = limit;
            this.reserve = reserve;
            this.wanted = events;
            this.live = events;
            this.flows = flows;
            this.now = NEW_YEAR;
            this.plan = made();
        }

        /** A read of a meeting that has started. @param before how many reads of it were due before */
        record Read(Instant at, int before) {}

        private void meetings() {
            int minute = now.atZone(zone).getMinute();
            if (starts > 0 && minute % 30 == 0 && hours.contains(minuteOfWeek())) {
                for (int i = random.nextInt(starts + 1); i > 0; i--) {
                    due.add(new Read(now.plusSeconds(20), 0));
                }
            }
            while (!due.isEmpty() && !due.peek().at().isAfter(now)) {
                Read read = due.remove();
                if (allowance.takes(plan, read.before(), now)) {
                    made.merge(read.before(), 1, Integer::sum);
                    boolean paid = spend(1);
                    // where polls cost more than planned, the ledger may refuse it
                    if (surprise == 0) {
                        assertThat(paid).as("a read that is allowed is paid").isTrue();
                    }
                } else {
                    left.merge(read.before(), 1, Integer::sum);
                }
                Duration pause = ReadSpacing.USUAL.untilNext(read.before() + 1);
                if (pause != null) {
                    due.add(new Read(now.plus(pause), read.before() + 1));
                }
            }
        }

        private int minuteOfWeek() {
            return (now.atZone(zone).getDayOfWeek().getValue() - 1) * 24 * 60
                    + now.atZone(zone).getHour() * 60
                    + now.atZone(zone).getMinute();
        }

        YearMonth month() {
            return BillingMonth.of(now, SHANGHAI).month();
        }

        long used() {
            return used.getOrDefault(month(), 0L);
        }

        MonthCalls month(long used) {
            return new MonthCalls(limit, reserve, used, SHANGHAI, null);
        }

        PollPlan made() {
            plans++;
            return PollPlan.of(new PlanInput(
                    now,
                    zone,
                    patterns,
                    month(used()),
                    new EventSupply(wanted, live, 0, 0),
                    flows,
                    List.of(),
                    Long.MAX_VALUE));
        }

        /** Spends as the ledger does: nothing beyond the limit of polls. */
        boolean spend(long calls) {
            long granted = Math.min(calls, Math.max(0, limit - reserve - used()));
            used.merge(month(), granted, Long::sum);
            return granted == calls;
        }

        void run(Duration length) {
            Instant end = now.plus(length);
            Instant jumpAt = now.plus(Duration.ofDays(10)).plus(Duration.ofMinutes(25));
            Map<String, FireTimes> fire = new LinkedHashMap<>();
            flows.forEach(flow -> fire.put(
                    flow.flow(),
                    new FireTimes(new ScheduleTimes.OfPlan(after -> plan.next(flow.flow(), after)), false, moment())));
            Instant nextLook = now;
            while (now.isBefore(end)) {
                meetings();
                // what is due is due by the plan that was in force
                Instant wake = now.plus(Duration.ofMinutes(10));
                for (PolledFlow flow : flows) {
                    Duration until = fire.get(flow.flow()).untilNext(moment());
                    if (until != null && until.isZero()) {
                        fire.get(flow.flow()).begun(moment());
                        poll(flow);
                        fire.get(flow.flow()).ended(moment());
                    }
                }
                if (jump > 0 && !now.isBefore(jumpAt)) {
                    spend(jump);
                    jump = 0;
                }
                if (plan.isOver(now) || (!now.isBefore(nextLook) && plan.isOvertaken(now, month(used())))) {
                    live = wanted && random.nextInt(100) < 80;
                    plan = made();
                }
                nextLook = now.isBefore(nextLook) ? nextLook : now.plus(Duration.ofMinutes(10));
                for (PolledFlow flow : flows) {
                    Duration until = fire.get(flow.flow()).untilNext(moment());
                    wake = until != null && now.plus(until).isBefore(wake) ? now.plus(until) : wake;
                }
                Instant halfHour = now.truncatedTo(ChronoUnit.HOURS)
                        .plus(Duration.ofMinutes(now.atZone(ZoneOffset.UTC).getMinute() < 30 ? 30 : 60));
                wake = starts > 0 && halfHour.isBefore(wake) ? halfHour : wake;
                wake = !due.isEmpty() && due.peek().at().isBefore(wake)
                        ? due.peek().at()
                        : wake;
                now = wake;
            }
        }

        private void poll(PolledFlow flow) {
            int hour = (now.atZone(zone).getDayOfWeek().getValue() - 1) * 24
                    + now.atZone(zone).getHour();
            long calls = flow.calls().get(hour);
            if (surprise > 0) {
                calls = Math.max(1, calls + calls * (random.nextInt(2 * surprise + 1) - surprise) / 100);
            }
            if (random.nextInt(100) < failures) {
                calls = 1;
            }
            if (spend(calls)) {
                polls.computeIfAbsent(flow.flow(), any -> new ArrayList<>()).add(now);
            } else {
                refused.add(now);
            }
        }

        private Moment moment() {
            return new Moment(now, now);
        }
    }

    private static PolledFlow flow(String name, Random random, int users, int meetings) {
        return new PolledFlow(
                name,
                IntStream.range(0, 168)
                        .mapToObj(hour -> (long) users + (meetings == 0 ? 0 : random.nextInt(meetings)))
                        .toList(),
                random.nextBoolean());
    }

    @Property(tries = 8)
    void month_staysWithinItsBudget_andEveryFlowPolls(
            @ForAll @IntRange(min = 300, max = 20_000) int limit,
            @ForAll @IntRange(max = 100) int reserve,
            @ForAll @IntRange(min = 1, max = 40) int users,
            @ForAll @IntRange(max = 30) int meetings,
            @ForAll @IntRange(max = 40) int failures,
            @ForAll @IntRange(max = 60) int surprise,
            @ForAll boolean events,
            @ForAll @IntRange(max = 20) int starts,
            @ForAll @IntRange(max = 1_000_000) int seed) {
        Random random = new Random(seed);
        String hours = random.nextBoolean() ? "MON-FRI 08:00-19:00" : "MON-SUN 06:30-01:15";
        ZoneId zone = random.nextBoolean() ? SHANGHAI : ZoneId.of("America/New_York");
        List<PolledFlow> flows = List.of(flow("a", random, users, meetings), flow("b", random, 1, 0));
        Simulation month = new Simulation(seed, zone, hours, limit, (long) limit * reserve / 100, events, flows);
        month.failures = failures;
        month.surprise = surprise;
        int jump = random.nextInt(limit);
        month.jump = jump;
        month.starts = starts;

        month.run(Duration.ofDays(35));

        month.used.values().forEach(used -> assertThat(used).isLessThanOrEqualTo(limit - month.reserve));
        for (PolledFlow flow : flows) {
            // with events, some polls are kept for gaps; a month that pays for a few only may lose the rest to another
            // process
            if (flow.most() * flows.size() * (events ? 8 : 2) <= limit - month.reserve - (events ? jump : 0)) {
                assertThat(month.polls.get(flow.flow())).as(flow.flow()).isNotEmpty();
            }
        }
        if (surprise == 0) {
            // neither reads nor what another process used makes a poll impossible that was planned after them
            assertThat(month.refused)
                    .as("polls that were planned and could not be paid")
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Asia/Shanghai", "America/New_York"})
    void year_isWithinTheBudgetOfEveryMonth_andWaitingTimesAreAsSaid(String zone) {
        ZoneId local = ZoneId.of(zone);
        Simulation year = new Simulation(
                1,
                local,
                "MON-FRI 08:00-19:00",
                5_000,
                1_000,
                false,
                List.of(new PolledFlow("board", java.util.Collections.nCopies(168, 5L), false)));

        year.run(Duration.ofDays(365));

        assertThat(year.used).hasSizeGreaterThanOrEqualTo(12);
        year.used.values().stream().limit(12).forEach(used -> assertThat(used)
                .as("nearly all is used, and no more")
                .isBetween(3_900L, 4_000L));
        assertThat(year.refused).isEmpty();
        List<Instant> polls = year.polls.get("board");
        // three times an hour is promised in every month: 28 minutes at worst
        for (int i = 1; i < polls.size(); i++) {
            Instant before = polls.get(i - 1);
            Duration gap = Duration.between(before, polls.get(i));
            boolean sameDay = before.atZone(local)
                    .toLocalDate()
                    .equals(polls.get(i).atZone(local).toLocalDate());
            assertThat(sameDay && gap.compareTo(Duration.ofMinutes(28)) > 0)
                    .as("%s after %s", gap, before)
                    .isFalse();
        }
        assertThat(year.polls.get("board")).allSatisfy(poll -> {
            int minute = (poll.atZone(local).getDayOfWeek().getValue() - 1) * 24 * 60
                    + poll.atZone(local).getHour() * 60
                    + poll.atZone(local).getMinute();
            assertThat(year.hours.contains(minute)).isTrue();
            assertThat(poll.getEpochSecond() % 60).isZero();
        });
    }

    @ParameterizedTest
    @CsvSource({"2, 0", "12, 0", "40, 90"})
    void reads_whenOnlyStartsArePushed_getWhatPollsLeave_firstReadsBeforeLaterOnes(int starts, int leftAtLeast) {
        List<PolledFlow> flows = List.of(new PolledFlow("board", java.util.Collections.nCopies(168, 5L), true));
        Simulation month = new Simulation(1, SHANGHAI, "MON-FRI 08:00-19:00", 5_000, 1_000, true, flows);
        month.starts = starts;

        month.run(Duration.ofDays(30));

        assertThat(month.refused).isEmpty();
        assertThat(month.used.values()).allSatisfy(used -> assertThat(used).isLessThanOrEqualTo(4_000));
        int first = month.made.getOrDefault(0, 0);
        int firstLeft = month.left.getOrDefault(0, 0);
        assertThat(first).isGreaterThan(300);
        assertThat(100 * firstLeft / (first + firstLeft)).isGreaterThanOrEqualTo(leftAtLeast);
        assertThat(month.made.getOrDefault(1, 0)).isLessThan(first);
    }

    @Test
    void plan_isMadeOncePerHour_andAtLedgerJumps() {
        List<PolledFlow> flows = List.of(new PolledFlow("board", java.util.Collections.nCopies(168, 5L), false));
        Simulation day = new Simulation(1, SHANGHAI, "MON-SUN 00:00-24:00", 5_000, 1_000, false, flows);
        day.run(Duration.ofDays(11));
        int without = day.plans;
        Simulation jumped = new Simulation(1, SHANGHAI, "MON-SUN 00:00-24:00", 5_000, 1_000, false, flows);
        jumped.jump = 1_500;
        jumped.run(Duration.ofDays(11));

        assertThat(without).isBetween(11 * 24, 11 * 24 + 2);
        assertThat(jumped.plans).isEqualTo(without + 1);
        assertThat(Optional.of(jumped.polls.get("board").size()))
                .as("tightened")
                .get()
                .isNotEqualTo(day.polls.get("board").size());
    }
}
