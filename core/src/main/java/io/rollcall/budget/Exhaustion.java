package io.rollcall.budget;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;

/**
 * A vendor's refusal of metered calls because the organization's calls of a month are used up. The vendor may be wrong, and
 * an organization may buy more calls, so one call a day is sent to try again. Near the turn of a month the vendor's month
 * may be another one than Rollcall's; there a refusal means a short pause only. Immutable.
 *
 * @param since when the vendor refused first
 * @param nextTry from when on one call may be sent to try again
 */
public record Exhaustion(Instant since, Instant nextTry) {
    /** How long the calls of a month rest after a refusal: a day, with some room for schedules that run once a day. */
    static final Duration DAILY = Duration.ofDays(1).minusMinutes(10);

    /** How long they rest near the turn of a month, and while the outcome of a try is unknown. */
    static final Duration BRIEF = Duration.ofMinutes(15);

    // assumption: the vendor may count in UTC, 8 hours behind its own country; an hour more for clocks that differ
    private static final Duration TURN = Duration.ofHours(9);

    /** The state after a first refusal of a call that was counted in {@code month}. */
    public static Exhaustion first(BillingMonth month, Instant now) {
        return new Exhaustion(now, now.plus(rest(month, now)));
    }

    /** The state after one more refusal. */
    public Exhaustion again(BillingMonth month, Instant now) {
        return new Exhaustion(since.isAfter(now) ? now : since, now.plus(rest(month, now)));
    }

    /** The state while a call is under way to try again: others wait for its outcome, in case it has none for a while. */
    public Exhaustion trying(Instant now) {
        return new Exhaustion(since, now.plus(BRIEF));
    }

    /** Whether a call may be sent to try again. A clock that was set back does not make a rest longer than a day. */
    public boolean mayTry(Instant now) {
        return !now.isBefore(nextTry) || nextTry.isAfter(now.plus(Duration.ofDays(1)));
    }

    /**
     * The refusal in words, with what to do.
     *
     * @param vendor the name of the vendor that refuses
     * @param zone of the times in the message
     */
    public String words(String vendor, ZoneId zone) {
        return "metered calls have been refused since " + BillingMonth.words(since, zone) + " by " + vendor
                + ": the organization's calls of this month are used up. Wait for the next month, or buy more calls."
                + " Rollcall sends one call after " + BillingMonth.words(nextTry, zone) + " to find out.";
    }

    private static Duration rest(BillingMonth month, Instant now) {
        boolean sure = now.isAfter(month.start().plus(TURN))
                && now.isBefore(month.end().minus(TURN));
        return sure ? DAILY : BRIEF;
    }
}
