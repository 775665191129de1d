package io.rollcall.meeting.update;

/**
 * Listens to what reads and events show of running meetings. Called on threads of its own, one call after the other: neither a
 * run nor an event waits for it. A listener that is slower than the updates loses some, the oldest first.
 */
@FunctionalInterface
public interface MeetingUpdateListener {

    /**
     * An update came. A plan makes none.
     *
     * @param application the id of the vendor's application that read it; meetings of two applications are never the same
     */
    void updated(String application, MeetingUpdate update);
}
