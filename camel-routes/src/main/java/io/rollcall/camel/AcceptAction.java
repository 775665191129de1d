package io.rollcall.camel;

import io.rollcall.camel.internal.flow.RosterAcceptance;
import java.util.concurrent.CompletableFuture;

/** The operation that lets a quarantined roster through. Stateless and thread-safe. */
final class AcceptAction {
    private AcceptAction() {}

    /**
     * What the operation does, for the flow of an endpoint.
     *
     * @throws IllegalArgumentException if the flow is not configured or is not a roster
     */
    static RollcallProducer.Action of(RollcallEndpoint endpoint, ComponentServices services) {
        RosterAcceptance acceptance = services.acceptance();
        String flow = String.valueOf(endpoint.getFlow());
        acceptance.check(flow);
        return exchange -> CompletableFuture.completedFuture(acceptance.accept(flow));
    }
}
