package io.rollcall.camel.internal.flow;

import io.rollcall.config.FlowConfig;
import io.rollcall.config.Schedule;
import java.time.Duration;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.Route;
import org.apache.camel.support.RoutePolicySupport;

/**
 * What a route does that runs a flow on a schedule: a look at its start, then one at each tick. Quartz ticks once more as
 * soon as it starts for periods whose first time has not come, where the route was made before: that tick is the look at the
 * start, which takes place already. Thread-safe.
 */
final class FlowTicks extends RoutePolicySupport implements Processor {
    private final FlowConfig flow;
    private final Schedule schedule;
    private final FlowRoutes routes;
    private final FirstLooks firstLooks;
    private final Runnable removed;
    private volatile long startedNanos = System.nanoTime();

    /**
     * @param removed told when the route is there no more
     */
    FlowTicks(FlowConfig flow, Schedule schedule, FlowRoutes routes, FirstLooks firstLooks, Runnable removed) {
        this.flow = flow;
        this.schedule = schedule;
        this.routes = routes;
        this.firstLooks = firstLooks;
        this.removed = removed;
    }

    @Override
    public void onStart(Route route) {
        startedNanos = System.nanoTime();
        routes.exclusive().start(flow.name(), () -> firstLooks.started(flow));
    }

    @Override
    public void onStop(Route route) {
        routes.exclusive().stop(flow.name());
    }

    @Override
    public void onRemove(Route route) {
        removed.run();
    }

    @Override
    public void process(Exchange tick) {
        if (!isTheFirstLook()) {
            tick.getMessage().setBody(null);
            routes.runScheduled(flow, report -> tick.getMessage().setBody(report));
        }
    }

    // the route may start long after its first tick was reckoned with, but hardly half a period
    private boolean isTheFirstLook() {
        Duration sinceStart = Duration.ofNanos(System.nanoTime() - startedNanos);
        return schedule instanceof Schedule.Every every
                && sinceStart.compareTo(every.period().dividedBy(2)) < 0;
    }
}
