package io.rollcall.camel.internal.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Routes that come and go while a host runs. */
@Timeout(60)
@Tag("slow")
class RouteGuardTest {
    private final DefaultCamelContext context = new DefaultCamelContext();
    private final RouteGuard guard = new RouteGuard();

    @BeforeEach
    void start() {
        context.addModelLifecycleStrategy(guard);
        context.start();
    }

    @AfterEach
    void stop() {
        context.stop();
    }

    private static RoutesBuilder route(String id) {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:" + id).routeId(id).log("never");
            }
        };
    }

    private static void inAnotherThread(String id, DefaultCamelContext context) throws InterruptedException {
        Thread host = new Thread(() -> {
            try {
                context.addRoutes(route(id));
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
        host.setDaemon(true);
        host.start();
        host.join(Duration.ofSeconds(10).toMillis());
        assertThat(host.isAlive()).as("the host's thread waits").isFalse();
    }

    @Test
    void hostsThread_whileRollcallsRoutesAreMade_needNotWaitForThem() throws Exception {
        guard.add(context, new RouteBuilder() {
            @Override
            public void configure() throws Exception {
                inAnotherThread("hosts", context);
                from("direct:ours").routeId("ours").log("never");
            }
        });

        assertThat(context.getRoute("hosts")).isNotNull();
        assertThat(context.getRoute("ours")).isNotNull();
        // the host's route was not taken for one of Rollcall's
        context.addRoutes(route("hosts"));
        assertThatThrownBy(() -> context.addRoutes(route("ours"))).hasMessageContaining("Two routes are named ours");
    }

    @Test
    void hostsRoute_whenItIsGone_isForgotten() throws Exception {
        context.addRoutes(route("passing"));
        context.removeRouteDefinition(context.getRouteDefinition("passing"));
        assertThat(guard.keeps("passing")).isTrue();

        context.addRoutes(route("next"));
        context.removeRouteDefinition(context.getRouteDefinition("next"));

        assertThat(guard.keeps("passing")).isFalse();
    }
}
