package io.rollcall.example.quarkus;

import jakarta.enterprise.context.ApplicationScoped;
import org.apache.camel.builder.RouteBuilder;

/** Routes and error handling that the tests' host has of its own. */
@ApplicationScoped
public class HostRouteBuilder extends RouteBuilder {
    @Override
    public void configure() {
        errorHandler(deadLetterChannel("direct:failed").maximumRedeliveries(1).redeliveryDelay(1));
        onException(IllegalArgumentException.class).handled(true).setBody(constant("the host's onException"));
        from("direct:failed")
                .routeId("host-failed")
                .setBody(simple("the host's error handler, after ${exception.message}"));
        from("direct:call").routeId("host-call").to("{{host.url}}/sandbox/calls");
        from("direct:call-nowhere").routeId("host-call-nowhere").to("{{host.url}}/v1.0/nowhere");
        from("direct:fail").routeId("host-fail").throwException(new IllegalArgumentException("a reason"));
    }
}
