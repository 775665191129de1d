package io.rollcall.polling;

import io.rollcall.budget.ScheduleCost;
import io.rollcall.budget.SeenMeetings;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A flow whose polls are planned. Immutable.
 *
 * @param flow the flow's name
 * @param calls the calls of one poll in each of the 168 hours of the week, from Monday 00:00, by local time
 * @param events whether events start it too, while they come
 */
public record PolledFlow(String flow, List<Long> calls, boolean events) {
    /** The hours of a week. */
    static final int HOURS = 168;

    public PolledFlow {
        calls = List.copyOf(calls);
        if (calls.size() != HOURS) {
            throw new IllegalArgumentException("a week has " + HOURS + " hours, not " + calls.size());
        }
    }

    /**
     * A flow with the cost of its schedule.
     *
     * @param cost of one run
     * @param most calls of a run that may be made, {@code max-calls}
     */
    public static PolledFlow of(ScheduleCost cost, SeenMeetings seen, long most, boolean events) {
        return new PolledFlow(
                cost.flow(),
                IntStream.range(0, HOURS)
                        .mapToObj(hour ->
                                Math.min(most, cost.withMeetings(seen.at(hour)).callsPerRun()))
                        .toList(),
                events);
    }

    /** The calls of the most expensive poll. */
    long most() {
        return calls.stream().mapToLong(Long::longValue).max().orElse(0);
    }
}
