package io.rollcall.camel.internal.flow;

import io.rollcall.camel.api.FlowListener;
import io.rollcall.camel.internal.PrivateContext;
import io.rollcall.camel.internal.notify.Destination;
import io.rollcall.camel.watch.FlowMonitor;
import io.rollcall.flow.FlowConfig;
import io.rollcall.report.FlowReport;
import io.rollcall.report.Mode;
import io.rollcall.schedule.Schedule;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.function.Consumer;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.Exchange;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultExchange;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The routes of the configured flows, in Rollcall's private context. Thread-safe. */
public final class FlowRoutes implements FlowRunner.Steps {
    private static final Logger LOG = LoggerFactory.getLogger(FlowRoutes.class);

    private final PrivateContext inside;
    private final FlowRunner runner;
    private final ExclusiveFlows exclusive;
    private final FlowScheduler scheduler;
    private final FlowMonitor monitor;
    private final ExecutorService hostThreads;
    private final Set<String> scheduled = ConcurrentHashMap.newKeySet();

    /**
     * @param exclusive decides which process runs a scheduled flow
     * @param monitor is called when a flow's schedule begins or ends
     * @param hostThreads run endpoints of the host, which may block
     */
    public FlowRoutes(
            PrivateContext inside,
            FlowRunner runner,
            ExclusiveFlows exclusive,
            FlowScheduler scheduler,
            FlowMonitor monitor,
            ExecutorService hostThreads) {
        this.inside = inside;
        this.runner = runner;
        this.exclusive = exclusive;
        this.scheduler = scheduler;
        this.monitor = monitor;
        this.hostThreads = hostThreads;
    }

    /**
     * Adds the route of a flow.
     *
     * @param approval the endpoint that approves its plans; null if none is needed
     */
    public void add(FlowConfig flow, @Nullable Destination approval) throws Exception {
        inside.start()
                .addRoutes(
                        flow.changesMeetings()
                                ? new MeetingFlowRoute(
                                        flow.name(), approval == null ? null : new ApprovalStep(approval, hostThreads))
                                : new RosterFlowRoute(flow.name()));
    }

    /** Adds a route that runs a flow on the schedule of its configuration. */
    public void schedule(FlowConfig flow) throws Exception {
        Schedule schedule = flow.schedule();
        if (schedule == null) {
            throw new IllegalArgumentException("flow " + flow.name() + " has no schedule");
        }
        if (!take(flow.name())) {
            throw new IllegalStateException(
                    "The flow " + flow.name() + " has a schedule already. Configure it in rollcall.flow." + flow.name()
                            + ".schedule or in one route template, not in both.");
        }
        CamelContext context = inside.start();
        String uri = scheduler.uri(context, flow.name(), schedule, false);
        boolean atStart = flow.runsAtStart(schedule);
        context.addRoutes(new ScheduleRoute(flow.name(), uri, trigger(flow, schedule, atStart, () -> {})));
    }

    /** Removes a flow's routes; a run that takes place now may end. */
    public void remove(String flow) throws Exception {
        CamelContext context = inside.start();
        unschedule(flow);
        context.getRouteController().stopRoute(flow);
        context.removeRoute(flow);
        monitor.removed(flow);
    }

    /** Removes the route that runs a flow on its schedule, if there is one. */
    public void unschedule(String flow) throws Exception {
        if (isScheduled(flow)) {
            CamelContext context = inside.start();
            context.getRouteController().stopRoute(flow + "-schedule");
            context.removeRoute(flow + "-schedule");
            release(flow);
        }
    }

    /** Whether a flow runs on a schedule of its configuration. */
    public boolean isScheduled(String flow) {
        return inside.start().getRoute(flow + "-schedule") != null;
    }

    /**
     * Runs a flow whenever its schedule fires.
     *
     * @param removed called when the route is removed
     */
    FlowTrigger trigger(FlowConfig flow, Schedule schedule, boolean atStart, Runnable removed) {
        // the run at the start waits until no other process runs the flow
        Runnable begin = () -> {
            if (atStart) {
                scheduler.fireNow(flow.name());
            }
        };
        return new FlowTrigger(flow, schedule, this, begin, removed);
    }

    /** The names of the flows that have a schedule. */
    Set<String> scheduled() {
        return Set.copyOf(scheduled);
    }

    /** Gives a flow its only schedule; false if it has one already. */
    boolean take(String flow) {
        return scheduled.add(flow);
    }

    /** Takes a flow's schedule away. */
    void release(String flow) {
        scheduled.remove(flow);
    }

    /** A flow's schedule begins in this process, now or when no other process runs the flow. */
    void started(FlowConfig flow, Schedule schedule, Runnable begin) {
        monitor.scheduled(flow.name(), schedule);
        exclusive.start(flow.name(), begin);
    }

    /** A flow's schedule ends in this process. */
    void stopped(FlowConfig flow) {
        exclusive.stop(flow.name());
        monitor.unscheduled(flow.name());
    }

    /** Runs a flow on this thread because its schedule fired, unless it is running already, here or in another process. */
    void runScheduled(FlowConfig flow, Consumer<FlowReport> reader) {
        exclusive.run(flow.name(), () -> runner.run(flow, Mode.RUN, this, FlowListener.NONE)
                .ifPresentOrElse(
                        reader, () -> LOG.info("The flow {} is still running; this run is left out.", flow.name())));
    }

    @Override
    public void execute(FlowRun run) {
        CamelContext context = inside.context();
        Exchange exchange = new DefaultExchange(context);
        run.attachTo(exchange);
        try {
            Producer route = context.getEndpoint("direct:" + run.name().flow()).createProducer();
            route.start();
            route.process(exchange);
        } catch (Exception failure) {
            throw new CamelExecutionException("The flow's route failed", exchange, failure);
        }
        if (exchange.getException() != null) {
            throw new CamelExecutionException("The flow's route failed", exchange, exchange.getException());
        }
    }
}
