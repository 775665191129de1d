package io.rollcall.example.main;

import io.rollcall.meeting.Plan;
import org.apache.camel.PropertyInject;
import org.apache.camel.builder.RouteBuilder;

/** Runs the steps of a flow, with an approval between {@code plan} and {@code apply}. */
public class GuestsRouteBuilder extends RouteBuilder {
    // tag::steps[]
    @Override
    public void configure() {
        from("timer:guests?period={{example.period}}")
                .routeId("guests")
                .to("rollcall:observe?flow=guests")
                .to("rollcall:plan?flow=guests")
                .bean(Approval.class)
                .to("rollcall:apply?flow=guests")
                .to("rollcall:report?flow=guests")
                .log("Guests: ${body.result.outcome.word}, ${body.result.changes.size} changes planned or made");
    }

    /** Approves no change in one meeting; the report shows these changes as skipped. */
    public static class Approval {
        @PropertyInject("example.quiet-meeting")
        private String quietMeeting = "";

        public Plan approve(Plan plan) {
            return plan.skip(change -> change.meeting().value().equals(quietMeeting));
        }
    }
    // end::steps[]
}
