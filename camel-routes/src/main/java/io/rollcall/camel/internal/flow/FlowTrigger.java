package io.rollcall.camel.internal.flow;

import io.rollcall.flow.FlowConfig;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.Route;
import org.apache.camel.support.RoutePolicySupport;

/** What a route does that runs a flow on a schedule. Thread-safe. */
final class FlowTrigger extends RoutePolicySupport implements Processor {
    private final FlowConfig flow;
    private final FlowRoutes routes;
    private final Runnable begin;
    private final Runnable removed;

    /**
     * @param begin called each time when this process may begin to run the flow
     * @param removed called when the route is removed
     */
    FlowTrigger(FlowConfig flow, FlowRoutes routes, Runnable begin, Runnable removed) {
        this.flow = flow;
        this.routes = routes;
        this.begin = begin;
        this.removed = removed;
    }

    @Override
    public void onStart(Route route) {
        routes.started(flow, begin);
    }

    @Override
    public void onStop(Route route) {
        routes.stopped(flow.name());
    }

    @Override
    public void onRemove(Route route) {
        removed.run();
    }

    @Override
    public void process(Exchange fired) {
        fired.getMessage().setBody(null);
        routes.runScheduled(flow, report -> fired.getMessage().setBody(report));
    }
}
