package io.rollcall.camel.internal.notify;

import io.rollcall.call.Clocks;
import io.rollcall.camel.api.FlowListener;
import io.rollcall.flow.FlowConfig;
import io.rollcall.report.EventJson;
import io.rollcall.report.FlowEvent;
import io.rollcall.report.FlowReport;
import io.rollcall.report.Mode;
import io.rollcall.report.RunName;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ScheduledExecutorService;
import org.apache.camel.CamelContext;
import org.apache.camel.support.LifecycleStrategySupport;

/**
 * Sends each change, problem and report of a flow to the endpoint of its key {@code notify}, as JSON. Best effort: only the
 * audit is complete. A plan sends nothing. Thread-safe.
 */
public final class FlowNotifier implements FlowListener {
    private final CamelContext context;
    private final Clocks clocks;
    private final RunChains chains;
    private final ScheduledExecutorService timer;
    private final OutboxLimits limits;
    private final DroppedEvents dropped;
    private final Map<String, Outbox> outboxes = new ConcurrentSkipListMap<>();

    private FlowNotifier(
            CamelContext context,
            Clocks clocks,
            RunChains chains,
            ScheduledExecutorService timer,
            OutboxLimits limits) {
        this.context = context;
        this.chains = chains;
        this.clocks = clocks;
        this.timer = timer;
        this.limits = limits;
        this.dropped = new DroppedEvents(clocks.monotonic());
    }

    /**
     * Creates the notifier of a context. When the context stops, it still sends waiting events for one second.
     *
     * @param chains prevents flows from starting themselves
     * @param timer interrupts events that take too long
     */
    public static FlowNotifier in(
            CamelContext context, Clocks clocks, RunChains chains, ScheduledExecutorService timer) {
        return in(context, clocks, chains, timer, OutboxLimits.DEFAULT);
    }

    static FlowNotifier in(
            CamelContext context,
            Clocks clocks,
            RunChains chains,
            ScheduledExecutorService timer,
            OutboxLimits limits) {
        FlowNotifier notifier = new FlowNotifier(context, clocks, chains, timer, limits);
        context.addLifecycleStrategy(notifier.new StopListener());
        return notifier;
    }

    /**
     * Creates the endpoints of flows in the host's context; the first event starts an endpoint.
     *
     * @return the endpoints by the names of those flows that have a {@code notify}
     * @throws io.rollcall.config.ConfigurationException naming every {@code notify} that cannot be used
     */
    public Map<String, Destination> prepare(Collection<FlowConfig> flows) {
        return Destinations.of(context, flows, limits.longest());
    }

    /**
     * Creates the endpoints that approve the plans of flows, in the host's context.
     *
     * @return the endpoints by the names of those flows that have a key {@code approve}
     * @throws io.rollcall.config.ConfigurationException naming every {@code approve} that cannot be used
     */
    public Map<String, Destination> prepareApprovals(Collection<FlowConfig> flows) {
        return Destinations.approving(context, flows);
    }

    /** Starts sending the events of flows to their endpoints. */
    public void add(Map<String, Destination> destinations) {
        destinations.forEach((flow, destination) ->
                outboxes.put(flow, new Outbox(context, flow, destination, limits, dropped, timer)));
    }

    /** Stops sending events of a flow, and drops those that wait. */
    public void remove(String flow) {
        Outbox outbox = outboxes.remove(flow);
        if (outbox != null) {
            outbox.close();
        }
    }

    @Override
    public void announced(RunName run, FlowEvent event) {
        Outbox outbox = outboxes.get(run.flow());
        if (outbox != null) {
            Instant now = clocks.wall().instant();
            // changes of one meeting keep their order, whichever flow made them
            String key = event instanceof FlowEvent.Changed changed
                    ? changed.change().meeting().value()
                    : run.flow();
            outbox.put(EventJson.word(event), key, chains.of(run.flow()), () -> EventJson.write(run, now, event));
        }
    }

    @Override
    public void finished(FlowReport report) {
        Outbox outbox = outboxes.get(report.flow());
        if (outbox != null && report.mode() != Mode.PLAN) {
            Instant now = clocks.wall().instant();
            outbox.put("report", report.flow(), chains.of(report.flow()), () -> EventJson.write(report, now));
        }
    }

    /**
     * Waits until all events are sent or dropped.
     *
     * @param longest the maximum time for all flows together
     */
    public void await(Duration longest) throws InterruptedException {
        long end = System.nanoTime() + longest.toNanos();
        for (Outbox outbox : outboxes.values()) {
            outbox.await(Math.max(0, end - System.nanoTime()));
        }
    }

    private void drain() {
        long end = System.nanoTime() + limits.patience().toNanos();
        for (Outbox outbox : outboxes.values()) {
            try {
                // an empty one stays open for runs that have not ended
                if (!outbox.await(Math.max(0, end - System.nanoTime()))) {
                    outbox.close();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                outbox.close();
            }
        }
        dropped.logAtStop();
    }

    private void close() {
        outboxes.values().forEach(Outbox::close);
        dropped.logAtStop();
    }

    /** Sends waiting events before routes and components stop. */
    private final class StopListener extends LifecycleStrategySupport {
        @Override
        public void onContextStopping(CamelContext context) {
            drain();
        }

        @Override
        public void onContextStopped(CamelContext context) {
            close();
        }
    }
}
