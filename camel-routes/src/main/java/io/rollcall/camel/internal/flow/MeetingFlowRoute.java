package io.rollcall.camel.internal.flow;

import org.apache.camel.builder.RouteBuilder;

/** The route of a flow that changes running meetings: cohost and invite. */
public final class MeetingFlowRoute extends RouteBuilder {
    private final String flow;

    /** @param flow the flow's name, which is also the route's id */
    public MeetingFlowRoute(String flow) {
        this.flow = flow;
    }

    @Override
    public void configure() {
        errorHandler(noErrorHandler());
        from("direct:" + flow)
                .routeId(flow)
                .to("rollcall:observe?flow=" + flow)
                .id(flow + "-observe")
                .to("rollcall:plan?flow=" + flow)
                .id(flow + "-plan")
                .to("rollcall:apply?flow=" + flow)
                .id(flow + "-apply")
                .to("rollcall:report?flow=" + flow)
                .id(flow + "-report");
    }
}
