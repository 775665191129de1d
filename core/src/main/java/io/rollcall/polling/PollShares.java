package io.rollcall.polling;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/**
 * Shares what is left of a month's calls among flows: each gets the densest pattern that can be kept up until the month
 * ends, those with the fewest polls first. A pattern is never begun that the rest of the month cannot afford; so what
 * rounding leaves, and what failed or cheaper polls leave, makes the patterns denser towards the end of the month.
 */
final class PollShares {
    /**
     * The most polls an hour while events come: one right after each hour and half hour, when meetings begin. They only make
     * up for lost events.
     */
    private static final int PER_HOUR_WITH_EVENTS = 2;

    /** Polls a day, of each flow that has events, for gaps in the connection: an assumption. */
    private static final int GAPS_A_DAY = 1;

    /**
     * The part of what is left that polls leave while events come: for reads of meetings of which only the start is pushed.
     * A read finds out sooner than a poll who joined, and costs less. What is not read makes the polls denser later.
     */
    private static final int READS_PART = 5;

    /** Of the rate limits, polls use a half; the other half is for changes and other flows. */
    private static final int SHARE_OF_RATE = 2;

    private final PlanInput input;
    private final PlannedPolls.Stretch stretch;
    private final List<Share> shares;
    private long left;

    /** What one flow has so far. */
    private static final class Share {
        final PolledFlow flow;
        final long mostPerHour;
        int level = -1;
        long calls;

        Share(PolledFlow flow, long mostPerHour) {
            this.flow = flow;
            this.mostPerHour = mostPerHour;
        }
    }

    private PollShares(PlanInput input) {
        this.input = input;
        this.shares = input.flows().stream()
                .map(flow -> new Share(flow, mostPerHour(flow, input)))
                .toList();
        this.stretch = stretch(input);
    }

    private static PlannedPolls.Stretch stretch(PlanInput input) {
        Instant allowed = input.month().notBefore();
        Instant from = allowed == null || allowed.isBefore(input.now()) ? input.now() : allowed;
        return PlannedPolls.Stretch.of(input.zone(), from, input.end());
    }

    /** Whether there is time to poll before the month ends. */
    static boolean hasWorkingTime(PlanInput input) {
        PollPattern densest = input.patterns().get(input.patterns().size() - 1);
        return new PlannedPolls(densest, stretch(input))
                .next(input.now().minusNanos(1))
                .isPresent();
    }

    /** The calls of flows with other schedules until the month ends. */
    static long fixedCalls(PlanInput input) {
        return input.fixed().stream()
                .mapToLong(polls -> polls.calls(input.now(), input.end()))
                .reduce(0, PollShares::sum);
    }

    private static long sum(long one, long other) {
        return one > Long.MAX_VALUE - other ? Long.MAX_VALUE : one + other;
    }

    /** The calls for gaps until the month ends; at most a tenth of {@code left}, so that they leave polls to a schedule. */
    private static long callsForGaps(PlanInput input, long left) {
        if (!input.events().wanted()) {
            return 0;
        }
        long days = Duration.between(input.now(), input.end()).toDays() + 1;
        long calls = input.flows().stream()
                .filter(PolledFlow::events)
                .mapToLong(flow -> flow.most() * GAPS_A_DAY * days)
                .sum();
        return Math.min(calls, left / 10);
    }

    /** The polls of each flow until the month ends, in the order of the flows. */
    static List<PlannedPolls> of(PlanInput input) {
        return new PollShares(input).share();
    }

    private List<PlannedPolls> share() {
        left = leftByOthers(input);
        left -= callsForGaps(input, left);
        left -= hasReads() ? left / READS_PART : 0;
        List<Share> rising = new ArrayList<>(shares);
        while (!rising.isEmpty()) {
            Share lowest = Collections.min(rising, Comparator.comparingInt(share -> share.level));
            if (!raise(lowest)) {
                rising.remove(lowest);
            }
        }
        return shares.stream().map(this::polls).toList();
    }

    private boolean hasReads() {
        return input.events().works() && input.flows().stream().anyMatch(PolledFlow::events);
    }

    private static long leftByOthers(PlanInput input) {
        return Math.max(0, input.month().left() - fixedCalls(input));
    }

    /** The calls that are kept for gaps in the events until the month ends. */
    static long callsForGaps(PlanInput input) {
        return callsForGaps(input, leftByOthers(input));
    }

    private boolean raise(Share share) {
        int next = share.level + 1;
        if (next == input.patterns().size() || input.patterns().get(next).perHour() > share.mostPerHour) {
            return false;
        }
        long calls = polls(next).calls(share.flow.calls());
        if (calls - share.calls > left) {
            return false;
        }
        left -= calls - share.calls;
        share.calls = calls;
        share.level = next;
        return true;
    }

    private static long mostPerHour(PolledFlow flow, PlanInput input) {
        long most = flow.events() && input.events().works() ? PER_HOUR_WITH_EVENTS : Long.MAX_VALUE;
        long perPoll = Math.max(1, flow.most()) * input.flows().size() * SHARE_OF_RATE;
        return Math.min(most, Math.max(1, input.callsAnHour() / perPoll));
    }

    private PlannedPolls polls(int level) {
        return new PlannedPolls(input.patterns().get(level), stretch);
    }

    /** Without a pattern that can be kept up, a single poll, if it can be afforded. */
    private PlannedPolls polls(Share share) {
        PlannedPolls planned = polls(Math.max(0, share.level));
        if (share.level >= 0 && planned.next(stretch.from().minusNanos(1)).isPresent()) {
            return planned;
        }
        PlannedPolls first = new PlannedPolls(hourly(), stretch).first(true);
        long once = first.calls(share.flow.calls());
        boolean affordable = once <= left;
        left -= affordable ? once : 0;
        return first.first(affordable);
    }

    private PollPattern hourly() {
        return input.patterns().stream()
                .filter(pattern -> pattern.perHour() == 1)
                .findFirst()
                .orElseThrow();
    }
}
