package io.rollcall.budget;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;

/**
 * A vendor's refusal of metered calls because the organization's calls of a month are used up. The refusal may be wrong, and
 * an organization may buy more calls, so Rollcall sends one call a day to try again. Near the turn of a month the vendor's
 * month may differ from Rollcall's; then a refusal means a short pause only. Immutable.
 *
 * @param since when the vendor refused first
 * @param nextTry the earliest time for one call to try again
 */
public record Exhaustion(Instant since, Instant nextTry) {
    /** The pause after a refusal: a day, minus ten minutes for schedules that run once a day. */
    static final Duration DAILY = Duration.ofDays(1).minusMinutes(10);

    /** The pause near the turn of a month, and while the outcome of an attempt is unknown. */
    static final Duration BRIEF = Duration.ofMinutes(15);

    // assumption: the vendor may count in UTC, 8 hours behind its own country; an hour more for clocks that differ
    private static final Duration TURN = Duration.ofHours(9);

    /** The state after a first refusal of a call that was counted in {@code month}. */
    public static Exhaustion first(BillingMonth month, Instant now) {
        return new Exhaustion(now, now.plus(pause(month, now)));
    }

    /** The state after one more refusal. */
    public Exhaustion again(BillingMonth month, Instant now) {
        return new Exhaustion(since.isAfter(now) ? now : since, now.plus(pause(month, now)));
    }

    /** The state during an attempt: other callers wait for its outcome. */
    public Exhaustion trying(Instant now) {
        return new Exhaustion(since, now.plus(BRIEF));
    }

    /** Whether a call may be sent to try again. A clock that was set back does not extend the pause beyond a day. */
    public boolean mayTry(Instant now) {
        return !now.isBefore(nextTry) || nextTry.isAfter(now.plus(Duration.ofDays(1)));
    }

    /**
     * The refusal in words, with what to do.
     *
     * @param vendor the name of the vendor that refuses
     * @param zone the time zone of the message
     */
    public String words(String vendor, ZoneId zone) {
        return "metered calls have been refused since " + BillingMonth.words(since, zone) + " by " + vendor
                + ": the organization's calls of this month are used up. Wait for the next month, or buy more calls."
                + " Rollcall sends one call after " + BillingMonth.words(nextTry, zone) + " to find out.";
    }

    private static Duration pause(BillingMonth month, Instant now) {
        boolean sure = now.isAfter(month.start().plus(TURN))
                && now.isBefore(month.end().minus(TURN));
        return sure ? DAILY : BRIEF;
    }
}
