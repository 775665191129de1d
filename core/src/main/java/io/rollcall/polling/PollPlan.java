package io.rollcall.polling;

import io.rollcall.schedule.WaitingTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The polls of an application's flows with {@code schedule=auto}: a function of what is left of the month's calls, the
 * working time left, what polls cost, and whether events come. It is made anew at least once an hour. Immutable and
 * thread-safe.
 */
public final class PollPlan {
    /** How long a plan is followed. */
    private static final Duration VALID = Duration.ofHours(1);

    /** A difference between used and expected calls that is not worth a new plan, as a part of what is left. */
    private static final int PART_OF_REST = 50;

    private final PlanInput input;
    private final List<PlannedPolls> month;

    private PollPlan(PlanInput input) {
        this.input = input;
        this.month = PollShares.of(input);
    }

    /** Makes the plan. */
    public static PollPlan of(PlanInput input) {
        return new PollPlan(input);
    }

    /** The plan with events, or without any, all else being the same. */
    public PollPlan withEvents(boolean working) {
        return of(input.withEvents(working));
    }

    /** What it was made from. */
    public PlanInput input() {
        return input;
    }

    /** The first poll of a flow after a time, in this month or the next; empty if there is none. Never before the plan. */
    public Optional<Instant> next(String flow, Instant after) {
        return index(flow)
                .flatMap(at -> month.get(at).next(after).or(() -> nextMonth(at).next(after)));
    }

    // made where it is needed: that is seldom, in the last hours of a month
    private PlannedPolls nextMonth(int at) {
        return PollShares.of(input.nextMonth()).get(at);
    }

    /** The next polls of a flow, at most so many. */
    public List<Instant> next(String flow, Instant after, int most) {
        List<Instant> polls = new ArrayList<>();
        Optional<Instant> poll = next(flow, after);
        while (poll.isPresent() && polls.size() < most) {
            polls.add(poll.get());
            poll = next(flow, poll.get());
        }
        return polls;
    }

    /**
     * When a flow polls, until the month ends, or in the next month where this one has no working time left; empty if its calls do
     * not allow a pattern.
     */
    public Optional<PollPattern> pattern(String flow) {
        return index(flow)
                .map(at -> PollShares.hasWorkingTime(input) ? month.get(at) : nextMonth(at))
                .filter(PlannedPolls::isKeptUp)
                .map(PlannedPolls::pattern);
    }

    /** How long people wait for a flow's polls; empty if its calls do not allow a pattern. */
    public Optional<WaitingTime> waiting(String flow) {
        return pattern(flow).map(PollPattern::waiting);
    }

    private Optional<Integer> index(String flow) {
        return IntStream.range(0, input.flows().size())
                .filter(at -> input.flows().get(at).flow().equals(flow))
                .boxed()
                .findFirst();
    }

    /** The calls of one flow's polls from now until the month ends. */
    public long calls(String flow) {
        return index(flow).map(at -> calls(at, input.end())).orElse(0L);
    }

    private long calls(int at, Instant upTo) {
        return month.get(at).calls(input.flows().get(at).calls(), upTo);
    }

    /** The month's calls at its end, if all polls of all flows are made; changes come on top, from the reserve. */
    public long forecast() {
        return expected(input.end());
    }

    /** The month's calls at a time, if all polls are made. */
    private long expected(Instant time) {
        long fixed = input.fixed().stream()
                .mapToLong(polls -> polls.calls(input.now(), time))
                .reduce(0, PollPlan::sum);
        long planned = IntStream.range(0, month.size())
                .mapToLong(at -> calls(at, time))
                .sum();
        return sum(sum(input.month().used(), planned), fixed);
    }

    /** The calls that neither polls nor the reserve need until the month ends; none while the vendor refuses calls. */
    long spare() {
        MonthCalls calls = input.month();
        if (calls.limit() == 0) {
            return Long.MAX_VALUE;
        }
        Instant notBefore = calls.notBefore();
        if (notBefore != null && input.now().isBefore(notBefore)) {
            return 0;
        }
        long kept = sum(forecast(), PollShares.callsForGaps(input));
        return Math.max(0, calls.limit() - calls.reserve() - kept);
    }

    /** The days until the month ends, 1 or more. */
    long daysLeft() {
        return Duration.between(input.now(), input.end()).toDays() + 1;
    }

    private static long sum(long one, long other) {
        return one > Long.MAX_VALUE - other ? Long.MAX_VALUE : one + other;
    }

    /** Whether a new plan is due: an hour passed, the month turned, or the clock was set. */
    public boolean isOver(Instant now) {
        return now.isBefore(input.now()) || !now.isBefore(input.now().plus(VALID)) || !now.isBefore(input.end());
    }

    /**
     * Whether calls were used that the plan did not expect, or expected calls were not used: by another process, by changes,
     * or because meetings were more or fewer; or whether the vendor began to refuse calls, or accepts them again. A
     * difference of two polls, or of a fiftieth of what is left, is not worth a new plan.
     *
     * @param month the month's calls now
     */
    public boolean isOvertaken(Instant now, MonthCalls month) {
        if (!Objects.equals(month.notBefore(), input.month().notBefore())) {
            return true;
        }
        if (month.limit() == 0) {
            return false;
        }
        long most = input.flows().stream().mapToLong(PolledFlow::most).sum();
        long tolerated = Math.max(2 * most, input.month().left() / PART_OF_REST);
        return Math.abs(month.used() - expected(now)) > tolerated;
    }
}
