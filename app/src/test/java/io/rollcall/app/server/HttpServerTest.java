package io.rollcall.app.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.rollcall.app.api.Api;
import io.rollcall.app.api.LiveTopics;
import io.rollcall.budget.BillingMonth;
import io.rollcall.budget.CallUse;
import io.rollcall.call.Clocks;
import io.rollcall.camel.api.CallListener;
import io.rollcall.camel.metrics.RollcallMeters;
import io.rollcall.camel.watch.AccountMonitor;
import io.rollcall.camel.watch.FlowMonitor;
import io.rollcall.camel.watch.RollcallHealth;
import io.rollcall.camel.watch.StreamMonitor;
import io.rollcall.event.ReceivedEvent;
import io.rollcall.event.StreamState;
import io.rollcall.model.MeetingId;
import io.rollcall.model.PersonId;
import io.rollcall.model.UserId;
import io.rollcall.report.Change;
import io.rollcall.report.FlowReport;
import io.rollcall.report.Mode;
import io.rollcall.report.Problem;
import io.rollcall.report.RunOutcome;
import io.rollcall.report.RunResult;
import io.rollcall.report.Trigger;
import io.rollcall.schedule.ScheduleTimes;
import io.rollcall.state.RosterRepository.Quarantine;
import io.rollcall.state.StateStore;
import io.rollcall.state.StreamRepository.Push;
import io.rollcall.store.Store;
import io.rollcall.vendor.AccessToken;
import io.rollcall.vendor.Application;
import io.rollcall.vendor.EventStream;
import io.rollcall.vendor.Fault;
import io.rollcall.vendor.Operation;
import io.rollcall.vendor.OperationName;
import io.rollcall.vendor.Provider;
import io.rollcall.vendor.Secret;
import io.rollcall.vendor.TokenContext;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(180)
@Tag("slow")
class HttpServerTest {
    private static final ZoneId CHINA = ZoneId.of("Asia/Shanghai");

    private static final OperationName INVITE = new OperationName("dingtalk", "invite");

    @TempDir
    private Path folder;

    private final HttpClient client = HttpClient.newHttpClient();
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final RollcallMeters meters = new RollcallMeters(registry);
    private Instant now = Instant.parse("2026-11-20T08:00:00Z");
    private Store store;
    private ExecutorService reads;
    private RollcallHealth states;
    private FlowMonitor flows;
    private AccountMonitor accounts;
    private StreamMonitor streams;
    private Health health;
    private HttpServer server;
    private long reserve;

    @BeforeEach
    void begin() throws Exception {
        begin(Store.embedded(folder.resolve("data"), Clock.systemUTC()));
    }

    private void begin(Store memory) throws Exception {
        store = memory;
        reads = Executors.newFixedThreadPool(2);
        states = new RollcallHealth(List.of(application()), store, new Clocks(() -> now, () -> now), reads);
        flows = states.flows();
        flows.scheduled("board", new ScheduleTimes.OfPeriod(Duration.ofSeconds(30)));
        accounts = states.accounts();
        meters.watch(() -> Optional.of(flows));
        meters.watch(states.budget(), application(), any -> OptionalLong.of(4_321));
        streams = states.streams();
        meters.watch(() -> Optional.of(streams), application());
        health = new Health(states, Map.of(), Optional::empty);
        server = start(0);
    }

    private HttpServer start(int port) throws BindException {
        ServerOptions options = new ServerOptions("127.0.0.1", port, true, null, false, "0.2", () -> now);
        return HttpServer.start(options, health, registry, new Api(List.of()), new LiveTopics());
    }

    /** A vendor with events that is never called. */
    static final class TestProvider implements Provider, EventStream {
        @Override
        public String name() {
            return "dingtalk";
        }

        @Override
        public Operation<TokenContext, AccessToken> token() {
            throw new AssertionError("no vendor is called here");
        }

        @Override
        public Optional<Long> monthlyEvents() {
            return Optional.of(3_000L);
        }

        @Override
        public Operation<Opening, Secret> open() {
            throw new AssertionError("no vendor is called here");
        }
    }

    private Application application() {
        return new Application("dingtalk:test", new TestProvider(), List.of(), List.of(), 10).reserving(reserve);
    }

    @AfterEach
    void end() {
        server.close();
        store.close();
        reads.shutdownNow();
    }

    private HttpResponse<String> get(String path) throws Exception {
        return send(HttpRequest.newBuilder(uri(path)).build());
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + server.port() + path);
    }

    private HttpResponse<String> send(HttpRequest request) throws Exception {
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private JsonNode health(int status) throws Exception {
        HttpResponse<String> answer = get("/health");
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json");
        return new ObjectMapper().readTree(answer.body());
    }

    /** A run that ended with one invitation whose outcome is unknown. */
    static FlowReport report(RunOutcome outcome, Instant started) {
        Change change = new Change(
                Change.Action.INVITE,
                new MeetingId("meeting-of-secrets"),
                new UserId("UN-somebody"),
                null,
                Change.Reason.NOT_IN_MEETING,
                Change.Status.UNKNOWN);
        return new FlowReport(
                "board",
                "cohost",
                Mode.RUN,
                Trigger.SCHEDULE,
                new RunResult(outcome, List.of(), List.of(change), List.of(), null),
                started,
                Duration.ofMillis(412),
                Map.of(INVITE, 1L),
                1);
    }

    @Test
    void health_ofAQuarantinedRoster_saysSinceWhenAndWhatToDo_andStaysReady() throws Exception {
        flows.scheduled("people", new ScheduleTimes.OfPeriod(Duration.ofDays(1)));
        health.started();
        store.rosters()
                .quarantine(
                        "people",
                        new Quarantine(Instant.parse("2026-11-20T03:12:00Z"), 20, 100, List.of(), null),
                        List.of(new PersonId("lisi")));

        HttpResponse<String> response = get("/health");
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body())
                .contains("\"quarantine\":{\"since\":\"2026-11-20T03:12:00Z\",\"lost\":20,\"before\":100,\"message\":")
                .contains("run: rollcall accept people");
        assertThat(states.state(RollcallHealth.Part.FLOWS).problem()).contains("rollcall accept people");

        store.rosters().allow("people", now.plus(Duration.ofDays(7)));
        assertThat(get("/health").body()).contains("\"acceptedUntil\":\"2026-11-27T08:00:00Z\"");
        assertThat(states.state(RollcallHealth.Part.FLOWS))
                .satisfies(state -> assertThat(state.problem()).isNull())
                .satisfies(state -> assertThat(state.details().get("people"))
                        .isEqualTo("no run yet, quarantined since 2026-11-20T03:12:00Z"));
    }

    @Test
    void health_whenNotStartedYet_is503AndThen200() throws Exception {
        assertThat(health(503).path("status").asText()).isEqualTo("down");

        health.started();

        JsonNode up = health(200);
        assertThat(up.path("status").asText()).isEqualTo("up");
        assertThat(up.path("started").asBoolean()).isTrue();
        assertThat(up.path("store").path("status").asText()).isEqualTo("up");
        assertThat(up.path("flows").path("board").path("stale").asBoolean()).isFalse();
        assertThat(up.path("flows").path("board").has("outcome")).isFalse();
        assertThat(Files.exists(folder.resolve("data")))
                .as("asking makes no store")
                .isFalse();
    }

    @Test
    void health_whenAFlowRan_tellsHowItEndedEvenWhereItFailed() throws Exception {
        health.started();

        flows.finished(report(RunOutcome.FAILED, now));

        JsonNode board = health(200).path("flows").path("board");
        assertThat(board.path("outcome").asText()).isEqualTo("failed");
        assertThat(board.path("endedAt").asText()).isEqualTo("2026-11-20T08:00:00.412Z");
        assertThat(board.path("durationMs").asLong()).isEqualTo(412);
    }

    @Test
    void health_whenAFlowMissedItsSchedule_is503UntilItRuns() throws Exception {
        health.started();
        now = now.plus(Duration.ofMinutes(5));

        assertThat(health(503).path("flows").path("board").path("stale").asBoolean())
                .isTrue();

        flows.finished(report(RunOutcome.COMPLETE, now));
        health(200);
    }

    @Test
    void health_whenTheStoreCannotBeUsed_is503AndSaysWhatToDo() throws Exception {
        end();
        Path file = Files.writeString(folder.resolve("no-folder"), "a file");
        begin(Store.embedded(file, Clock.systemUTC()));
        health.started();

        JsonNode down = health(503);

        assertThat(down.path("store").path("status").asText()).isEqualTo("down");
        assertThat(down.path("store").path("message").asText()).isNotBlank();
        assertThat(get("/metrics").statusCode()).isEqualTo(200);
    }

    @Test
    void health_whenFourFifthsOfTheBudgetAreUsed_saysLowAndStaysReady() throws Exception {
        health.started();
        spend(store, 8);

        JsonNode low = health(200).path("budget").path("dingtalk");
        assertThat(low.path("used").asLong()).isEqualTo(8);
        assertThat(low.path("limit").asLong()).isEqualTo(10);
        assertThat(low.path("status").asText()).isEqualTo("low");

        spend(store, 2);
        assertThat(health(200).path("budget").path("dingtalk").path("status").asText())
                .isEqualTo("used-up");
    }

    @Test
    void health_whenAnAccountIsRefused_showsItAndStaysReady() throws Exception {
        health.started();
        CallListener calls = accounts.of("dingtalk");
        assertThat(health(200).path("accounts").path("dingtalk").path("status").asText())
                .isEqualTo("ok");

        calls.ended(INVITE, Fault.Kind.TOKEN);

        JsonNode refused = health(200).path("accounts").path("dingtalk");
        assertThat(refused.path("status").asText()).isEqualTo("token");
        assertThat(refused.path("since").asText()).isEqualTo(now.toString());
    }

    @Test
    void health_whenOnlyTheReserveIsLeft_orTheVendorRefuses_saysSo() throws Exception {
        end();
        registry.clear();
        reserve = 3;
        begin(Store.embedded(folder.resolve("with-reserve"), Clock.systemUTC()));
        health.started();
        spend(store, 7);

        JsonNode reserveOnly = health(200).path("budget").path("dingtalk");
        assertThat(reserveOnly.path("reserve").asLong()).isEqualTo(3);
        assertThat(reserveOnly.path("status").asText()).isEqualTo("reserve-only");

        store.budget().refused(application().id(), BillingMonth.of(now, CHINA), now);
        JsonNode refused = health(200).path("budget").path("dingtalk");
        assertThat(refused.path("status").asText()).isEqualTo("refused");
        assertThat(refused.path("refusedSince").asText()).isEqualTo(now.toString());
        assertThat(refused.path("used").asLong()).isEqualTo(7);
    }

    private void spend(StateStore memory, int calls) {
        for (int i = 0; i < calls; i++) {
            memory.budget()
                    .spend(
                            application().id(),
                            BillingMonth.of(now, CHINA).month(),
                            10,
                            new CallUse(
                                    LocalDate.ofInstant(now, CHINA),
                                    "board",
                                    new OperationName("dingtalk", "members")));
        }
    }

    @Test
    void metrics_whenThingsHappened_areInPrometheusText() throws Exception {
        meters.sent(INVITE, Fault.Kind.THROTTLED);
        meters.sent(INVITE, null);
        meters.ended(INVITE, null);
        meters.waited(INVITE, CallListener.Reason.PLACE, Duration.ofMillis(250));
        flows.finished(report(RunOutcome.INCOMPLETE, now));
        meters.finished(report(RunOutcome.INCOMPLETE, now));
        spend(store, 3);

        HttpResponse<String> answer = get("/metrics");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/plain");
        assertThat(answer.body())
                .contains(
                        "rollcall_requests_total{operation=\"dingtalk.invite\",result=\"throttled\"} 1.0",
                        "rollcall_requests_total{operation=\"dingtalk.invite\",result=\"done\"} 1.0",
                        "rollcall_calls_total{operation=\"dingtalk.invite\",result=\"done\"} 1.0",
                        "rollcall_waits_seconds_sum{operation=\"dingtalk.invite\",reason=\"place\"} 0.25",
                        "rollcall_runs_seconds_count{flow=\"board\",outcome=\"incomplete\",type=\"cohost\"} 1",
                        "rollcall_changes_total{action=\"invite\",flow=\"board\",status=\"unknown\"} 1.0",
                        "rollcall_flow_last_outcome{flow=\"board\",outcome=\"incomplete\"} 1.0",
                        "rollcall_flow_last_outcome{flow=\"board\",outcome=\"complete\"} 0.0",
                        "rollcall_flow_last_end_seconds{flow=\"board\"}",
                        "rollcall_budget_used{vendor=\"dingtalk\"} 3.0",
                        "rollcall_budget_forecast{vendor=\"dingtalk\"} 4321.0",
                        "rollcall_budget_limit{vendor=\"dingtalk\"} 10.0",
                        "rollcall_budget_reserve{vendor=\"dingtalk\"} 0.0",
                        "rollcall_budget_refused{vendor=\"dingtalk\"} 0.0")
                .doesNotContain("UN-somebody", "meeting-of-secrets");
    }

    private JsonNode stream(int status) throws Exception {
        return health(status).path("streams").path("dingtalk");
    }

    @Test
    void health_ofTheEvents_showsHowTheConnectionIsAndIsDownWhileTheyDoNotCome() throws Exception {
        health.started();
        assertThat(stream(200).path("state").asText()).isEqualTo("closed");

        streams.wanted("dingtalk:test");
        streams.state("dingtalk:test", StreamState.OPENING, null);
        flows.unscheduled("board");
        now = now.plusSeconds(120);
        assertThat(stream(200).path("status").asText())
                .as("while first connecting")
                .isEqualTo("up");

        store.stream().opening("dingtalk:test", now);
        store.stream()
                .received(
                        "dingtalk:test",
                        BillingMonth.of(now, ZoneOffset.UTC),
                        List.of(new Push(true, List.of(new ReceivedEvent(now, "t", null, null, null, null, null)))));
        streams.state("dingtalk:test", StreamState.LIVE, now);
        now = now.plusSeconds(12);
        JsonNode live = stream(200);
        assertThat(live.path("state").asText()).isEqualTo("live");
        assertThat(live.path("frameAgeSeconds").asLong()).isEqualTo(12);
        assertThat(live.path("opens").asLong()).isEqualTo(1);
        assertThat(live.path("events").asLong()).isEqualTo(1);
        assertThat(live.path("monthlyEvents").asLong()).isEqualTo(3_000);
        assertThat(get("/metrics").body())
                .contains(
                        "rollcall_stream_live{vendor=\"dingtalk\"} 1.0",
                        "rollcall_stream_frame_age_seconds{vendor=\"dingtalk\"} 12.0",
                        "rollcall_stream_opens{vendor=\"dingtalk\"} 1.0",
                        "rollcall_stream_events{vendor=\"dingtalk\"} 1.0");

        now = now.plusSeconds(360);
        assertThat(stream(503).path("message").asText()).contains("for 6 minutes");

        streams.holder("dingtalk:test", "process 4711");
        assertThat(stream(200).path("waiting").asText()).contains("process 4711");
    }

    @Test
    void health_whenTheCredentialsForEventsAreRefused_isDownWithTheRemedyUntilTheyCome() throws Exception {
        health.started();
        streams.wanted("dingtalk:test");
        streams.problem(
                "dingtalk:test", new Problem("event connection", Fault.Kind.NO_ANSWER, null, null, "It tries again."));
        assertThat(stream(200).path("message").asText()).as("it may pass").isEqualTo("It tries again.");

        streams.problem(
                "dingtalk:test", new Problem("event connection", Fault.Kind.TOKEN, null, null, "Check the secret."));
        assertThat(stream(503).path("message").asText()).isEqualTo("Check the secret.");

        streams.live("dingtalk:test");
        assertThat(stream(200).has("message")).isFalse();
    }

    @Test
    void answers_whenAskedOtherwise_areRefused() throws Exception {
        assertThat(get("/healthy").statusCode()).isEqualTo(404);
        assertThat(get("/metrics/x").statusCode()).isEqualTo(404);
        assertThat(get("/").body()).startsWith("<!doctype html>");
        HttpResponse<String> post = send(HttpRequest.newBuilder(uri("/health"))
                .POST(HttpRequest.BodyPublishers.ofString("x"))
                .build());
        assertThat(post.statusCode()).isEqualTo(405);
        HttpResponse<String> head = send(HttpRequest.newBuilder(uri("/metrics"))
                .method("HEAD", HttpRequest.BodyPublishers.noBody())
                .build());
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
    }

    @Test
    void answers_whenTheHostIsAnother_areRefused() throws Exception {
        for (String host : List.of("evil.example", "evil.example:80", "127.0.0.1.evil.example", "")) {
            assertThat(raw("GET /health HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n"))
                    .as(host)
                    .containsPattern(" 4(21|00) ")
                    .doesNotContain("started");
        }
        for (String host : List.of("127.0.0.1", "localhost:" + server.port(), "LOCALHOST", "[::1]:9")) {
            assertThat(raw("GET / HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n"))
                    .as(host)
                    .contains(" 200 ");
        }
    }

    private String raw(String request) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", server.port())) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        }
    }

    @Test
    void metrics_whileOthersSendHalfARequest_areAnsweredAtOnce() throws Exception {
        List<Socket> slow = new ArrayList<>();
        try {
            for (int i = 0; i < 100; i++) {
                Socket socket = new Socket("127.0.0.1", server.port());
                slow.add(socket);
                socket.getOutputStream().write("GET /metrics HTTP/1.1\r\nHo".getBytes(StandardCharsets.US_ASCII));
            }
            Instant asked = Instant.now();

            assertThat(get("/metrics").statusCode()).isEqualTo(200);
            assertThat(Duration.between(asked, Instant.now())).isLessThan(Duration.ofSeconds(20));
        } finally {
            for (Socket socket : slow) {
                socket.close();
            }
        }
    }

    @Test
    void port_whenAskedFromElsewhere_isClosed() throws Exception {
        for (NetworkInterface network : Collections.list(NetworkInterface.getNetworkInterfaces())) {
            for (InetAddress address : Collections.list(network.getInetAddresses())) {
                if (!address.isLoopbackAddress()) {
                    assertThatThrownBy(() -> new Socket(address, server.port()).close())
                            .isInstanceOf(IOException.class);
                }
            }
        }
    }

    @Test
    void start_whenThePortIsTaken_saysSo() {
        assertThatThrownBy(() -> start(server.port())).isInstanceOf(BindException.class);
    }
}
