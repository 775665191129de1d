package io.rollcall.sandbox.journal;

import org.jspecify.annotations.Nullable;

/**
 * One push of an event on a Stream connection. A repeated event has one push for each attempt.
 *
 * @param eventId identifies the event
 * @param messageId identifies the message; repeats keep it, duplicates do not
 * @param eventType such as {@code meeting_member_status_change}
 * @param data the event's content as JSON; it contains ids and names of people
 * @param connection the connection on which the event was sent
 * @param sentNanos when it was handed to the connection, by {@link System#nanoTime}
 * @param acknowledgement the acknowledgement, or null if there is none yet
 */
public record EventPush(
        String eventId,
        String messageId,
        String eventType,
        String data,
        String connection,
        long sentNanos,
        @Nullable Acknowledgement acknowledgement) {

    /**
     * A client's response to an event.
     *
     * @param code its {@code code}; 0 if it has none
     * @param status the {@code status} within its data, such as {@code SUCCESS} or {@code LATER}; empty if it has none
     * @param connection the connection on which it arrived, which should be that of the push
     * @param receivedNanos when it arrived, by {@link System#nanoTime}
     */
    public record Acknowledgement(int code, String status, String connection, long receivedNanos) {
        /** Whether the event is not repeated. */
        public boolean isSuccess() {
            return code == 200 && status.equals("SUCCESS");
        }
    }

    /** A copy with the acknowledgement. */
    public EventPush acknowledged(Acknowledgement received) {
        return new EventPush(eventId, messageId, eventType, data, connection, sentNanos, received);
    }

    /** Without the content. */
    @Override
    public String toString() {
        return "EventPush[eventId=" + eventId + ", eventType=" + eventType + ", connection=" + connection + "]";
    }
}
