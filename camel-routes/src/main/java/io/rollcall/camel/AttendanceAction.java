package io.rollcall.camel;

import io.rollcall.camel.internal.flow.AttendanceSessions;
import java.util.concurrent.CompletableFuture;

/** The operation that reads the attendance history. Stateless and thread-safe. */
final class AttendanceAction {
    private AttendanceAction() {}

    /**
     * What the operation does, for the times and the meeting of an endpoint.
     *
     * @throws IllegalArgumentException if an option is malformed
     */
    static RollcallProducer.Action of(RollcallEndpoint endpoint, ComponentServices services) {
        AttendanceSessions sessions = services.attendance();
        sessions.check(endpoint.getFrom(), endpoint.getTo(), endpoint.getMeeting());
        return exchange -> CompletableFuture.completedFuture(
                sessions.read(endpoint.getFrom(), endpoint.getTo(), endpoint.getMeeting()));
    }
}
