package io.rollcall.example.quarkus;

import io.rollcall.camel.api.RollcallFaultException;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.camel.LoggingLevel;
import org.apache.camel.builder.RouteBuilder;

/** Tells every now and then in which meetings a person is. */
@ApplicationScoped
public class MeetingsRouteBuilder extends RouteBuilder {
    @Override
    public void configure() {
        onException(RollcallFaultException.class)
                .handled(true)
                .log(LoggingLevel.WARN, "Nobody knows where {{example.user}} is: ${exception.message}");

        from("timer:meetings?period={{example.period}}")
                .routeId("meetings")
                .setBody(constant("{{example.user}}"))
                .to("rollcall:ongoing-meetings")
                .split(body())
                .log("${body.user} is in the meeting ${body.meeting}");
    }
}
