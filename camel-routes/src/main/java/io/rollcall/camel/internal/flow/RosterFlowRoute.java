package io.rollcall.camel.internal.flow;

import org.apache.camel.builder.RouteBuilder;

/** The route of a roster. */
final class RosterFlowRoute extends RouteBuilder {
    private final String flow;

    /** @param flow the flow's name, which is also the route's id */
    public RosterFlowRoute(String flow) {
        this.flow = flow;
    }

    @Override
    public void configure() {
        errorHandler(noErrorHandler());
        from("direct:" + flow)
                .routeId(flow)
                .to("rollcall:departments?flow=" + flow)
                .id(flow + "-departments")
                .to("rollcall:department-pages?flow=" + flow)
                .id(flow + "-department-pages")
                .to("rollcall:enrich?flow=" + flow)
                .id(flow + "-enrich")
                .to("rollcall:write?flow=" + flow)
                .id(flow + "-write")
                .to("rollcall:report?flow=" + flow)
                .id(flow + "-report");
    }
}
