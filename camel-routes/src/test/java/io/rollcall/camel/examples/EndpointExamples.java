package io.rollcall.camel.examples;

import io.rollcall.camel.RollcallConstants;
import io.rollcall.camel.RollcallFaultException;
import io.rollcall.camel.RollcallJson;
import org.apache.camel.builder.RouteBuilder;

/** A host's routes that use each endpoint once, for the page about them. */
final class EndpointExamples extends RouteBuilder {
    @Override
    public void configure() {
        // tag::faults[]
        onException(RollcallFaultException.class)
                .handled(true)
                .log("${exception.fault.kind.word}: ${exception.message}")
                .setBody(constant("later"));
        // end::faults[]

        // tag::ongoing-meetings[]
        from("direct:meetings-of")
                .to("rollcall:ongoing-meetings")
                .split(body())
                .filter(simple("${body.attendance.active}"))
                .log("${body.user} is in ${body.meeting}")
                .to("direct:in-a-meeting");
        // end::ongoing-meetings[]

        // tag::set-co-hosts[]
        from("direct:promote")
                .setBody(
                        constant(
                                """
                        {"meeting": "board-meeting", "action": "promote", "users": ["UN-lisi"]}"""))
                .to("rollcall:set-co-hosts");
        // end::set-co-hosts[]

        // tag::invite[]
        from("direct:ring")
                .setBody(
                        constant(
                                """
                        {"meeting": "board-meeting", "operator": "UN-zhangsan", "invitees": [
                          {"user": "UN-duty", "nick": "Duty officer"},
                          {"phone": "+8613800138000", "nick": "Duty phone"}]}"""))
                .to("rollcall:invite")
                .log("${body.invited} were rung, ${body.alreadyInvited} were rung before");
        // end::invite[]

        // tag::department-users[]
        from("direct:department")
                .setHeader(RollcallConstants.DEPARTMENT, body())
                .to("rollcall:department-users?pageSize=50")
                .split(body())
                .streaming()
                .stopOnException()
                .to("direct:people");
        // end::department-users[]

        // tag::user-details[]
        from("direct:who").to("rollcall:user-details?idType=THIRD_ACCOUNT").bean(RollcallJson.class);
        // end::user-details[]

        // tag::run-flow[]
        from("direct:look-now").to("rollcall:run?flow=board&mode=plan").bean(RollcallJson.class);
        // end::run-flow[]
    }
}
