package io.rollcall.memory;

import java.time.YearMonth;

/** Counts metered calls per application and calendar month, for all flows and processes together. */
public interface CallBudget {

    /**
     * Counts one call, unless the month's calls are used up.
     *
     * @param limit the most calls the month may have
     * @return whether the call was counted
     */
    boolean spend(String application, YearMonth month, long limit);

    /** Takes one counted call back: the vendor refused it for its rate and does not count it. */
    void giveBack(String application, YearMonth month);

    /**
     * Counts the month's calls as used up: the vendor says so, whoever spent them.
     *
     * @param limit the most calls the month may have; where it is raised later, the calls above it may be made
     */
    void useUp(String application, YearMonth month, long limit);

    /** The month's calls so far. */
    long used(String application, YearMonth month);
}
