package io.rollcall.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import io.rollcall.camel.api.RollcallConstants;
import io.rollcall.report.Change;
import io.rollcall.report.FlowReport;
import io.rollcall.report.Mode;
import io.rollcall.report.RosterChange;
import io.rollcall.sandbox.Company;
import io.rollcall.sandbox.script.Fault;
import io.rollcall.sandbox.script.Match;
import io.rollcall.sandbox.script.VendorApi;
import java.io.File;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A host's route that starts with {@code rollcall:events}. */
@Tag("slow")
class EventsConsumerTest extends RollcallTestSupport {
    private static final String[] FLOWS = {
        "rollcall.flow.board.type=cohost",
        "rollcall.flow.board.users=UN-lisi,UN-john",
        "rollcall.flow.other.type=cohost",
        "rollcall.flow.other.users=UN-mary"
    };

    private final List<Exchange> received = new CopyOnWriteArrayList<>();

    private void listen(String uri, Processor step) throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                from(uri).routeId("events").process(step).process(exchange -> received.add(exchange.copy()));
            }
        });
    }

    private void listen(String uri) throws Exception {
        listen(uri, exchange -> {});
    }

    @Test
    void format_makesOneMessageOfARun_asTheRobotTakesIt() throws Exception {
        play(Company.builtIn());
        listen("rollcall:events?flow=board&kinds=change&format=dingtalk-robot&language=zh");
        start(FLOWS);

        rollcall.run(flow("board"), Mode.ONCE);
        rollcall.run(flow("other"), Mode.ONCE);
        rollcall.run(flow("board"), Mode.PLAN);

        await().untilAsserted(() -> assertThat(received).hasSize(1));
        assertThat(received.get(0).getMessage().getBody(String.class))
                .startsWith("{\"msgtype\":\"markdown\"")
                .contains("Rollcall：board: 新增联席主持人 2 人")
                .doesNotContain("msgUuid");
        // what is under way would come before this run's end
        rollcall.run(flow("board"), Mode.ONCE);
        assertThat(received).hasSize(1);
    }

    @Test
    void format_whenUnknown_namesThoseThatThereAre() {
        assertThatThrownBy(() -> {
                    play(Company.builtIn());
                    listen("rollcall:events?format=teams-robot");
                    start(FLOWS);
                })
                .hasMessage("rollcall:events has no format 'teams-robot'. The formats are dingtalk-robot, feishu-robot,"
                        + " wecom-robot, slack-robot.");
    }

    private List<String> events() {
        return received.stream()
                .map(exchange -> exchange.getMessage().getHeader(RollcallConstants.FLOW) + " "
                        + exchange.getMessage().getHeader(RollcallConstants.EVENT))
                .toList();
    }

    private void awaitEvents(int count) {
        await().until(() -> received.size() >= count);
    }

    @Test
    void events_ofAllFlows_arriveInTheirOrderWithTheReportLast() throws Exception {
        play(Company.builtIn());
        sandbox.script(Fault.on(VendorApi.DINGTALK_SET_CO_HOSTS)
                .where(Match.UNION_ID, "UN-john")
                .then(400, Map.of(), "{\"code\":\"unknownUserError\",\"requestid\":\"R1\",\"message\":\"m\"}"));
        listen("rollcall:events");
        start(FLOWS);

        FlowReport board = once("board");
        FlowReport other = once("other");
        awaitEvents(4 + other.result().changes().size() + 1);

        assertThat(events().subList(0, 4))
                .containsExactly("board change", "board problem", "board change", "board report");
        assertThat(events()).endsWith("other report");
        assertThat(received.get(0).getMessage().getBody()).isInstanceOf(Change.class);
        assertThat(received.get(1).getMessage().getBody())
                .isEqualTo(board.result().problems().get(0));
        assertThat(received.get(3).getMessage().getBody()).isEqualTo(board);
    }

    @Test
    void events_ofOneFlowAndKind_arriveAlone() throws Exception {
        play(Company.builtIn());
        listen("rollcall:events?flow=board&kinds=report");
        start(FLOWS);

        once("other");
        once("board");
        awaitEvents(1);
        once("other");
        once("board");
        awaitEvents(2);

        assertThat(events()).containsExactly("board report", "board report");
    }

    @Test
    void roster_isOneMessageWithItsFile() throws Exception {
        play(Company.builtIn());
        listen("rollcall:events?kinds=roster");
        start("rollcall.flow.people.type=roster", "rollcall.flow.people.output=" + folder.resolve("people.ndjson"));

        FlowReport report = once("people");
        awaitEvents(1);

        assertThat(events()).containsExactly("people roster");
        assertThat(received.get(0).getMessage().getHeader(RollcallConstants.COMPLETE))
                .isEqualTo(true);
        assertThat(received.get(0).getMessage().getBody(String.class).lines())
                .hasSize((int) report.result().roster().people());
    }

    @Test
    void trackedRoster_hasAMessageForEachChange_beforeItsFile() throws Exception {
        play(Company.builtIn());
        listen("rollcall:events?kinds=roster");
        start(
                "rollcall.flow.people.type=roster",
                "rollcall.flow.people.output=" + folder.resolve("people.ndjson"),
                "rollcall.flow.people.track=true");
        once("people");
        awaitEvents(1);
        String someone =
                Files.readString(folder.resolve("people.ndjson")).replaceFirst("(?s)^.\"userId\":\"([^\"]+)\".*", "$1");
        sandbox.directory().rename(someone, "Another");

        once("people");
        awaitEvents(3);

        RosterChange change = received.get(1).getMessage().getBody(RosterChange.class);
        assertThat(change.kind()).isEqualTo(RosterChange.Kind.RENAMED);
        assertThat(change.userId().value()).isEqualTo(someone);
        assertThat(received.get(1).getMessage().getBody(String.class))
                .startsWith("{\"id\":\"" + change.id() + "\",\"at\":")
                .contains("\"change\":\"renamed\"");
        assertThat(received.get(2).getMessage().getBody()).isInstanceOf(File.class);
    }

    @Test
    void plan_hasNoEvents() throws Exception {
        play(Company.builtIn());
        listen("rollcall:events");
        start(FLOWS);

        plan("board");
        once("other");
        await().until(() -> events().contains("other report"));

        assertThat(events()).allMatch(event -> event.startsWith("other "));
    }

    @Test
    void route_whenItFails_receivesTheNextEvent() throws Exception {
        play(Company.builtIn());
        try (Logged logged = new Logged(Level.WARN)) {
            List<Object> attempts = new CopyOnWriteArrayList<>();
            listen("rollcall:events?flow=board", exchange -> {
                attempts.add(exchange.getMessage().getBody());
                throw new IllegalStateException("the host's own");
            });
            start(FLOWS);

            once("board");
            await().until(() -> attempts.size() == 3);

            assertThat(logged.lines()).anyMatch(line -> line.contains("failed for an event of flow board"));
        }
    }

    @Test
    void route_whenItIsSlow_doesNotHoldUpRuns_andItsStopEndsIt() throws Exception {
        play(Company.builtIn());
        CountDownLatch release = new CountDownLatch(1);
        listen("rollcall:events", exchange -> assertThat(release.await(30, TimeUnit.SECONDS))
                .isTrue());
        start(FLOWS);

        assertThat(outcome(once("board"))).isEqualTo("complete");
        assertThat(outcome(once("other"))).isEqualTo("complete");
        assertThat(received).isEmpty();
        context.getRouteController().suspendRoute("events", 1, TimeUnit.SECONDS);
        context.getRouteController().stopRoute("events", 1, TimeUnit.SECONDS);
        release.countDown();
        await().until(() -> received.size() == 1);
        once("board");

        assertThat(received).as("what waited is dropped").hasSize(1);
    }

    @Test
    void events_beyondTheCapacity_dropTheOldestWithOneWarning() throws Exception {
        play(Company.builtIn());
        CountDownLatch release = new CountDownLatch(1);
        listen("rollcall:events", exchange -> assertThat(release.await(30, TimeUnit.SECONDS))
                .isTrue());
        start(FLOWS);
        EventsConsumer consumer = (EventsConsumer) context.getRoute("events").getConsumer();
        try (Logged logged = new Logged(Level.WARN)) {
            IntStream.range(0, EventsConsumer.CAPACITY + 10)
                    .forEach(number -> consumer.received("board", Set.of("board"), "change", number));
            release.countDown();
            awaitEvents(EventsConsumer.CAPACITY);
            await().until(() -> received.get(received.size() - 1).getMessage().getBody(Integer.class)
                    == EventsConsumer.CAPACITY + 9);

            assertThat(received).hasSizeLessThanOrEqualTo(EventsConsumer.CAPACITY + 1);
            assertThat(logged.messages(Level.WARN, "io.rollcall"))
                    .containsExactly(
                            "The route of rollcall://events is slower than the flows. Its oldest events are dropped.");
        }
    }
}
