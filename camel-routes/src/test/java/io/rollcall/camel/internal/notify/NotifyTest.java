package io.rollcall.camel.internal.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.rollcall.camel.Logged;
import io.rollcall.camel.RollcallTestSupport;
import io.rollcall.camel.api.RollcallConstants;
import io.rollcall.config.ConfigurationException;
import io.rollcall.config.ConfigurationProblem;
import io.rollcall.report.FlowReport;
import io.rollcall.report.JsonLine;
import io.rollcall.report.Mode;
import io.rollcall.sandbox.Company;
import io.rollcall.sandbox.script.Fault;
import io.rollcall.sandbox.script.Match;
import io.rollcall.sandbox.script.Preset;
import io.rollcall.sandbox.script.VendorApi;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.direct.DirectComponent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the configured endpoint of a flow hears of its runs. */
@Tag("slow")
class NotifyTest extends RollcallTestSupport {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String TYPE = "rollcall.flow.board.type=cohost";
    private static final String USERS = "rollcall.flow.board.users=UN-lisi,UN-john";
    private static final String NOTIFY = "rollcall.flow.board.notify=";

    private Receiver receiver;

    @BeforeEach
    void startReceiver() throws IOException {
        receiver = new Receiver();
    }

    @AfterEach
    void stopReceiver() {
        receiver.close();
    }

    private void refuseJohn() {
        sandbox.script(Fault.on(VendorApi.DINGTALK_SET_CO_HOSTS)
                .where(Match.UNION_ID, "UN-john")
                .then(400, Map.of(), "{\"code\":\"unknownUserError\",\"requestid\":\"R1\",\"message\":\"m\"}"));
    }

    private void awaitNotified() throws InterruptedException {
        rollcall.awaitNotified(Duration.ofSeconds(10));
    }

    private List<JsonNode> received(String event) {
        return receiver.received().stream()
                .map(Receiver.Received::json)
                .filter(json -> json.get("event").asText().equals(event))
                .map(json -> json.get(event))
                .toList();
    }

    @Test
    void run_sendsWhatItsReportSaysOnceAndTheReportLast() throws Exception {
        play(Company.builtIn());
        refuseJohn();
        start(TYPE, USERS, NOTIFY + receiver.url("/events?key=k1"));

        FlowReport report = once("board");
        awaitNotified();

        JsonNode reported = JSON.readTree(JsonLine.of(report));
        assertThat(receiver.events()).containsExactly("change", "problem", "change", "report");
        assertThat(received("change")).containsExactlyInAnyOrderElementsOf(list(reported.get("changes")));
        assertThat(received("problem")).containsExactlyElementsOf(list(reported.get("problems")));
        assertThat(received("report")).containsExactly(reported);
        assertThat(receiver.received()).allSatisfy(one -> {
            assertThat(one.method()).isEqualTo("POST");
            assertThat(one.uri()).isEqualTo("/events?key=k1");
            assertThat(one.contentType()).startsWith("application/json");
            assertThat(one.headers().toLowerCase()).doesNotContain("rollcall", "cookie");
            assertThat(one.json().get("flow").asText()).isEqualTo("board");
            assertThat(one.json().get("type").asText()).isEqualTo("cohost");
            assertThat(one.json().get("mode").asText()).isEqualTo("once");
            assertThat(Instant.parse(one.json().get("at").asText()))
                    .isBetween(report.startedAt().minusSeconds(1), Instant.now());
        });
    }

    @Test
    void events_toKafka_haveTheMeetingOrTheFlowAsTheirKey() throws Exception {
        play(Company.builtIn());
        List<String> keys = new CopyOnWriteArrayList<>();
        // camel-kafka needs a broker; a component of its name receives what it would
        context.addComponent("kafka", new DirectComponent());
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("kafka:rollcall")
                        .process(event -> keys.add(event.getMessage().getHeader("CamelRollcallEvent") + " "
                                + event.getMessage().getHeader("kafka.KEY") + " "
                                + event.getMessage().getHeader("CamelKafkaKey")));
            }
        });
        start(TYPE, USERS, NOTIFY + "kafka:rollcall");

        once("board");
        awaitNotified();

        assertThat(keys)
                .contains("change board-meeting board-meeting", "report board board")
                .allMatch(key -> key.startsWith("change board-meeting") || key.equals("report board board"));
    }

    @Test
    void events_toOtherEndpoints_haveNoHeaderForKafka() throws Exception {
        play(Company.builtIn());
        List<String> headers = new CopyOnWriteArrayList<>();
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:events")
                        .process(event ->
                                headers.addAll(event.getMessage().getHeaders().keySet()));
            }
        });
        start(TYPE, USERS, NOTIFY + "direct:events");

        once("board");
        awaitNotified();

        assertThat(headers).contains("CamelRollcallFlow").noneMatch(name -> name.toLowerCase()
                .contains("kafka"));
    }

    @Test
    void address_arrivesByteForByte() throws Exception {
        play(Company.builtIn());
        String exact = "/hook%2Fid/a+b;v=1?z=1&sign=a%2Bb%2F%3d&a=%e4%b8%ad&empty=&flag&sign=second~!*'()";
        start(TYPE, USERS, NOTIFY + receiver.url(exact + "&connectTimeout=1000"));

        once("board");
        awaitNotified();

        assertThat(receiver.received()).isNotEmpty().allSatisfy(one -> assertThat(one.uri())
                .isEqualTo(exact));
    }

    @Test
    void robot_whenItRefusesInsideStatus200_isNotTakenForDelivered() throws Exception {
        play(Company.builtIn());
        receiver.reply = "{\"errcode\":310000,\"errmsg\":\"keywords not in content\"}";
        start(TYPE, USERS, NOTIFY + receiver.url("/robot/send?access_token=SECRET-token"));
        try (Logged logged = new Logged(Level.INFO)) {
            once("board");
            awaitNotified();

            assertThat(logged.lines()).anySatisfy(line -> assertThat(line)
                    .contains("are not delivered", "the robot refused the message with code 310000")
                    .contains("keywords not in content"));
            assertThat(logged.lines()).noneMatch(line -> line.contains("SECRET-token"));
            receiver.reply = "{\"errcode\":0,\"errmsg\":\"ok\"}";
            once("board");
            awaitNotified();
            assertThat(logged.lines()).anyMatch(line -> line.contains("delivered again"));
        }
    }

    private static List<JsonNode> list(JsonNode array) {
        List<JsonNode> list = new ArrayList<>();
        array.forEach(list::add);
        return list;
    }

    @Test
    void names_whenChinese_arriveAsTheyAre() throws Exception {
        play("{'meetings':[{'id':'会议一','members':[{'unionId':'UN-lisi'}]}]}");
        start(TYPE, "rollcall.flow.board.users=UN-lisi", NOTIFY + receiver.url("/"));

        once("board");
        awaitNotified();

        assertThat(received("report")
                        .get(0)
                        .get("changes")
                        .get(0)
                        .get("meeting")
                        .asText())
                .isEqualTo("会议一");
    }

    @Test
    void change_whenTheRunStillGoesOn_isSentAlready() throws Exception {
        play("{'meetings':[{'id':'c1','members':[{'unionId':'UN1'}]},{'id':'c2','members':[{'unionId':'UN1'}]}]}");
        sandbox.script(Fault.on(VendorApi.DINGTALK_SET_CO_HOSTS).at("2").then(Preset.NO_ANSWER));
        start(TYPE, "rollcall.flow.board.users=UN1", NOTIFY + receiver.url("/"));
        CompletableFuture<FlowReport> running = CompletableFuture.supplyAsync(
                () -> rollcall.run(flow("board"), Mode.RUN).orElseThrow());

        await().until(() -> receiver.events().equals(List.of("change")));
        assertThat(running).isNotDone();

        rollcall.stop(Duration.ofMillis(1));
        running.get(60, TimeUnit.SECONDS);
        awaitNotified();
        assertThat(receiver.events()).startsWith("change").endsWith("report").contains("problem");
        assertThat(received("change"))
                .extracting(change -> change.get("status").asText())
                .containsExactly("done", "unknown");
    }

    @Test
    void plan_sendsNothingAndADryRunWhatItWouldDo() throws Exception {
        play(Company.builtIn());
        start(TYPE, USERS, "rollcall.flow.board.dry-run=true", NOTIFY + receiver.url("/"));

        plan("board");
        awaitNotified();
        assertThat(receiver.events()).isEmpty();

        once("board");
        awaitNotified();
        assertThat(receiver.events()).containsExactly("change", "change", "report");
        assertThat(received("change"))
                .allMatch(change -> change.get("status").asText().equals("planned"));
    }

    @Test
    void roster_sendsItsProblemsAndItsReport() throws Exception {
        play(Company.builtIn());
        sandbox.script(Fault.on(VendorApi.DINGTALK_DEPARTMENT_USERS).at("1").then(400, Map.of(), "{}"));
        Files.writeString(folder.resolve("roster.ndjson"), "from before\n");
        start(
                "rollcall.flow.people.type=roster",
                "rollcall.flow.people.output=roster.ndjson",
                "rollcall.flow.people.notify=" + receiver.url("/"));

        FlowReport report = once("people");
        awaitNotified();

        assertThat(report.result().problems()).isNotEmpty();
        assertThat(received("problem")).hasSameSizeAs(report.result().problems());
        assertThat(received("report")).containsExactly(JSON.readTree(JsonLine.of(report)));
    }

    @Test
    void list_whenItCannotBeRead_isToldOnce() throws Exception {
        play(Company.builtIn());
        Files.writeString(folder.resolve("users.txt"), "UN-lisi\n");
        start(TYPE, "rollcall.flow.board.users-file=users.txt", NOTIFY + receiver.url("/"));
        Files.delete(folder.resolve("users.txt"));

        FlowReport report = once("board");
        awaitNotified();

        assertThat(report.result().problems()).hasSize(1);
        assertThat(receiver.events().get(0)).isEqualTo("problem");
        assertThat(received("problem")).hasSize(1);
    }

    @Test
    void endpoint_whenItFails_isWarnedAboutOnceUntilItWorks() throws Exception {
        play(Company.builtIn());
        start(TYPE, USERS, NOTIFY + receiver.url("/SECRET-path?key=SECRET-key&followRedirects=true"));
        receiver.answer = number -> number <= 3 ? 500 : number == 4 ? 302 : number <= 5 ? 503 : 200;
        try (Logged logged = new Logged(Level.INFO)) {
            // two changes and a report, then a report at a time
            for (int run = 0; run < 4; run++) {
                assertThat(outcome(once("board"))).isEqualTo("complete");
                awaitNotified();
            }

            // each was sent once and nowhere else: neither the client nor a redelivery repeats it
            assertThat(receiver.events()).containsExactly("change", "change", "report", "report", "report", "report");
            assertThat(receiver.received()).allMatch(one -> one.uri().startsWith("/SECRET-path"));
            assertThat(logged.messages(Level.WARN, "io.rollcall.camel.internal.notify"))
                    .containsExactly(
                            "events of flow board are not delivered: HttpOperationFailedException: the"
                                    + " response has status 500. Rollcall does not send them again, and logs nothing more until one"
                                    + " is delivered; the audit and the reports are complete. Check rollcall.flow.board.notify");
            assertThat(logged.messages(Level.INFO, "io.rollcall.camel.internal.notify"))
                    .containsExactly("events of flow board are delivered again; 5 were not");
            assertThat(logged.lines()).noneMatch(line -> line.contains("SECRET"));
        }
    }

    @Test
    void endpoint_whenNobodyListens_isNamedByItsReason() throws Exception {
        play(Company.builtIn());
        start(TYPE, USERS, NOTIFY + "http://127.0.0.1:1/SECRET");
        try (Logged logged = new Logged(Level.INFO)) {
            once("board");
            awaitNotified();

            assertThat(logged.messages(Level.WARN, "io.rollcall"))
                    .hasSize(1)
                    .allMatch(line ->
                            line.contains("are not delivered: HttpHostConnectException: the connection was refused."));
            assertThat(logged.lines()).noneMatch(line -> line.contains("SECRET"));
        }
    }

    @Test
    void endpoint_whenItHangs_holdsUpNeitherTheRunNorOtherFlowsNorTheStop() throws Exception {
        play(Company.builtIn());
        start(
                TYPE,
                USERS,
                NOTIFY + receiver.url("/hangs"),
                "rollcall.flow.other.type=cohost",
                "rollcall.flow.other.users=UN-mary",
                "rollcall.flow.other.notify=" + receiver.url("/works"));
        receiver.answer = number -> {
            if (receiver.received().get(number - 1).uri().equals("/hangs")) {
                TimeUnit.MINUTES.sleep(1);
            }
            return 200;
        };
        try (Logged logged = new Logged(Level.INFO)) {
            assertThat(outcome(once("board"))).isEqualTo("complete");
            assertThat(outcome(once("other"))).isEqualTo("complete");
            await().until(() ->
                    receiver.received().stream().anyMatch(one -> one.uri().equals("/works")));

            long began = System.nanoTime();
            camel.stop();

            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(30));
            assertThat(logged.messages(Level.WARN, "io.rollcall.camel.internal.notify"))
                    .containsExactly("events were not sent: 3 of flow board; Rollcall is stopping, and their"
                            + " endpoints took too long");
            await().until(() -> Thread.getAllStackTraces().keySet().stream()
                    .noneMatch(thread -> thread.getName().contains("rollcall-notify")));
        }
    }

    @Test
    void route_whenItIsTheHosts_getsHeadersAndIsNotRepeated() throws Exception {
        play(Company.builtIn());
        List<Exchange> taken = new ArrayList<>();
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                from("direct:changes").process(exchange -> {
                    taken.add(exchange.copy());
                    throw new IllegalStateException("SECRET");
                });
            }
        });
        start(TYPE, USERS, NOTIFY + "direct:changes");

        once("board");
        awaitNotified();

        assertThat(taken)
                .extracting(exchange -> exchange.getMessage().getHeader(RollcallConstants.EVENT))
                .containsExactly("change", "change", "report");
        assertThat(taken).allSatisfy(exchange -> {
            assertThat(exchange.getMessage().getHeader(RollcallConstants.FLOW)).isEqualTo("board");
            assertThat(exchange.getMessage().getHeader(Exchange.CONTENT_TYPE)).isEqualTo("application/json");
            assertThat(exchange.getMessage().getBody()).isInstanceOf(String.class);
        });
    }

    @Test
    void install_whenUrisAreOfNoUse_namesThemAllWithoutShowingThem() {
        play(Company.builtIn());
        assertThatThrownBy(() -> start(
                        TYPE,
                        USERS,
                        NOTIFY + "kafka:topic?saslJaasConfig=SECRET",
                        "rollcall.flow.b.type=cohost",
                        "rollcall.flow.b.users=UN1",
                        "rollcall.flow.b.notify=direct:x?nonsense=SECRET&block=false&other=SECRET",
                        "rollcall.flow.c.type=cohost",
                        "rollcall.flow.c.users=UN1",
                        "rollcall.flow.c.notify=rollcall:run?flow=board",
                        "rollcall.flow.d.type=cohost",
                        "rollcall.flow.d.users=UN1",
                        "rollcall.flow.d.notify=file:somewhere?fileExist=SECRET",
                        "rollcall.flow.e.type=cohost",
                        "rollcall.flow.e.users=UN1",
                        "rollcall.flow.e.notify=direct:fine"))
                .isInstanceOfSatisfying(ConfigurationException.class, wrong -> assertThat(wrong.problems())
                        .extracting(ConfigurationProblem::line)
                        .containsExactly(
                                "rollcall.flow.b.notify has options that the component direct does not have: nonsense, other",
                                "rollcall.flow.board.notify needs the component kafka, which is not on the class path;"
                                        + " add camel-kafka",
                                "rollcall.flow.c.notify leads back into Rollcall; name an endpoint of your own",
                                "rollcall.flow.d.notify cannot be used as an endpoint of the component file"
                                        + " (IllegalArgumentException); check the URI after the component's name, and its"
                                        + " options"));
    }

    @Test
    void uri_whenItHoldsSecrets_isShownNowhere() throws Exception {
        play(Company.builtIn());
        try (Logged logged = new Logged(Level.TRACE)) {
            start(TYPE, USERS, NOTIFY + receiver.url("/SECRET-path?key=SECRET-key"));
            camel.setTracing(true);
            once("board");
            awaitNotified();
            receiver.answer = number -> 500;
            once("board");
            awaitNotified();
            String shown = camel.getEndpoints().toString()
                    + config
                    + Thread.getAllStackTraces().keySet();
            stop();

            assertThat(receiver.received()).allMatch(one -> one.uri().equals("/SECRET-path?key=SECRET-key"));
            assertThat(shown).contains("rollcall-notify-board").doesNotContain("SECRET");
            // Camel and its HTTP client print addresses when somebody debugs them, and only then
            assertThat(logged.lines(Level.INFO, "org.apache.camel", "org.apache.hc"))
                    .hasSizeGreaterThan(10)
                    .filteredOn(line -> line.contains("SECRET") || line.contains("UN-lisi"))
                    .isEmpty();
        }
    }

    /** The properties that the page on events shows. */
    @Test
    void documented_isAConfigurationThatStarts() throws Exception {
        play(Company.builtIn());
        Files.createDirectories(folder.resolve("secrets"));
        Files.writeString(folder.resolve("secrets/duty-notify"), receiver.url("/duty") + "\n");
        try (InputStream shown = Objects.requireNonNull(
                NotifyTest.class.getResourceAsStream("/io/rollcall/camel/docs/notify.properties"))) {
            start(new String(shown.readAllBytes(), StandardCharsets.UTF_8));
        }

        once("duty");
        awaitNotified();

        assertThat(receiver.events()).endsWith("report");
        assertThat(flow("board").notification()).isNotNull();
    }
}
