package io.rollcall.camel.internal.flow;

import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.model.RouteDefinition;
import org.jspecify.annotations.Nullable;

/** The route of a flow that changes running meetings: cohost and invite. */
final class MeetingFlowRoute extends RouteBuilder {
    private final String flow;
    private final @Nullable Processor approval;

    /**
     * @param flow the flow's name, which is also the route's id
     * @param approval drops changes from the plan; null if no approval is needed
     */
    public MeetingFlowRoute(String flow, @Nullable Processor approval) {
        this.flow = flow;
        this.approval = approval;
    }

    @Override
    public void configure() {
        errorHandler(noErrorHandler());
        RouteDefinition route = from("direct:" + flow).routeId(flow);
        route.to("rollcall:observe?flow=" + flow).id(flow + "-observe");
        route.to("rollcall:plan?flow=" + flow).id(flow + "-plan");
        if (approval != null) {
            route.process(approval).id(flow + "-approve");
        }
        route.to("rollcall:apply?flow=" + flow).id(flow + "-apply");
        route.to("rollcall:report?flow=" + flow).id(flow + "-report");
    }
}
