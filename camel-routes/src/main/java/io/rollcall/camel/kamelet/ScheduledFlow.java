package io.rollcall.camel.kamelet;

import io.rollcall.camel.FlowListener;
import io.rollcall.camel.Rollcall;
import io.rollcall.camel.internal.flow.FlowScheduler;
import io.rollcall.flow.FlowConfig;
import io.rollcall.report.FlowReport;
import io.rollcall.report.Mode;
import io.rollcall.schedule.Schedule;
import java.util.Objects;
import java.util.Optional;
import org.apache.camel.CamelContext;
import org.apache.camel.Consumer;
import org.apache.camel.Exchange;
import org.apache.camel.Producer;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.support.LifecycleStrategySupport;
import org.apache.camel.support.service.ServiceHelper;
import org.apache.camel.support.service.ServiceSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A flow of a source Kamelet: on its schedule the source sends messages into its Kamelet's route. The next tick comes when
 * they are all through the host's route. Thread-safe once started.
 */
final class ScheduledFlow extends ServiceSupport {
    private static final Logger LOG = LoggerFactory.getLogger(ScheduledFlow.class);

    private final CamelContext context;
    private final FlowConfig flow;
    private final Source source;
    private @Nullable Consumer ticks;
    private @Nullable Producer route;

    ScheduledFlow(CamelContext context, FlowConfig flow, Source source) {
        this.context = context;
        this.flow = flow;
        this.source = source;
    }

    /** What happens at a tick. */
    interface Source {
        void tick(ScheduledFlow flow) throws Exception;
    }

    /**
     * Runs the flow; empty where it is running already, or where Rollcall is ending.
     *
     * @param listener is told of this run
     */
    Optional<FlowReport> run(FlowListener listener) {
        return Rollcall.of(context).orElseThrow().run(flow, Mode.RUN, listener);
    }

    // while a context is starting, not every route is there that a flow needs, and a first tick would be lost
    @Override
    protected void doStart() throws Exception {
        if (context.isStarted()) {
            begin();
        } else {
            context.addLifecycleStrategy(new LifecycleStrategySupport() {
                @Override
                public void onContextStarted(CamelContext started) {
                    beginUnlessStopped();
                }
            });
        }
    }

    private void beginUnlessStopped() {
        try {
            if (isStarted() && ticks == null) {
                begin();
            }
        } catch (Exception e) {
            throw RuntimeCamelException.wrapRuntimeCamelException(e);
        }
    }

    private void begin() throws Exception {
        Schedule schedule = Objects.requireNonNull(flow.schedule(), "a source has a schedule");
        FlowScheduler scheduler = Objects.requireNonNull(
                context.getCamelContextExtension().getContextPlugin(FlowScheduler.class), "Rollcall has schedules");
        route = context.getEndpoint("direct:kamelet-" + flow.name()).createProducer();
        ticks = scheduler.consumer(flow.name(), schedule, flow.runsAtStart(schedule), any -> source.tick(this));
        ServiceHelper.startService(route, ticks);
    }

    /** Sends a message through the Kamelet's route, and returns when it is through the host's. */
    void send(@Nullable Object body) throws Exception {
        Producer into = Objects.requireNonNull(route, "ticks begin after the start");
        // a message of its own: what the clock says of itself is nothing for the host
        Exchange exchange = into.getEndpoint().createExchange();
        exchange.getMessage().setBody(body);
        into.process(exchange);
        if (exchange.getException() != null) {
            LOG.error("flow {}: a message could not be processed", flow.name(), exchange.getException());
        }
    }

    @Override
    protected void doStop() {
        ServiceHelper.stopService(ticks, route);
        ticks = null;
    }
}
