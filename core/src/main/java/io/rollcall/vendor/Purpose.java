package io.rollcall.vendor;

/** What a call is for. Polls may not use the reserve of the month's metered calls. */
public enum Purpose {
    /** To find out what is going on. */
    POLL,
    /**
     * To open the connection for events. Whether the vendor meters that is an assumption, so a refusal of other calls neither
     * prevents it nor ends with it: events go on when the organization's calls are used up. It may use the reserve, because
     * without polls events alone lead to changes.
     */
    EVENTS,
    /** To change something, or to verify a change. */
    CHANGE
}
