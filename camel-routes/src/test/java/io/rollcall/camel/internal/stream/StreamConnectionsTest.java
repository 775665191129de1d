package io.rollcall.camel.internal.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import io.rollcall.camel.Logged;
import io.rollcall.camel.Rollcall;
import io.rollcall.camel.RollcallTestSupport;
import io.rollcall.camel.api.FlowListener;
import io.rollcall.camel.watch.StreamMonitor;
import io.rollcall.event.ReceivedEvent;
import io.rollcall.event.StreamState;
import io.rollcall.event.VendorEvent;
import io.rollcall.event.VendorEvent.Type;
import io.rollcall.report.Problem;
import io.rollcall.sandbox.journal.EventPush;
import io.rollcall.sandbox.journal.StreamConnection;
import io.rollcall.sandbox.script.Fault;
import io.rollcall.sandbox.script.Preset;
import io.rollcall.sandbox.script.VendorApi;
import io.rollcall.state.StreamRepository.Numbered;
import io.rollcall.store.Store;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Connections to the sandbox's gateway. */
@Tag("slow")
class StreamConnectionsTest extends RollcallTestSupport {
    private static final String COMPANY = "{'dingtalk':{'callsPerSecond':0,'stream':{}},'people':["
            + "{'userId':'host','unionId':'UN-host','name':'Secret Host'},"
            + "{'userId':'late','unionId':'UN-late','name':'Secret Latecomer'}],"
            + "'meetings':[{'id':'board','members':[{'unionId':'UN-host','host':true}]},{'id':'later','status':'ended'}]}";

    private final Receiver receiver = new Receiver();

    /** Writes down what it receives. */
    private static class Receiver implements StreamListener {
        final List<String> calls = new CopyOnWriteArrayList<>();
        final List<Problem> problems = new CopyOnWriteArrayList<>();

        @Override
        public void received(String application, VendorEvent event) {
            calls.add(event.type().word());
        }

        @Override
        public void live(String application) {
            calls.add("live");
        }

        @Override
        public void lost(String application) {
            calls.add("lost");
        }

        @Override
        public void problem(String application, Problem problem) {
            problems.add(problem);
        }

        @Override
        public void waiting(String application, String holder) {
            calls.add("waiting for " + holder);
        }
    }

    private static StreamConnections streams(CamelContext context) {
        return context.getCamelContextExtension().getContextPlugin(StreamConnections.class);
    }

    private StreamConnections connect(String... properties) throws Exception {
        play(COMPANY);
        start(with("rollcall.dingtalk.stream=true", properties));
        StreamConnections streams = streams(camel);
        streams.add(receiver);
        streams.want("test");
        return streams;
    }

    private static String[] with(String first, String... others) {
        return Stream.concat(Stream.of(first), Stream.of(others)).toArray(String[]::new);
    }

    private void awaitLive() {
        await().untilAsserted(() -> assertThat(live()).hasSize(1));
        await().until(() -> receiver.calls.contains("live"));
    }

    private List<StreamConnection> live() {
        return sandbox.stream().connections().stream()
                .filter(connection -> connection.state() == StreamConnection.State.LIVE)
                .toList();
    }

    private StreamMonitor.Standing standing() {
        return rollcall.health().streams().standings().get(0);
    }

    private String application() {
        return config.applications().get("dingtalk").id();
    }

    @Test
    void events_whenTheyCome_areAcknowledgedHandedOnAndCounted() throws Exception {
        Instant before = Instant.now().minusSeconds(1);
        connect();
        awaitLive();

        sandbox.join("board", "UN-late");
        sandbox.startMeeting("later");

        await().untilAsserted(() ->
                assertThat(receiver.calls).containsExactly("live", "participant-joined", "meeting-started"));
        await().untilAsserted(() -> assertThat(sandbox.stream().pushes())
                .hasSize(2)
                .allSatisfy(push -> assertThat(push.acknowledgement()).isNotNull()));
        await().untilAsserted(() -> assertThat(standing().month().events()).isEqualTo(2));
        assertThat(store.stream().eventsAfter(application(), 0, Instant.now()))
                .extracting(Numbered::event)
                .extracting(ReceivedEvent::type, ReceivedEvent::meeting, ReceivedEvent::user)
                .containsExactly(
                        tuple(Type.PARTICIPANT_JOINED, "board", "UN-late"), tuple(Type.MEETING_STARTED, "later", null));
        assertThat(store.stream().opens(application(), before)).hasSize(1);
        assertThat(standing())
                .satisfies(standing -> assertThat(standing.connection().state()).isEqualTo(StreamState.LIVE))
                .satisfies(standing -> assertThat(standing.month().opens()).isEqualTo(1))
                .satisfies(standing -> assertThat(standing.monthlyEvents()).isEqualTo(3000))
                .satisfies(
                        standing -> assertThat(standing.connection().frameAge()).isLessThan(Duration.ofMinutes(1)))
                .satisfies(standing -> assertThat(standing.fault()).isEmpty());
    }

    @Test
    void acknowledgements_whenOneListenerBlocksAndAnotherThrows_comeAtOnce() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        StreamConnections streams = connect();
        streams.add(new Receiver() {
            @Override
            public void live(String application) {
                await().atMost(Duration.ofMinutes(2)).until(() -> end.getCount() == 0);
            }
        });
        streams.add(new Receiver() {
            @Override
            public void received(String application, VendorEvent event) {
                throw new IllegalStateException("a listener with a defect");
            }
        });
        awaitLive();
        try {
            IntStream.range(0, 20).forEach(i -> {
                sandbox.join("board", "UN-late");
                sandbox.leave("board", "UN-late");
            });
            await().untilAsserted(() -> assertThat(receiver.calls).hasSize(41));
            await().untilAsserted(() -> assertThat(sandbox.stream().pushes())
                    .hasSize(40)
                    .allSatisfy(push -> assertThat(delay(push)).isLessThan(Duration.ofSeconds(3))));
        } finally {
            end.countDown();
        }
    }

    private static Duration delay(EventPush push) {
        assertThat(push.acknowledgement()).isNotNull();
        return Duration.ofNanos(push.acknowledgement().receivedNanos() - push.sentNanos());
    }

    @Test
    void connection_whenItIsCut_isMadeAgainWithAGapToldBetween() throws Exception {
        connect();
        awaitLive();

        sandbox.stream().cut();

        await().untilAsserted(() -> assertThat(receiver.calls).containsExactly("live", "lost", "live"));
        sandbox.join("board", "UN-late");
        await().until(() -> receiver.calls.contains("participant-joined"));
        assertThat(sandbox.stream().opens()).isEqualTo(2);
        assertThat(standing().month().opens()).isEqualTo(2);
    }

    @Test
    void connection_whenTheVendorAnnouncesItsEnd_hasASuccessorBeforeAndNoGap() throws Exception {
        connect();
        awaitLive();

        sandbox.stream().disconnect();

        await().untilAsserted(() -> assertThat(sandbox.stream().connections())
                .extracting(StreamConnection::state)
                .containsExactly(StreamConnection.State.DRAINING, StreamConnection.State.LIVE));
        sandbox.join("board", "UN-late");
        await().untilAsserted(() -> assertThat(receiver.calls).containsExactly("live", "participant-joined"));
    }

    @Test
    void process_whenAnotherOneHoldsTheConnection_opensNoneAndTakesOverAtItsEnd() throws Exception {
        StreamConnections first = connect();
        awaitLive();
        Receiver second = new Receiver();
        CamelContext context = new DefaultCamelContext();
        try (Store shared = Store.embedded(folder.resolve("data"), Clock.systemUTC())) {
            Rollcall other = Rollcall.install(context, config, shared, Clock.systemUTC(), FlowListener.NONE);
            context.start();
            streams(context).add(second);
            streams(context).want("test");
            await().until(() -> second.calls.contains("waiting for another application in this process"));
            assertThat(other.health().streams().standings().get(0).connection().word())
                    .isEqualTo("elsewhere");
            assertThat(live()).hasSize(1);

            first.release("test");

            await().until(() -> second.calls.contains("live"));
            assertThat(sandbox.stream().opens()).isEqualTo(2);
            assertThat(other.health().streams().standings().get(0).month().opens())
                    .isEqualTo(2);
            await().untilAsserted(() -> assertThat(live()).hasSize(1));
        } finally {
            context.stop();
        }
    }

    @Test
    void connection_whenNothingWantsItOrItsAccountIsGoneOrHasNoEvents_ends() throws Exception {
        StreamConnections streams = connect();
        awaitLive();
        streams.release("test");
        await().untilAsserted(() -> assertThat(live()).isEmpty());

        streams.want("test");
        await().untilAsserted(() -> assertThat(live()).hasSize(1));
        configure("rollcall.dingtalk.stream=false");
        rollcall.apply(config);
        await().untilAsserted(() -> assertThat(live()).isEmpty());

        configure("rollcall.dingtalk.stream=true");
        rollcall.apply(config);
        await().untilAsserted(() -> assertThat(live()).hasSize(1));
    }

    @Test
    void flows_whenTheyAreScheduled_wantTheConnection() throws Exception {
        play(COMPANY);
        start(
                "rollcall.dingtalk.stream=true",
                "rollcall.flow.board.type=cohost",
                "rollcall.flow.board.users=UN-late",
                "rollcall.flow.board.schedule=1h");
        assertThat(live()).isEmpty();

        rollcall.schedule(flow("board"));

        await().untilAsserted(() -> assertThat(live()).hasSize(1));
    }

    @Test
    void connection_whenAFrameIsTooLarge_isReplaced() throws Exception {
        connect();
        awaitLive();

        sandbox.stream().send("x".repeat(Socket.LARGEST_FRAME_BYTES + 1));

        await().untilAsserted(() -> assertThat(receiver.calls).containsExactly("live", "lost", "live"));
        assertThat(receiver.problems).extracting(Problem::message).anyMatch(message -> message.contains("1 MiB"));
    }

    @Test
    void problem_whenTheSecretIsWrong_isToldOnceAndShown() throws Exception {
        connect("rollcall.dingtalk.client-secret=wrong");

        await().untilAsserted(() -> assertThat(receiver.problems)
                .singleElement()
                .satisfies(problem -> assertThat(problem.message()).contains("rollcall.dingtalk.client-secret")));
        assertThat(standing().fault())
                .hasValueSatisfying(fault -> assertThat(fault).contains("dingtalk"));
        assertThat(sandbox.stream().opens()).isEqualTo(1);
    }

    @Test
    void open_whenTheVendorRefusesForItsQuota_isNotCounted() throws Exception {
        play(COMPANY);
        sandbox.script(Fault.on(VendorApi.DINGTALK_OPEN_STREAM).at("1").then(Preset.QUOTA));
        start("rollcall.dingtalk.stream=true");
        streams(camel).add(receiver);
        streams(camel).want("test");

        await().until(() -> !receiver.problems.isEmpty());
        await().untilAsserted(() -> assertThat(standing().month().opens()).isZero());
    }

    @Test
    void stop_whenConnected_leavesNoConnectionNoThreadAndEverythingInTheStore() throws Exception {
        connect();
        awaitLive();
        sandbox.join("board", "UN-late");
        await().until(() -> receiver.calls.contains("participant-joined"));

        camel.stop();

        assertThat(store.stream().eventsAfter(application(), 0, Instant.now())).hasSize(1);
        await().untilAsserted(() -> assertThat(live()).isEmpty());
        await().untilAsserted(() -> assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .noneMatch(name -> name.contains("rollcall-stream")));
    }

    @Test
    void logs_ofAWholeLife_showNoTicketNoSecretAndNoName() throws Exception {
        try (Logged logged = new Logged(Level.TRACE)) {
            connect();
            awaitLive();
            sandbox.join("board", "UN-late");
            await().until(() -> receiver.calls.contains("participant-joined"));
            sandbox.stream().cut();
            await().untilAsserted(() -> assertThat(receiver.calls).endsWith("live"));
            stop();

            assertThat(logged.lines()).isNotEmpty();
            String secret = sandbox.settings().get("rollcall.dingtalk.client-secret");
            // what the HTTP client sends and receives is in its own wire log, and nowhere else
            assertThat(logged.lines(
                            Level.OFF,
                            "org.apache.hc.client5.http.wire",
                            "org.apache.hc.client5.http.headers",
                            "io.netty"))
                    .noneMatch(line ->
                            line.contains("ticket") || line.contains("Secret Latecomer") || line.contains(secret));
        }
    }
}
