package io.rollcall.camel.internal.flow;

import io.rollcall.call.Clocks;
import io.rollcall.camel.support.Schedules;
import io.rollcall.schedule.FireTimes;
import io.rollcall.schedule.Schedule;
import io.rollcall.schedule.ScheduleTimes;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import org.apache.camel.CamelContext;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;

/**
 * Fires schedules: periods by the monotonic clock, cron expressions and planned polls by the time of day. Nothing fires before the context
 * has started, when not every route is there that a run needs. Thread-safe.
 */
public final class FlowScheduler {
    /** The scheme of the endpoints that fire; the component comes with the first schedule. */
    static final String SCHEME = "rollcall-schedule";

    private final CamelContext context;
    private final ZoneId zone;
    private final PollPlans polls;
    private final Clocks clocks;
    private final ScheduledExecutorService timer;
    private final Executor threads;
    private final Map<String, Plan> plans = new ConcurrentHashMap<>();
    private final Map<String, ScheduleConsumer> consumers = new HashMap<>();
    private final Set<String> fireWhenStarted = new HashSet<>();
    private List<ScheduleConsumer> waiting = new ArrayList<>();
    private boolean contextStarted;

    /** When something fires. */
    private record Plan(Schedule schedule, ScheduleTimes times, boolean atStart) {}

    /**
     * @param zone of cron expressions
     * @param polls the times of flows whose polls are planned
     * @param timer waits; never works
     * @param threads where what fires takes place
     */
    public FlowScheduler(
            CamelContext context,
            ZoneId zone,
            PollPlans polls,
            Clocks clocks,
            ScheduledExecutorService timer,
            Executor threads) {
        this.context = context;
        this.zone = zone;
        this.polls = polls;
        this.clocks = clocks;
        this.timer = timer;
        this.threads = threads;
    }

    /**
     * The endpoint that fires for a flow.
     *
     * @param target the context of the consumer
     * @param flow each flow once
     * @param atStart whether it fires once as soon as its consumer starts
     */
    String uri(CamelContext target, String flow, Schedule schedule, boolean atStart) {
        ScheduleTimes times = schedule instanceof Schedule.Auto ? polls.times(flow) : Schedules.of(schedule, zone);
        plans.put(flow, new Plan(schedule, times, atStart));
        synchronized (this) {
            if (target.hasComponent(SCHEME) == null) {
                target.addComponent(SCHEME, new ScheduleComponent(this));
            }
        }
        return SCHEME + ":" + flow;
    }

    /**
     * Has something happen on a schedule, outside of any route.
     *
     * @param flow for whom it happens; each flow once
     * @param atStart whether it fires once as soon as the consumer starts
     * @return starts and stops it; not started yet
     */
    public Consumer consumer(String flow, Schedule schedule, boolean atStart, Processor each) throws Exception {
        return context.getEndpoint(uri(context, flow, schedule, atStart)).createConsumer(each);
    }

    /** The context has started: what waited for that begins. */
    public void contextStarted() {
        List<ScheduleConsumer> begin;
        synchronized (this) {
            contextStarted = true;
            begin = waiting;
            waiting = new ArrayList<>();
        }
        begin.forEach(ScheduleConsumer::begin);
    }

    /** A consumer has started. */
    void started(String flow, ScheduleConsumer consumer) {
        polls.scheduled(flow, plan(flow).schedule());
        synchronized (this) {
            consumers.put(flow, consumer);
            if (fireWhenStarted.remove(flow)) {
                consumer.fireNow();
            }
            if (!contextStarted && !context.isStarted()) {
                waiting.add(consumer);
                return;
            }
        }
        consumer.begin();
    }

    /** A consumer has stopped. */
    synchronized void stopped(String flow, ScheduleConsumer consumer) {
        polls.unscheduled(flow);
        consumers.remove(flow, consumer);
        fireWhenStarted.remove(flow);
        waiting.remove(consumer);
    }

    /** Fires at once, beside the flow's schedule; if its consumer or the context has not started, as soon as it has. */
    synchronized void fireNow(String flow) {
        ScheduleConsumer consumer = consumers.get(flow);
        if (consumer == null) {
            fireWhenStarted.add(flow);
        } else {
            consumer.fireNow();
        }
    }

    /** Fires at once, beside the flow's schedule; without any effect if its consumer has not started. */
    public void fire(String flow) {
        ScheduleConsumer consumer;
        synchronized (this) {
            consumer = consumers.get(flow);
        }
        if (consumer != null) {
            consumer.fireNow();
        }
    }

    /** When a flow's schedule fires next, by the wall clock; empty if it does not, or if the flow has no schedule. */
    public Optional<Instant> next(String flow) {
        ScheduleConsumer consumer;
        synchronized (this) {
            consumer = consumers.get(flow);
        }
        return consumer == null ? Optional.empty() : consumer.next();
    }

    /** The fire times of a flow, from now on. */
    FireTimes fireTimes(String flow) {
        Plan plan = plan(flow);
        return new FireTimes(plan.times(), plan.atStart(), clocks.now());
    }

    /** When a flow runs. */
    ScheduleTimes times(String flow) {
        return plan(flow).times();
    }

    private Plan plan(String flow) {
        Plan plan = plans.get(flow);
        if (plan == null) {
            throw new IllegalArgumentException("the flow " + flow + " has no schedule");
        }
        return plan;
    }

    Clocks clocks() {
        return clocks;
    }

    ScheduledExecutorService timer() {
        return timer;
    }

    Executor threads() {
        return threads;
    }
}
