package io.rollcall.polling;

import io.rollcall.hint.ReadSpacing;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Decides which reads of meetings' members events may start, so that they use only calls that neither polls nor changes
 * need. Within 24 hours at most the part of these calls that falls to one of the days left is used; the later reads of a
 * meeting stop before that, so that the next meeting has its first read. One for each application. Thread-safe.
 */
public final class EventReads {
    private static final Duration WINDOW = Duration.ofDays(1);

    private final Deque<Instant> ofLastDay = new ArrayDeque<>();
    private @Nullable PollPlan plan;
    private long spare;

    /**
     * Whether one more read may be made; counts it if so.
     *
     * @param inForce the plan of polls that is in force
     * @param made how many reads of the same meeting were due before
     * @param now a reading of a monotonic clock
     */
    public synchronized boolean takes(PollPlan inForce, int made, Instant now) {
        if (inForce != plan) {
            plan = inForce;
            spare = inForce.spare();
        }
        while (!ofLastDay.isEmpty() && !ofLastDay.peek().plus(WINDOW).isAfter(now)) {
            ofLastDay.remove();
        }
        if (spare <= 0 || ofLastDay.size() >= most(made, inForce.daysLeft(), spare)) {
            return false;
        }
        spare--;
        ofLastDay.add(now);
        return true;
    }

    /** How many reads within a day allow another one: all for a first read, three quarters up to the third, then a half. */
    private static long most(int made, long days, long spare) {
        long ofDay = spare / days + (spare % days == 0 ? 0 : 1);
        if (made == 0) {
            return ofDay;
        }
        return made < ReadSpacing.FIRST_READS ? ofDay / 4 * 3 + ofDay % 4 * 3 / 4 : ofDay / 2;
    }
}
