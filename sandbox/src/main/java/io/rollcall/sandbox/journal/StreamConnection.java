package io.rollcall.sandbox.journal;

/**
 * A Stream connection, open or closed.
 *
 * @param id as in the header {@code connectionId} of its frames
 * @param state what the gateway does with it
 * @param pings how many pings it was sent
 * @param pongs how many of them it answered with their own messageId and data
 * @param invalidResponses how many texts arrived that answer no frame
 */
public record StreamConnection(String id, State state, int pings, int pongs, int invalidResponses) {
    /** What the gateway does with a connection. */
    public enum State {
        /** Events are pushed. */
        LIVE,
        /** The end was announced; no event is pushed. */
        DRAINING,
        /** Closed by either side. */
        CLOSED
    }
}
