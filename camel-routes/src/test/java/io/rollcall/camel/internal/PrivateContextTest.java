package io.rollcall.camel.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.Component;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.builder.RouteConfigurationBuilder;
import org.apache.camel.component.direct.DirectComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.spi.ComponentCustomizer;
import org.apache.camel.support.SimpleEventNotifierSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slow")
class PrivateContextTest {
    private final DefaultCamelContext host = new DefaultCamelContext();
    private final PrivateContext inside = new PrivateContext(host);

    @AfterEach
    void stop() {
        inside.stop();
        host.stop();
    }

    /** A route that answers with what it got. */
    private static final class Echo extends RouteBuilder {
        @Override
        public void configure() {
            from("direct:echo").transform(body().append("!"));
        }
    }

    private Object echo() {
        return inside.context().createProducerTemplate().requestBody("direct:echo", "hello");
    }

    @Test
    void host_whenItConfiguresRoutesComponentsAndEvents_doesNotReachTheInside() throws Exception {
        List<Object> reached = new ArrayList<>();
        host.addRoutes(new RouteConfigurationBuilder() {
            @Override
            public void configuration() {
                routeConfiguration().interceptFrom().process(reached::add).stop();
                routeConfiguration().intercept().process(reached::add).stop();
                routeConfiguration().onCompletion().process(reached::add);
            }
        });
        host.getRegistry().bind("customizer", new ComponentCustomizer() {
            @Override
            public void configure(String name, Component target) {
                reached.add(name);
            }
        });
        host.getManagementStrategy().addEventNotifier(new SimpleEventNotifierSupport() {
            @Override
            public void notify(CamelEvent event) {
                if (event instanceof CamelEvent.ExchangeEvent) {
                    reached.add(event);
                }
            }
        });
        host.start();

        inside.start().addRoutes(new Echo());

        assertThat(echo()).isEqualTo("hello!");
        host.getRouteController().stopAllRoutes();
        host.getRouteController().removeAllRoutes();
        assertThat(echo()).isEqualTo("hello!");
        assertThat(reached).isEmpty();
        // the test can see what it looks for
        host.addRoutes(new Echo());
        host.createProducerTemplate().requestBody("direct:echo", "hello");
        assertThat(reached).isNotEmpty();
    }

    @Test
    void start_whenItWasStopped_makesANewContext() throws Exception {
        CamelContext first = inside.start();
        assertThat(inside.start()).isSameAs(first);
        inside.stop();
        assertThatThrownBy(inside::context).isInstanceOf(IllegalStateException.class);

        CamelContext second = inside.start();

        assertThat(second).isNotSameAs(first);
        assertThat(second.isStarted()).isTrue();
        assertThat(second.getComponent("direct")).isInstanceOf(DirectComponent.class);
        second.addRoutes(new Echo());
        assertThat(echo()).isEqualTo("hello!");
    }

    @Test
    void hosts_whenTwoHaveOneName_shareNothing() throws Exception {
        try (DefaultCamelContext other = new DefaultCamelContext()) {
            other.getCamelContextExtension().setName(host.getName());
            PrivateContext otherInside = new PrivateContext(other);
            inside.start().addRoutes(new Echo());
            otherInside.start().addRoutes(new Echo());

            otherInside.stop();

            assertThat(echo()).isEqualTo("hello!");
        }
    }

    @Test
    void context_whenAHostHasAClassLoader_usesItAndLoadsNoPlugin() {
        ClassLoader loader = new ClassLoader(getClass().getClassLoader()) {};
        host.setApplicationContextClassLoader(loader);

        CamelContext context = inside.start();

        assertThat(context.getApplicationContextClassLoader()).isSameAs(loader);
        // Rollcall's own plugin would install Rollcall in it
        assertThat(context.getLifecycleStrategies())
                .noneMatch(strategy -> strategy.getClass().getName().startsWith("io.rollcall"));
        assertThat(context.getManagementStrategy().getManagementAgent()).isNull();
    }
}
