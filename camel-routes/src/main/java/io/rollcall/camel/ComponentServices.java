package io.rollcall.camel;

import io.rollcall.camel.internal.call.AccountRegistry;
import io.rollcall.camel.internal.call.InProgress;
import io.rollcall.camel.internal.capability.CapabilityService;
import io.rollcall.camel.internal.flow.AttendanceSessions;
import io.rollcall.camel.internal.flow.FlowPauses;
import io.rollcall.camel.internal.flow.FlowRegistry;
import io.rollcall.camel.internal.flow.FlowRunner;
import io.rollcall.camel.internal.flow.RosterAcceptance;
import io.rollcall.camel.internal.notify.RunChains;
import io.rollcall.camel.internal.stream.StreamConnections;
import io.rollcall.camel.internal.topology.TopologyControl;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import org.apache.camel.CamelContext;

/**
 * What the endpoints of the component use; found through their context.
 *
 * @param steps runs a flow through its own route
 * @param streams bring the events of vendors
 * @param replies executes the short work of capabilities, never on a caller's thread: the store must not take part in a
 *     transaction of the caller
 * @param runs executes the steps of flows, which block
 * @param exchanges counts the exchanges that wait for a reply
 * @param timer for timeouts
 * @param topology takes the accounts and flows that a component contributes
 */
record ComponentServices(
        AccountRegistry accounts,
        CapabilityService capabilities,
        FlowRegistry flows,
        FlowRunner runner,
        FlowRunner.Steps steps,
        FlowEvents events,
        FlowPauses pauses,
        RosterAcceptance acceptance,
        AttendanceSessions attendance,
        StreamConnections streams,
        RunChains chains,
        Executor replies,
        Executor runs,
        InProgress exchanges,
        ScheduledExecutorService timer,
        TopologyControl topology) {

    /**
     * The services of the Rollcall in a context.
     *
     * @throws IllegalStateException if there is none
     */
    static ComponentServices of(CamelContext context) {
        ComponentServices services = context.getCamelContextExtension().getContextPlugin(ComponentServices.class);
        if (services == null) {
            throw new IllegalStateException("Rollcall is not running in the CamelContext " + context.getName()
                    + ". Start the context first; if rollcall.camel.enabled is false, rollcall: endpoints cannot be"
                    + " used.");
        }
        return services;
    }

    /** The same services for steps that run on a thread which belongs to their run already. */
    public ComponentServices executingOnTheCallersThread() {
        return new ComponentServices(
                accounts,
                capabilities,
                flows,
                runner,
                steps,
                events,
                pauses,
                acceptance,
                attendance,
                streams,
                chains,
                replies,
                Runnable::run,
                exchanges,
                timer,
                topology);
    }

    /** Makes the services available to the endpoints of a context. */
    public void publishIn(CamelContext context) {
        context.getCamelContextExtension().addContextPlugin(ComponentServices.class, this);
    }
}
