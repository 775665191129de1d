package io.rollcall.camel.internal.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.report.RunOutcome;
import io.rollcall.sandbox.script.VendorApi;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.Component;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.builder.RouteConfigurationBuilder;
import org.apache.camel.component.http.HttpComponent;
import org.apache.camel.spi.ComponentCustomizer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a host does to its own routes and components does not reach Rollcall's (FINDINGS H1, H2, H3). */
@Timeout(180)
@Tag("slow")
class HostInterferenceTest {
    @TempDir
    Path folder;

    private final MainHost host = new MainHost();
    private final List<String> reached = new CopyOnWriteArrayList<>();

    @BeforeEach
    void configure() {
        host.vendors().board().set("rollcall.store.url", "embedded:" + folder.resolve("data"));
    }

    @AfterEach
    void stop() {
        host.close();
    }

    private void assertRollcallWorks() throws Exception {
        assertThat(host.meetings()).hasSize(2);
        assertThat(host.runBoard().result().outcome()).isEqualTo(RunOutcome.COMPLETE);
    }

    @Test
    void routes_whenAllAreRemovedAsAReloadDoes_leaveRollcallAtWork() throws Exception {
        host.start();
        assertRollcallWorks();

        host.context().getRouteController().stopAllRoutes();
        host.context().getRouteController().removeAllRoutes();

        assertRollcallWorks();
    }

    @Test
    void routeConfiguration_whenItStopsEveryExchange_doesNotReachRollcall() throws Exception {
        Processor reaching = exchange -> reached.add(exchange.getFromRouteId());
        host.main().configure().addRoutesBuilder(new RouteConfigurationBuilder() {
            @Override
            public void configuration() {
                routeConfiguration().interceptFrom().process(reaching).stop();
                routeConfiguration().intercept().process(reaching).stop();
                routeConfiguration().onCompletion().process(reaching);
            }
        });
        host.main().configure().addRoutesBuilder(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:mine").routeId("mine").to("rollcall:ongoing-meetings");
            }
        });
        host.start();

        assertRollcallWorks();

        host.context().createProducerTemplate().requestBody("direct:mine", "UN-lisi");
        assertThat(reached).as("the host's own route").isNotEmpty().containsOnly("mine");
    }

    @Test
    void customizer_whenItReplacesTheHttpClient_doesNotReachRollcall() throws Exception {
        host.bind("customizer", ComponentCustomizer.forType(HttpComponent.class, http -> {
            reached.add(http.getClass().getSimpleName());
            http.setHttpClientConfigurer(client -> {});
        }));
        host.start();

        assertRollcallWorks();

        assertThat(reached).isEmpty();
        Component own = host.context().getComponent("http");
        assertThat(own).isInstanceOf(HttpComponent.class);
        assertThat(reached).as("the host's own component").containsExactly("HttpComponent");
        assertThat(host.sandbox().calls(VendorApi.DINGTALK_SET_CO_HOSTS)).isEqualTo(1);
    }
}
