package io.rollcall.example.boot;

import io.rollcall.camel.api.RollcallFaultException;
import org.apache.camel.LoggingLevel;
import org.apache.camel.builder.RouteBuilder;
import org.springframework.stereotype.Component;

/** Tells every now and then in which meetings a person is. */
@Component
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
