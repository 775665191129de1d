package io.rollcall.example.quarkus;

import jakarta.enterprise.context.ApplicationScoped;
import org.apache.camel.builder.RouteBuilder;

/** The routes that the application has anyway. */
@ApplicationScoped
public class HostRouteBuilder extends RouteBuilder {
    @Override
    public void configure() {
        from("timer:host?repeatCount=1").routeId("host").log("The host is up.").id("host-up");
    }
}
