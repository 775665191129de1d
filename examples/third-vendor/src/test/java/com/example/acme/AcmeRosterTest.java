package com.example.acme;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.rollcall.camel.Rollcall;
import io.rollcall.camel.api.FlowListener;
import io.rollcall.camel.support.Schedules;
import io.rollcall.config.ConfigurationSources;
import io.rollcall.config.Environment;
import io.rollcall.config.KnownVendors;
import io.rollcall.config.RollcallConfig;
import io.rollcall.report.CheckReport;
import io.rollcall.report.FlowReport;
import io.rollcall.report.JsonLine;
import io.rollcall.report.Mode;
import io.rollcall.sandbox.Company;
import io.rollcall.sandbox.Sandbox;
import io.rollcall.store.Store;
import io.rollcall.vendor.Vendor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The real thing: DingTalk's people, looked up at Acme Rooms, over HTTP and through Rollcall's own routes. */
@Timeout(60)
@Tag("slow")
class AcmeRosterTest {
    @TempDir
    Path folder;

    private Sandbox sandbox;
    private AcmeServer acme;
    private CamelContext camel;
    private Store store;
    private Rollcall rollcall;
    private RollcallConfig config;

    @BeforeEach
    void start() throws Exception {
        sandbox = Sandbox.start(Company.builtIn(), 0);
        acme = new AcmeServer();
    }

    @AfterEach
    void stop() {
        if (camel != null) {
            camel.stop();
            store.close();
        }
        acme.close();
        sandbox.close();
    }

    private void install(String... more) throws Exception {
        List<String> properties = new ArrayList<>();
        sandbox.properties()
                .lines()
                .filter(line -> line.startsWith("rollcall.dingtalk."))
                .forEach(properties::add);
        properties.addAll(acme.properties());
        properties.addAll(List.of(
                "rollcall.flow.people.type=roster",
                "rollcall.flow.people.lookup.provider=acme",
                "rollcall.flow.people.lookup.key=job_number",
                "rollcall.flow.people.output=people.ndjson"));
        properties.addAll(List.of(more));
        ConfigurationSources.File file =
                ConfigurationSources.File.properties("rollcall.properties", folder, String.join("\n", properties));
        config = RollcallConfig.parse(
                new ConfigurationSources(List.of(file), Map.of(), List.of()), KnownVendors.all(), new Machine(folder));
        camel = new DefaultCamelContext();
        store = Store.embedded(folder.resolve("data"), Clock.systemUTC());
        rollcall = Rollcall.install(camel, config, store, Clock.systemUTC(), FlowListener.NONE);
        camel.start();
    }

    private FlowReport once() {
        return rollcall.run(config.flowsNamed(List.of("people")).get(0), Mode.ONCE)
                .orElseThrow();
    }

    /** The report as scripts read it. */
    private static JsonNode json(FlowReport report) throws IOException {
        return new JsonMapper().readTree(JsonLine.of(report));
    }

    private List<String> roster() throws IOException {
        List<String> people = new ArrayList<>();
        for (String line : Files.readAllLines(folder.resolve("people.ndjson"))) {
            JsonNode person = new JsonMapper().readTree(line);
            people.add(person.path("userId").textValue() + " "
                    + person.path("lookup").textValue() + " "
                    + person.at("/account/personalMeetingId").asText("-"));
        }
        return people;
    }

    @Test
    void vendors_areFoundWithAcmeAfterRollcallsOwn() {
        assertThat(KnownVendors.all()).extracting(Vendor::name).containsExactly("dingtalk", "huawei", "acme");
    }

    @Test
    void roster_whenAcmeIsAsked_joinsItsPeopleAndNamesItsCalls() throws Exception {
        install();

        FlowReport report = once();

        assertThat(json(report).path("outcome").textValue()).isEqualTo("complete");
        assertThat(roster()).contains("zhangsan found 701", "john found 704", "mary found 705", "lisi not-found -");
        List<String> calls = new ArrayList<>();
        json(report).path("calls").fieldNames().forEachRemaining(calls::add);
        assertThat(calls)
                .startsWith("acme.token", "acme.user-details", "dingtalk.token", "dingtalk.department-users")
                .noneMatch(call -> call.startsWith("huawei"));
        assertThat(json(report).path("calls").path("acme.user-details").intValue())
                .isEqualTo(1);
        assertThat(json(report).path("meteredCalls").intValue()).isZero();
    }

    // tag::renewed[]
    @Test
    void roster_whenTheTokenIsRefused_isAskedOnceMoreWithAFreshOne() throws Exception {
        install();
        acme.script(401, Map.of(), "TOKEN_EXPIRED");

        assertThat(json(once()).path("outcome").textValue()).isEqualTo("complete");

        assertThat(acme.tokens()).isEqualTo(2);
        assertThat(acme.questionsAt()).hasSize(2);
    }
    // end::renewed[]

    @Test
    void roster_whenAFreshTokenIsRefusedToo_namesTheFault() throws Exception {
        install();
        acme.script(401, Map.of(), "TOKEN_EXPIRED");
        acme.script(401, Map.of(), "TOKEN_EXPIRED");

        JsonNode report = json(once());

        assertThat(report.path("outcome").textValue()).isEqualTo("incomplete");
        assertThat(report.at("/problems/0/fault").textValue()).isEqualTo("token");
        assertThat(report.at("/problems/0/code").textValue()).isEqualTo("TOKEN_EXPIRED");
        assertThat(report.at("/problems/0/requestId").textValue()).isEqualTo("acme-request");
        assertThat(acme.tokens()).isEqualTo(2);
    }

    @Test
    void roster_whenAcmeSaysSlowDown_waitsAndAsksAgain() throws Exception {
        install();
        acme.script(429, Map.of("Retry-After", "1"), "SLOW_DOWN");

        assertThat(json(once()).path("outcome").textValue()).isEqualTo("complete");

        List<Long> at = acme.questionsAt();
        assertThat(at).hasSize(2);
        assertThat(Duration.ofNanos(at.get(1) - at.get(0))).isGreaterThanOrEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void check_asksAcmeToo() throws Exception {
        install();

        CheckReport report = rollcall.check();

        assertThat(report.failures()).isZero();
        assertThat(report.lines())
                .extracting(line -> line.check() + " " + line.result())
                .contains("acme.token OK", "acme.user-details OK");
    }

    /** The machine of the test. */
    private record Machine(Path workingDirectory) implements Environment {
        @Override
        public ZoneId timezone() {
            return ZoneId.of("UTC");
        }

        @Override
        public String read(Path file) throws IOException {
            return Files.readString(file);
        }

        @Override
        public boolean isDirectory(Path path) {
            return Files.isDirectory(path);
        }

        @Override
        public boolean isWritable(Path path) {
            return Files.isWritable(path);
        }

        @Override
        public Optional<String> cronProblem(String expression) {
            return Schedules.problem(expression);
        }
    }
}
