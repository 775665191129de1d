package io.rollcall.example.quarkus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.rollcall.camel.api.RollcallFaultException;
import io.rollcall.sandbox.Sandbox;
import io.rollcall.sandbox.script.Fault;
import io.rollcall.sandbox.script.Preset;
import io.rollcall.sandbox.script.VendorApi;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Route;
import org.apache.camel.builder.NotifyBuilder;
import org.apache.camel.component.http.HttpComponent;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The application with its own properties, save where the vendors are, where files go and how often its route asks. All
 * tests see the same application, which has started with the first.
 */
@Timeout(60)
@QuarkusTest
@QuarkusTestResource(value = Vendors.class, restrictToAnnotatedClass = true)
@TestProfile(ApplicationTest.AsksOften.class)
@Tag("slow")
class ApplicationTest {
    @Inject
    CamelContext context;

    @ConfigProperty(name = "rollcall.flow.people.output")
    Path people;

    /** Set by {@link Vendors}. */
    Sandbox sandbox;

    /** Settings of the application's own. */
    public static final class AsksOften implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "example.period", "1s",
                    "camel.component.http.connect-timeout", "4321",
                    "camel.component.http.user-agent", "the host's own");
        }
    }

    @AfterEach
    void mend() {
        sandbox.clearFaults();
    }

    @Test
    void board_whenTheApplicationStarts_isPromoted() {
        await().atMost(Duration.ofSeconds(20)).until(() -> sandbox.isCoHost("board-meeting", "UN-lisi"));
    }

    @Test
    void people_whenTheApplicationStarts_areWrittenByTheTemplatesRoute() {
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(people).isNotEmptyFile());
        assertThat(context.getRoutes()).extracting(Route::getRouteId).contains("meetings", "nightly-people");
    }

    @Test
    void meetings_whenRollcallAnswers_areTold() {
        NotifyBuilder told = new NotifyBuilder(context)
                .fromRoute("meetings")
                .whenCompleted(1)
                .create();

        assertThat(told.matches(20, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void meetings_whenAVendorRefuses_goToTheApplicationsOwnOnException() {
        NotifyBuilder handled = new NotifyBuilder(context)
                .fromRoute("meetings")
                .filter(exchange ->
                        exchange.getProperty(Exchange.EXCEPTION_CAUGHT) instanceof RollcallFaultException fault
                                && fault.fault().kind().word().equals("permission")
                                && exchange.getException() == null)
                .whenDone(1)
                .create();
        sandbox.script(Fault.on(VendorApi.DINGTALK_ONGOING_MEETINGS).then(Preset.PERMISSION));

        assertThat(handled.matches(20, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void host_whenRollcallRuns_keepsItsHttpComponentAndItsErrorHandling() {
        HttpComponent http = context.getComponent("http", HttpComponent.class);

        assertThat(http.getConnectTimeout()).isEqualTo(4321);
        assertThat(http.getUserAgent()).isEqualTo("the host's own");
        assertThat(http.isAutomaticRetriesDisabled()).isFalse();
        assertThat(http.isFollowRedirects()).isEqualTo(new HttpComponent().isFollowRedirects());
        assertThat(http.getHttpClientConfigurer()).isNull();
        assertThat(ask("direct:call")).startsWith("{");
        assertThat(ask("direct:call-nowhere"))
                .startsWith("the host's error handler, after")
                .contains("404");
        assertThat(ask("direct:fail")).isEqualTo("the host's onException");
    }

    private String ask(String endpoint) {
        return context.createFluentProducerTemplate().to(endpoint).request(String.class);
    }
}
