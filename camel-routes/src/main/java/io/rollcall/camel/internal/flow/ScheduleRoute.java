package io.rollcall.camel.internal.flow;

import org.apache.camel.builder.RouteBuilder;

/** The route that runs a flow on its schedule. */
final class ScheduleRoute extends RouteBuilder {
    private final String flow;
    private final String schedule;
    private final FlowTrigger trigger;

    /** @param schedule the URI that fires */
    ScheduleRoute(String flow, String schedule, FlowTrigger trigger) {
        this.flow = flow;
        this.schedule = schedule;
        this.trigger = trigger;
    }

    @Override
    public void configure() {
        errorHandler(noErrorHandler());
        from(schedule)
                .routeId(flow + "-schedule")
                .routePolicy(trigger)
                .process(trigger)
                .id(flow + "-trigger");
    }
}
