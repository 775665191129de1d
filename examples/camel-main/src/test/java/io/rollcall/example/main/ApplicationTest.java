package io.rollcall.example.main;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rollcall.camel.api.RollcallFaultException;
import io.rollcall.report.FlowReport;
import io.rollcall.report.RunOutcome;
import io.rollcall.sandbox.Company;
import io.rollcall.sandbox.Sandbox;
import io.rollcall.sandbox.junit.SandboxExtension;
import io.rollcall.sandbox.script.Fault;
import io.rollcall.sandbox.script.Preset;
import io.rollcall.sandbox.script.VendorApi;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.apache.camel.Route;
import org.apache.camel.builder.NotifyBuilder;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The application with its own properties, save where the vendors are and where files go. */
@Timeout(60)
@Tag("slow")
class ApplicationTest {
    @RegisterExtension
    static final SandboxExtension vendors = SandboxExtension.playing(Company.builtIn());

    @TempDir
    Path folder;

    private final Main main = new Main();

    @BeforeEach
    void prepare() {
        main.configure().addRoutesBuilder(MeetingsRouteBuilder.class, GuestsRouteBuilder.class);
        vendors.settings().forEach(main::addOverrideProperty);
        main.addOverrideProperty("rollcall.store.url", "embedded:" + folder.resolve("data"));
        main.addOverrideProperty(
                "rollcall.flow.people.output", folder.resolve("people.ndjson").toString());
        main.init();
    }

    @AfterEach
    void stop() {
        main.stop();
    }

    @Test
    void board_whenTheApplicationStarts_isPromoted(Sandbox sandbox) {
        main.start();

        await().atMost(Duration.ofSeconds(20)).until(() -> sandbox.isCoHost("board-meeting", "UN-lisi"));
    }

    @Test
    void people_whenTheApplicationStarts_areWrittenByTheTemplatesRoute() {
        main.start();

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(folder.resolve("people.ndjson")).isNotEmptyFile());
        assertThat(main.getCamelContext().getRoutes())
                .extracting(Route::getRouteId)
                .contains("meetings", "nightly-people");
    }

    @Test
    void guests_whenTheApprovalDropsAChange_areSkippedInTheReport(Sandbox sandbox) {
        NotifyBuilder reported = new NotifyBuilder(main.getCamelContext())
                .fromRoute("guests")
                .whenAnyDoneMatches(exchange -> exchange.getMessage().getBody() instanceof FlowReport report
                        && report.result().outcome() == RunOutcome.COMPLETE
                        && report.result().changes().stream()
                                .map(change -> change.meeting() + " " + change.user() + " " + change.status())
                                .toList()
                                .equals(List.of("board-meeting UN-john SKIPPED")))
                .create();
        main.start();

        assertThat(reported.matches(20, TimeUnit.SECONDS)).isTrue();
        assertThat(sandbox.isCoHost("board-meeting", "UN-john")).isFalse();
    }

    @Test
    void meetings_whenRollcallAnswers_areTold() {
        NotifyBuilder told = new NotifyBuilder(main.getCamelContext())
                .fromRoute("meetings")
                .whenCompleted(1)
                .create();
        main.start();

        assertThat(told.matches(20, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void meetings_whenAVendorRefuses_goToTheApplicationsOwnOnException(Sandbox sandbox) {
        sandbox.script(Fault.on(VendorApi.DINGTALK_ONGOING_MEETINGS).then(Preset.PERMISSION));
        NotifyBuilder handled = new NotifyBuilder(main.getCamelContext())
                .fromRoute("meetings")
                .whenExactlyDone(1)
                .filter(exchange ->
                        exchange.getProperty(Exchange.EXCEPTION_CAUGHT) instanceof RollcallFaultException fault
                                && fault.fault().kind().word().equals("permission")
                                && exchange.getException() == null)
                .create();
        main.start();

        assertThat(handled.matches(20, TimeUnit.SECONDS)).isTrue();
    }
}
