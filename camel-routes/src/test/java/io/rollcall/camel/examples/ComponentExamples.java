package io.rollcall.camel.examples;

import io.rollcall.camel.RollcallJson;
import io.rollcall.camel.api.RollcallConstants;
import io.rollcall.camel.api.RollcallFaultException;
import io.rollcall.meeting.Plan;
import org.apache.camel.builder.RouteBuilder;

/** A host's routes that use each operation of the component once, for the page about it. */
final class ComponentExamples extends RouteBuilder {
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
        from("direct:call-duty")
                .setBody(
                        constant(
                                """
                        {"meeting": "board-meeting", "operator": "UN-zhangsan", "invitees": [
                          {"user": "UN-duty", "nick": "Duty officer"},
                          {"phone": "+8613800138000", "nick": "Duty phone"}]}"""))
                .to("rollcall:invite")
                .log("${body.invited} were invited now, ${body.alreadyInvited} before");
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

        // tag::run[]
        from("direct:plan-now").to("rollcall:run?flow=board&mode=plan").bean(RollcallJson.class);
        // end::run[]

        // tag::accept[]
        from("direct:the-roster-is-right").to("rollcall:accept?flow=people").bean(RollcallJson.class);
        // end::accept[]

        // tag::pause[]
        from("direct:maintenance").to("rollcall:pause?flow=board&until=2h&reason=maintenance");
        from("direct:maintenance-is-over").to("rollcall:resume?flow=board").bean(RollcallJson.class);
        // end::pause[]

        // tag::attendance[]
        from("direct:who-was-there").to("rollcall:attendance?from=7d").bean(RollcallJson.class);
        // end::attendance[]

        // tag::meetings[]
        from("direct:who-is-in-meetings")
                .to("rollcall:organization-meetings")
                .split(body())
                .setBody(simple("${body.id}"))
                .to("rollcall:members")
                .to("direct:participants");
        // end::meetings[]

        // tag::steps[]
        from("direct:approved")
                .to("rollcall:observe?flow=board")
                .to("rollcall:plan?flow=board")
                .bean(QuietMeetings.class)
                .to("rollcall:apply?flow=board")
                .to("rollcall:report?flow=board");
        // end::steps[]

        // tag::events[]
        from("rollcall:events?flow=board&kinds=change,problem")
                .log("${header.CamelRollcallFlow}: ${header.CamelRollcallEvent}")
                .marshal()
                .json()
                .to("direct:journal");
        // end::events[]

        // tag::stream[]
        from("rollcall:stream?events=meeting")
                .filter(header("CamelRollcallEvent").isEqualTo("participant-joined"))
                .marshal()
                .json()
                .to("direct:joined");
        // end::stream[]
    }

    // tag::approval[]
    /** Drops the changes of one meeting from a plan. */
    public static final class QuietMeetings {
        public Plan approve(Plan plan) {
            return plan.skip(change -> change.meeting().value().equals("board-meeting"));
        }
    }
    // end::approval[]
}
