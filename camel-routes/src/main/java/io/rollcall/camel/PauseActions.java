package io.rollcall.camel;

import io.rollcall.camel.internal.flow.FlowPauses;
import io.rollcall.state.Pause;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** The operations that pause and resume changes. Stateless and thread-safe. */
final class PauseActions {
    private PauseActions() {}

    /**
     * What an operation does, for the flow of an endpoint, or for all flows.
     *
     * @throws IllegalArgumentException if the flow is not configured or changes nothing, or the option until is malformed
     */
    static RollcallProducer.Action of(
            RollcallOperation operation, RollcallEndpoint endpoint, ComponentServices services) {
        FlowPauses pauses = services.pauses();
        String flow = endpoint.getFlow();
        pauses.check(flow, endpoint.getUntil());
        return exchange -> {
            List<Pause> inForce = operation == RollcallOperation.PAUSE
                    ? pauses.pause(flow, endpoint.getUntil(), endpoint.getReason())
                    : pauses.resume(flow);
            return CompletableFuture.completedFuture(inForce);
        };
    }
}
