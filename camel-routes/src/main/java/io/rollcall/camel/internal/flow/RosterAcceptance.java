package io.rollcall.camel.internal.flow;

import io.rollcall.flow.FlowConfig;
import io.rollcall.state.AcceptedRoster;
import io.rollcall.state.StateStore;
import java.time.InstantSource;

/** Lets quarantined rosters through, for endpoints. Thread-safe. */
public final class RosterAcceptance {
    private final StateStore store;
    private final InstantSource time;
    private final FlowRegistry flows;

    public RosterAcceptance(StateStore store, InstantSource time, FlowRegistry flows) {
        this.store = store;
        this.time = time;
        this.flows = flows;
    }

    /**
     * Checks what an endpoint names.
     *
     * @throws IllegalArgumentException if the flow is not configured or is not a roster
     */
    public void check(String flow) {
        FlowConfig named = flows.require(flow);
        if (named.accepting().isEmpty()) {
            throw new IllegalArgumentException(
                    "The flow " + flow + " is not a roster, so there is nothing to accept. Name a roster flow.");
        }
    }

    /**
     * Lets one run of a flow replace the old roster.
     *
     * @throws IllegalStateException if the roster is not quarantined
     */
    public AcceptedRoster accept(String flow) {
        return AcceptedRoster.accept(store.rosters(), flow, time.instant())
                .orElseThrow(() -> new IllegalStateException(
                        "The roster of the flow " + flow + " is not quarantined, so nothing was changed."));
    }
}
