package io.rollcall.camel;

import io.rollcall.camel.internal.flow.AttendanceSessions;
import java.util.concurrent.CompletableFuture;

/** The operation that reads the attendance history. Stateless and thread-safe. */
final class AttendanceAction {
    private AttendanceAction() {}

    /**
     * What the operation does, for the account, the times and the meeting of an endpoint.
     *
     * @throws IllegalArgumentException if an option is malformed, or the account is not configured
     */
    static RollcallProducer.Action of(RollcallEndpoint endpoint, ComponentServices services) {
        AttendanceSessions sessions = services.attendance();
        sessions.check(endpoint.getFrom(), endpoint.getTo(), endpoint.getMeeting());
        String account = endpoint.getAccount() == null ? endpoint.getComponent().getAccount() : endpoint.getAccount();
        String application = account == null
                ? null
                : services.accounts()
                        .application(account)
                        .orElseThrow(() -> new IllegalArgumentException(
                                "rollcall:attendance: there is no account " + account + "."))
                        .id();
        return exchange -> CompletableFuture.completedFuture(
                sessions.read(application, endpoint.getFrom(), endpoint.getTo(), endpoint.getMeeting()));
    }
}
