package io.rollcall.budget;

import java.util.Map;
import java.util.OptionalLong;

/**
 * How many calls a flow's polls made for running meetings. Immutable.
 *
 * @param byHour those of the last poll in each hour of the week, from 0 for Monday 00:00 to 167, by local time; without hours
 *     of which nothing is known
 * @param last those of the last poll that found running meetings; empty if unknown
 */
public record SeenMeetings(Map<Integer, Long> byHour, OptionalLong last) {
    /** Nothing is known. */
    public static final SeenMeetings NONE = new SeenMeetings(Map.of(), OptionalLong.empty());

    private static final int DAY = 24;

    public SeenMeetings {
        byHour = Map.copyOf(byHour);
    }

    /**
     * The calls to expect in an hour of the week: as seen in that hour, else the mean of that hour on other days, rounded up,
     * else as last seen; empty if unknown.
     */
    public OptionalLong at(int hourOfWeek) {
        Long seen = byHour.get(hourOfWeek);
        if (seen != null) {
            return OptionalLong.of(seen);
        }
        long[] others = byHour.entrySet().stream()
                .filter(hour -> hour.getKey() % DAY == hourOfWeek % DAY)
                .mapToLong(Map.Entry::getValue)
                .toArray();
        if (others.length == 0) {
            return last;
        }
        long sum = 0;
        for (long calls : others) {
            sum += calls;
        }
        return OptionalLong.of((sum + others.length - 1) / others.length);
    }
}
