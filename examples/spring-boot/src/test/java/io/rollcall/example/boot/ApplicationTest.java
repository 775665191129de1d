package io.rollcall.example.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rollcall.camel.api.RollcallFaultException;
import io.rollcall.sandbox.Company;
import io.rollcall.sandbox.Sandbox;
import io.rollcall.sandbox.junit.SandboxExtension;
import io.rollcall.sandbox.script.Fault;
import io.rollcall.sandbox.script.Preset;
import io.rollcall.sandbox.script.VendorApi;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Route;
import org.apache.camel.builder.NotifyBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/**
 * The application with its own properties, save where the vendors are, where files go and how often its route asks. All
 * tests see the same application, which has started with the first.
 */
@Timeout(60)
@DirtiesContext // it must stop before its vendors do
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.NONE,
        properties = {"camel.main.run-controller=false", "example.period=1s", HostTest.NO_DATABASE})
@Tag("slow")
class ApplicationTest {
    @RegisterExtension
    static final SandboxExtension vendors =
            SandboxExtension.playing(Company.builtIn()).keepingState();

    @TempDir
    static Path folder;

    @Autowired
    private CamelContext context;

    @DynamicPropertySource
    static void settings(DynamicPropertyRegistry registry) {
        vendors.settings().forEach((key, value) -> registry.add(key, () -> value));
        registry.add("rollcall.store.url", () -> "embedded:" + folder.resolve("data"));
        registry.add("rollcall.flow.people.output", () -> folder.resolve("people.ndjson")
                .toString());
    }

    @AfterEach
    void mend(Sandbox sandbox) {
        sandbox.clearFaults();
    }

    @Test
    void board_whenTheApplicationStarts_isPromoted(Sandbox sandbox) {
        await().atMost(Duration.ofSeconds(20)).until(() -> sandbox.isCoHost("board-meeting", "UN-lisi"));
    }

    @Test
    void people_whenTheApplicationStarts_areWrittenByTheTemplatesRoute() {
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(folder.resolve("people.ndjson")).isNotEmptyFile());
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
    void meetings_whenAVendorRefuses_goToTheApplicationsOwnOnException(Sandbox sandbox) {
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
}
