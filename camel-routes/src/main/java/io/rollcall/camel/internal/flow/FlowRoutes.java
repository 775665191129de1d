package io.rollcall.camel.internal.flow;

import io.rollcall.camel.api.FlowListener;
import io.rollcall.camel.internal.PrivateContext;
import io.rollcall.camel.internal.notify.Destination;
import io.rollcall.camel.internal.stream.StreamConnections;
import io.rollcall.camel.watch.FlowMonitor;
import io.rollcall.flow.FlowConfig;
import io.rollcall.report.FlowReport;
import io.rollcall.report.Trigger;
import io.rollcall.schedule.Schedule;
import io.rollcall.schedule.ScheduleTimes;
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
    private final StreamConnections streams;
    private final FlowMonitor monitor;
    private final ExecutorService hostThreads;
    private final EventRuns events;
    private final AfterPause afterPause;
    private final Set<String> scheduled = ConcurrentHashMap.newKeySet();
    private final Set<String> onEventsAlone = ConcurrentHashMap.newKeySet();

    /**
     * @param exclusive decides which process runs a scheduled flow
     * @param streams are open while a flow has a schedule
     * @param monitor is called when a flow's schedule begins or ends
     * @param hostThreads run endpoints of the host, which may block
     * @param events runs the flows on events too, while they run on a schedule
     * @param afterPause polls flows after a pause
     */
    public FlowRoutes(
            PrivateContext inside,
            FlowRunner runner,
            ExclusiveFlows exclusive,
            FlowScheduler scheduler,
            StreamConnections streams,
            FlowMonitor monitor,
            ExecutorService hostThreads,
            EventRuns events,
            AfterPause afterPause) {
        this.inside = inside;
        this.runner = runner;
        this.exclusive = exclusive;
        this.scheduler = scheduler;
        this.streams = streams;
        this.monitor = monitor;
        this.hostThreads = hostThreads;
        this.events = events;
        this.afterPause = afterPause;
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

    /** Whether a flow has a schedule of its configuration, or runs on events. */
    public boolean canSchedule(FlowConfig flow) {
        return flow.schedule() != null || events.concern(flow);
    }

    /** Runs a flow on the schedule of its configuration, and on events. */
    public void schedule(FlowConfig flow) throws Exception {
        Schedule schedule = flow.schedule();
        if (!canSchedule(flow)) {
            throw new IllegalArgumentException("flow " + flow.name() + " has no schedule and takes no events");
        }
        if (!take(flow.name())) {
            throw new IllegalStateException(
                    "The flow " + flow.name() + " has a schedule already. Configure it in rollcall.flow." + flow.name()
                            + ".schedule or in one route template, not in both.");
        }
        if (schedule == null) {
            onEventsAlone.add(flow.name());
            begins(flow, null, () -> {
                events.poll(flow.name(), Trigger.SCHEDULE);
                events.begun(flow.name(), true);
            });
            return;
        }
        CamelContext context = inside.start();
        String uri = scheduler.uri(context, flow.name(), schedule, false);
        boolean atStart = flow.runsAtStart(schedule);
        context.addRoutes(new ScheduleRoute(flow.name(), uri, trigger(flow, atStart, () -> {})));
    }

    /** Removes a flow's routes; a run that takes place now may end. */
    public void remove(String flow) throws Exception {
        CamelContext context = inside.start();
        unschedule(flow);
        context.getRouteController().stopRoute(flow);
        context.removeRoute(flow);
        monitor.removed(flow);
    }

    /** Ends the runs of a flow on its schedule and on events, if it was scheduled. */
    public void unschedule(String flow) throws Exception {
        if (hasScheduleRoute(flow)) {
            CamelContext context = inside.start();
            context.getRouteController().stopRoute(flow + "-schedule");
            context.removeRoute(flow + "-schedule");
            release(flow);
        } else if (onEventsAlone.remove(flow)) {
            stopped(flow);
            release(flow);
        }
    }

    /** Whether a flow runs on a schedule of its configuration, or on events alone. */
    public boolean isScheduled(String flow) {
        return hasScheduleRoute(flow) || onEventsAlone.contains(flow);
    }

    private boolean hasScheduleRoute(String flow) {
        return inside.start().getRoute(flow + "-schedule") != null;
    }

    /**
     * Runs a flow whenever its schedule fires.
     *
     * @param removed called when the route is removed
     */
    FlowTrigger trigger(FlowConfig flow, boolean atStart, Runnable removed) {
        // the run at the start waits until no other process runs the flow
        Runnable begin = () -> {
            if (atStart) {
                scheduler.fireNow(flow.name());
            }
            events.begun(flow.name(), atStart);
        };
        return new FlowTrigger(flow, this, begin, removed);
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
    void started(FlowConfig flow, Runnable begin) {
        begins(flow, scheduler.times(flow.name()), begin);
    }

    private void begins(FlowConfig flow, @Nullable ScheduleTimes times, Runnable begin) {
        monitor.scheduled(flow.name(), times);
        events.start(flow, this);
        exclusive.start(flow.name(), begin);
        streams.want("flow " + flow.name());
    }

    /** A flow's schedule ends in this process. */
    void stopped(String flow) {
        streams.release("flow " + flow);
        events.stop(flow);
        exclusive.stop(flow);
        monitor.unscheduled(flow);
    }

    /** Runs a flow on this thread because its schedule fired, unless it is running already, here or in another process. */
    void runScheduled(FlowConfig flow, Consumer<FlowReport> reader) {
        exclusive.run(flow.name(), () -> {
            // before and after, because that run may end or begin in between
            boolean onEvents = runner.isOccupiedByEvents(flow);
            runner.run(RunRequest.onSchedule(flow), this, FlowListener.NONE)
                    .ifPresentOrElse(
                            report -> {
                                afterPause.ended(report);
                                reader.accept(report);
                            },
                            () -> notRun(flow.name(), onEvents || runner.isOccupiedByEvents(flow)));
        });
    }

    /** A run on events takes the place of no poll: the poll follows it. */
    private void notRun(String flow, boolean onEvents) {
        if (onEvents) {
            events.poll(flow, Trigger.SCHEDULE);
        } else {
            LOG.info("The flow {} is still running; this run is left out.", flow);
        }
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
