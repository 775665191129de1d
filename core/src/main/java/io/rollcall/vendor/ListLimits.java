package io.rollcall.vendor;

/**
 * The most that is read from a vendor, so that no answer, however long or odd, can use up a run's calls, its time or the
 * memory. A real company never comes near these limits; what is beyond them is a problem of the run, and the rest of the
 * run goes on. (How many bytes an answer and its headers may have is decided where they are received.)
 */
public final class ListLimits {
    private ListLimits() {}

    /**
     * The most pages of a list of meetings, or of the people in one meeting. Each page is a metered call. A page holds 128
     * people unless a vendor changes that, so that this is room for 12,800 people in a meeting.
     */
    public static final int MOST_PAGES = 100;

    /**
     * The most pages of the people in one meeting that are read to verify a change there. In a larger meeting the change
     * stays unknown, and the next run sees what became of it.
     */
    public static final int MOST_PAGES_TO_VERIFY = 10;

    /**
     * The most pages, after the first of each meeting, that a run reads where calls are not metered: nothing is used up
     * there but time, and so many pages take 50 seconds at DingTalk's 20 calls a second.
     */
    public static final int MOST_FURTHER_PAGES = 1000;

    /** The further pages that each meeting can have in any case where calls are not metered: 1,400 people with the first. */
    public static final int LEAST_FURTHER_PAGES = 10;

    /** The most people directly in one department: the largest cursor that DingTalk's own client accepts. */
    public static final int MOST_PEOPLE_OF_A_DEPARTMENT = 100_000;

    /** The most departments of one run. Reading so many takes an hour and a half at 20 calls a second. */
    public static final int MOST_DEPARTMENTS = 100_000;

    /** The most levels of departments. */
    public static final int DEEPEST_DEPARTMENT = 64;
}
