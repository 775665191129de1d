package io.rollcall.state;

import io.rollcall.budget.BillingMonth;
import io.rollcall.budget.CallUse;
import io.rollcall.budget.Exhaustion;
import io.rollcall.budget.Grant;
import io.rollcall.budget.SeenMeetings;
import io.rollcall.budget.UsedCalls;
import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;

/**
 * Counts metered calls per application and calendar month, for all flows and processes together. Every method throws
 * {@link StoreException} if the store cannot be used. Thread-safe.
 */
public interface LedgerRepository {

    /**
     * Counts one call, and for what it is made, unless the month's calls are used up.
     *
     * @param limit the maximum number of calls in the month
     * @return whether the call was counted
     */
    boolean spend(String application, YearMonth month, long limit, CallUse use);

    /**
     * Subtracts one counted call: the vendor rejected it because of a rate limit and does not count it. If the day has no
     * such call, it is taken from the last day of the month that has one.
     */
    void giveBack(String application, YearMonth month, CallUse use);

    /** For what the month's calls were made, in the order of the days; kept for 13 months. */
    List<UsedCalls> uses(String application, YearMonth month);

    /** The month's calls so far. */
    long used(String application, YearMonth month);

    /** The vendor's refusal of the month's calls that is in force; empty if there is none. */
    Optional<Exhaustion> exhaustion(String application, YearMonth month);

    /** Records that the vendor refused a call of the month because the organization's calls are used up. */
    void refused(String application, BillingMonth month, Instant now);

    /**
     * Claims the one call that tries again, if the refusal has not changed since it was read.
     *
     * @param read the refusal in force
     * @return whether the caller may send the call; false if another caller claimed it first
     */
    boolean tryAgain(String application, YearMonth month, Exhaustion read, Instant now);

    /** Removes a refusal: the vendor accepts calls of the month again. */
    void accepted(String application, YearMonth month);

    /**
     * Records how many calls a poll of a flow made for the running meetings that it found.
     *
     * @param hourOfWeek from 0 for Monday 00:00 to 167, by local time
     * @param calls 0 for no meeting
     */
    void sawMeetings(String flow, int hourOfWeek, long calls);

    /** How many calls polls of a flow made for running meetings. */
    SeenMeetings seenMeetings(String flow);

    /**
     * Counts one call, unless the month's calls are used up or the vendor refuses.
     *
     * @param limit the maximum number of calls in the month
     */
    default Grant grant(String application, YearMonth month, long limit, CallUse use, Instant now) {
        Optional<Exhaustion> refusal = exhaustion(application, month);
        if (refusal.isEmpty()) {
            return spend(application, month, limit, use) ? Grant.GRANTED : Grant.USED_UP;
        }
        Exhaustion read = refusal.get();
        if (!read.mayTry(now) || !tryAgain(application, month, read, now)) {
            return Grant.refused(read);
        }
        return spend(application, month, limit, use) ? Grant.toTry(read) : Grant.USED_UP;
    }
}
