package io.rollcall.example.boot;

import org.apache.camel.builder.RouteBuilder;
import org.springframework.stereotype.Component;

/** The routes that the application has anyway. */
@Component
public class HostRouteBuilder extends RouteBuilder {
    @Override
    public void configure() {
        from("timer:host?repeatCount=1").routeId("host").log("The host is up.").id("host-up");
    }
}
