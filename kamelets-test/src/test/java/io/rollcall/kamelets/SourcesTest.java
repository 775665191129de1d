package io.rollcall.kamelets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rollcall.camel.api.RollcallConstants;
import io.rollcall.sandbox.Company;
import io.rollcall.sandbox.Sandbox;
import io.rollcall.sandbox.script.Fault;
import io.rollcall.sandbox.script.Preset;
import io.rollcall.sandbox.script.VendorApi;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The sources, run as {@code camel run} does. */
@Timeout(120)
@Tag("slow")
class SourcesTest {
    private static final Duration SOON = Duration.ofSeconds(30);

    @TempDir
    private Path folder;

    private Host host;
    private Sandbox sandbox;

    @BeforeEach
    void makeHost() {
        host = new Host(folder);
    }

    @AfterEach
    void stop() {
        host.close();
        if (sandbox != null) {
            sandbox.close();
        }
    }

    private static List<String> bodies(Queue<Exchange> seen) {
        return seen.stream()
                .map(exchange -> exchange.getMessage().getBody(String.class))
                .toList();
    }

    private static List<Object> headers(Queue<Exchange> seen, String header) {
        return seen.stream()
                .map(exchange -> exchange.getMessage().getHeader(header))
                .distinct()
                .toList();
    }

    @Test
    void cohostSource_whenARunChangesSomething_emitsEachChangeOnce() {
        sandbox = Sandbox.start(Company.builtIn(), 0);
        Queue<Exchange> seen =
                host.collect("kamelet:rollcall-cohost-source/changes?name=board&schedule=1s&users=UN-lisi,UN-mary");
        host.directory("rollcall-cohost-source", sandbox)
                .set("camel.kamelet.rollcall-cohost-source.callsPerSecond", "0")
                .start();

        await().atMost(SOON).until(() -> sandbox.calls(VendorApi.DINGTALK_ONGOING_MEETINGS) >= 6);

        assertThat(bodies(seen))
                .contains("{\"action\":\"promote\",\"meeting\":\"board-meeting\",\"user\":\"UN-lisi\","
                        + "\"reason\":\"listed\",\"status\":\"done\"}")
                .doesNotHaveDuplicates();
        assertThat(headers(seen, RollcallConstants.FLOW)).containsExactly("board");
        assertThat(headers(seen, RollcallConstants.EVENT)).containsExactly("change");
        assertThat(seen).allSatisfy(exchange -> assertThat(exchange.getMessage().getHeaders())
                .doesNotContainKey("triggerName"));
        assertThat(sandbox.isCoHost("board-meeting", "UN-lisi")).isTrue();
    }

    @Test
    void cohostSource_whenOneChangeTakesLong_emitsTheOthersMeanwhile() {
        sandbox = Sandbox.start(Company.builtIn(), 0);
        sandbox.script(Fault.on(VendorApi.DINGTALK_SET_CO_HOSTS).at("2").then(Preset.NO_ANSWER));
        Queue<Exchange> seen =
                host.collect("kamelet:rollcall-cohost-source/changes?schedule=1h&users=UN-lisi,UN-mary,UN-emma");
        host.configured(sandbox).set("rollcall.http.response-timeout", "5s").start();

        await().atMost(SOON).until(() -> sandbox.calls(VendorApi.DINGTALK_SET_CO_HOSTS) >= 2 && !seen.isEmpty());
        List<String> meanwhile = bodies(seen);
        await().atMost(SOON).until(() -> bodies(seen).stream().anyMatch(body -> body.contains("\"unknown\"")));

        assertThat(meanwhile).isNotEmpty().allSatisfy(body -> assertThat(body).contains("\"done\""));
    }

    @Test
    void cohostSource_whenItsRouteIsStoppedAndStarted_looksAgainAndNotMeanwhile() throws Exception {
        sandbox = Sandbox.start(Company.builtIn(), 0);
        host.collect("kamelet:rollcall-cohost-source/changes?schedule=1s&users=UN-lisi");
        host.configured(sandbox).start();
        await().atMost(SOON).until(() -> sandbox.calls(VendorApi.DINGTALK_ONGOING_MEETINGS) >= 1);

        host.context().getRouteController().stopRoute("changes");
        long before = sandbox.calls(VendorApi.DINGTALK_ONGOING_MEETINGS);
        await().during(Duration.ofSeconds(2))
                .atMost(Duration.ofSeconds(30))
                .until(() -> sandbox.calls(VendorApi.DINGTALK_ONGOING_MEETINGS) == before);
        host.context().getRouteController().startRoute("changes");

        await().atMost(SOON).until(() -> sandbox.calls(VendorApi.DINGTALK_ONGOING_MEETINGS) > before);
    }

    @Test
    void rosterSource_whenComplete_emitsTheVeryLinesOfARoster() throws IOException {
        sandbox = Sandbox.start(Company.builtIn().withoutLimits(), 0);
        Path roster = folder.resolve("people.ndjson");
        Path written = folder.resolve("written.ndjson");
        Queue<Exchange> seen = host.collect("kamelet:rollcall-roster-source/people?schedule=1h&output=" + written);
        host.configured(sandbox)
                .set("rollcall.flow.people.type", "roster")
                .set("rollcall.flow.people.output", roster.toString())
                .start();
        assertThat(host.ask("kamelet:rollcall-run-flow-action?flow=people", null)
                        .getMessage()
                        .getBody(String.class))
                .contains("\"outcome\":\"complete\"");
        List<String> lines = Files.readAllLines(roster);

        await().atMost(SOON).until(() -> seen.size() >= lines.size());

        assertThat(bodies(seen)).isEqualTo(lines);
        assertThat(headers(seen, RollcallConstants.FLOW)).containsExactly("kamelet-roster");
        assertThat(headers(seen, RollcallConstants.EVENT)).containsExactly("person");
        assertThat(headers(seen, RollcallConstants.COMPLETE)).containsExactly(true);
        assertThat(written).hasSameTextualContentAs(roster);
    }

    @Test
    void rosterSource_whenIncomplete_emitsNothingUnlessAskedTo() throws IOException {
        sandbox = Sandbox.start(Company.builtIn().withoutLimits(), 0);
        sandbox.script(Fault.on(VendorApi.DINGTALK_SUB_DEPARTMENTS).at("2").then(Preset.PERMISSION));
        sandbox.script(Fault.on(VendorApi.HUAWEI_USER_DETAILS).then(Preset.PERMISSION));
        Queue<Exchange> careful = host.collect("kamelet:rollcall-roster-source/careful?name=careful&schedule=1h&output="
                + folder.resolve("careful.ndjson"));
        Queue<Exchange> any = host.collect("kamelet:rollcall-roster-source/any?name=any&schedule=1h&incomplete=true"
                + "&output=" + folder.resolve("any.ndjson"));
        host.directory("rollcall-roster-source", sandbox)
                .lookup("rollcall-roster-source", sandbox, "lookupUrl")
                .start();

        await().atMost(SOON).until(() -> !any.isEmpty());
        await().atMost(SOON).until(() -> host.log().stream()
                .anyMatch(line -> line.contains("flow careful: incomplete: permission: ")));

        assertThat(careful).isEmpty();
        assertThat(headers(any, RollcallConstants.COMPLETE)).containsExactly(false);
    }

    @Test
    void cohostSource_whenItsRouteIsRemovedAndAddedAgain_runsAgain() throws Exception {
        sandbox = Sandbox.start(Company.builtIn(), 0);
        host.collect("direct:change");
        host.directory("rollcall-cohost-source", sandbox).start();
        String source = "kamelet:rollcall-cohost-source/changes?name=board&schedule=1h&users=UN-lisi";

        for (int time = 1; time <= 3; time++) {
            int times = time;
            host.context().addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from(source).routeId("reloaded").to("direct:change");
                }
            });
            await().atMost(SOON).untilAsserted(() -> assertThat(sandbox.calls(VendorApi.DINGTALK_ONGOING_MEETINGS))
                    .isEqualTo(times));
            // what a reload does
            host.context().getRouteController().stopRoute("reloaded");
            assertThat(host.context().removeRoute("reloaded")).isTrue();
        }

        assertThat(sandbox.calls(VendorApi.DINGTALK_TOKEN)).isEqualTo(1);
    }
}
