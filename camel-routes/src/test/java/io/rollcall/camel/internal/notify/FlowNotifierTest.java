package io.rollcall.camel.internal.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import io.rollcall.call.Clocks;
import io.rollcall.camel.Logged;
import io.rollcall.cohost.CoHostConfig;
import io.rollcall.flow.FlowConfig;
import io.rollcall.model.MeetingId;
import io.rollcall.model.UserId;
import io.rollcall.report.Change;
import io.rollcall.report.FlowEvent;
import io.rollcall.report.Mode;
import io.rollcall.report.RunName;
import io.rollcall.vendor.Secret;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Endpoints that are slower than events come, or never done. */
@Timeout(180)
@Tag("slow")
class FlowNotifierTest {
    private static final String OWN = "io.rollcall.camel.internal.notify";

    private final DefaultCamelContext camel = new DefaultCamelContext();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final Logged logged = new Logged(Level.INFO);
    private final CountDownLatch open = new CountDownLatch(1);
    private Receiver receiver;
    private Instant now = Instant.EPOCH;

    @BeforeEach
    void startReceiver() throws Exception {
        receiver = new Receiver();
    }

    @AfterEach
    void stopEverything() {
        open.countDown();
        camel.stop();
        timer.shutdownNow();
        receiver.close();
        logged.close();
    }

    private FlowNotifier notifying(OutboxLimits limits, FlowConfig... flows) {
        FlowNotifier notifying =
                FlowNotifier.in(camel, new Clocks(() -> now, () -> now), new RunChains(), timer, limits);
        notifying.add(notifying.prepare(List.of(flows)));
        camel.start();
        return notifying;
    }

    private static FlowConfig flow(String name, String uri) {
        return new CoHostConfig(
                new FlowConfig.Common(name, null, true, Secret.of(uri)),
                "dingtalk",
                List.of(),
                null,
                CoHostConfig.Look.USERS,
                false,
                false,
                false,
                100,
                false);
    }

    private static void tell(FlowNotifier notifying, String flow, int from, int to) {
        IntStream.rangeClosed(from, to)
                .forEach(number -> notifying.announced(
                        new RunName(flow, "cohost", Mode.RUN),
                        new FlowEvent.Changed(new Change(
                                Change.Action.PROMOTE,
                                new MeetingId(flow + number),
                                new UserId("UN1"),
                                null,
                                Change.Reason.LISTED,
                                Change.Status.DONE))));
    }

    private List<String> meetings(String flow) {
        return receiver.received().stream()
                .map(one -> one.json().get("change").get("meeting").asText())
                .filter(meeting -> meeting.startsWith(flow))
                .toList();
    }

    private static List<String> numbered(String flow, int from, int to) {
        return IntStream.rangeClosed(from, to).mapToObj(number -> flow + number).toList();
    }

    private List<String> warnings() {
        return logged.messages(Level.WARN, OWN);
    }

    @Test
    void queue_whenFull_dropsTheNewestAndSaysSoOnceAMinute() throws Exception {
        receiver.answer = number -> {
            open.await();
            return 200;
        };
        FlowNotifier notifying = notifying(
                new OutboxLimits(3, Duration.ofMinutes(1), Duration.ofSeconds(1)),
                flow("board", receiver.url("/")),
                flow("duty", receiver.url("/")));
        tell(notifying, "board", 1, 1);
        await().until(() -> receiver.received().size() == 1);

        tell(notifying, "board", 2, 9);
        assertThat(warnings())
                .containsExactly("events were not sent: 1 of flow board; their endpoints are too slow; the audit"
                        + " and the reports are complete");

        tell(notifying, "duty", 1, 6);
        now = now.plusSeconds(59);
        tell(notifying, "board", 10, 10);
        assertThat(warnings()).hasSize(1);
        now = now.plusSeconds(1);
        tell(notifying, "board", 11, 11);
        assertThat(warnings()).hasSize(2).last().asString().contains(": 6 of flow board, 2 of flow duty;");

        open.countDown();
        notifying.await(Duration.ofSeconds(10));
        assertThat(meetings("board")).isEqualTo(numbered("board", 1, 4));
        assertThat(meetings("duty")).isEqualTo(numbered("duty", 1, 4));
    }

    @Test
    void endpoint_whenItBlocksItsThread_isInterruptedAndTheNextEventIsSent() throws Exception {
        List<String> arrived = new CopyOnWriteArrayList<>();
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                from("direct:slow").process(exchange -> {
                    if (exchange.getMessage().getBody(String.class).contains("board1")) {
                        new CountDownLatch(1).await();
                    }
                    arrived.add(exchange.getMessage().getBody(String.class));
                });
            }
        });
        FlowNotifier notifying = notifying(
                new OutboxLimits(100, Duration.ofMillis(300), Duration.ofSeconds(1)), flow("board", "direct:slow"));

        tell(notifying, "board", 1, 3);
        notifying.await(Duration.ofSeconds(10));

        assertThat(arrived).hasSize(2);
        assertThat(warnings()).hasSize(1).first().asString().contains("it took longer than 300 ms");
        assertThat(logged.messages(Level.INFO, OWN))
                .containsExactly("events of flow board are delivered again; 1 were not");
    }

    @Test
    void server_whenItNeverAnswers_losesOneEventAndNotTheThread() throws Exception {
        receiver.answer = number -> {
            if (number == 1) {
                open.await();
            }
            return 200;
        };
        FlowNotifier notifying = notifying(
                // the response timeout is two thirds of the whole
                new OutboxLimits(100, Duration.ofSeconds(3), Duration.ofSeconds(1)),
                flow("board", receiver.url("/?key=k")));

        tell(notifying, "board", 1, 3);
        notifying.await(Duration.ofSeconds(10));

        assertThat(meetings("board")).isEqualTo(numbered("board", 1, 3));
        assertThat(warnings()).hasSize(1).first().asString().contains("SocketTimeoutException: the response timeout");
    }

    @Test
    void stop_whenEventsWait_sendsThemForAWhileAndCountsTheRest() {
        receiver.answer = number -> {
            TimeUnit.MILLISECONDS.sleep(100);
            return 200;
        };
        FlowNotifier notifying = notifying(OutboxLimits.DEFAULT, flow("board", receiver.url("/")));
        tell(notifying, "board", 1, 100);

        long began = System.nanoTime();
        camel.stop();

        assertThat(Duration.ofNanos(System.nanoTime() - began))
                .isBetween(Duration.ofMillis(900), Duration.ofSeconds(8));
        List<String> sent = meetings("board");
        assertThat(sent).hasSizeBetween(1, 20).isEqualTo(numbered("board", 1, sent.size()));
        assertThat(warnings()).hasSize(1);
        int dropped =
                Integer.parseInt(warnings().get(0).replaceFirst(".*: ([0-9]+) of flow board; Rollcall is.*", "$1"));
        // the one that was being sent may have arrived and not been answered
        assertThat(sent.size() + dropped).isBetween(100, 101);
    }

    @Test
    void stop_whenNothingWaits_isQuickAndQuiet() throws Exception {
        FlowNotifier notifying = notifying(OutboxLimits.DEFAULT, flow("board", receiver.url("/")));
        tell(notifying, "board", 1, 5);
        notifying.await(Duration.ofSeconds(10));

        camel.stop();

        assertThat(meetings("board")).isEqualTo(numbered("board", 1, 5));
        assertThat(warnings()).isEmpty();
    }

    @Test
    void stop_whenEventsComeLater_dropsThemAndSaysWhy() {
        FlowNotifier notifying = notifying(OutboxLimits.DEFAULT, flow("board", receiver.url("/")));
        camel.stop();

        tell(notifying, "board", 1, 5);

        assertThat(receiver.received()).isEmpty();
        assertThat(warnings()).hasSize(1).first().asString().contains("Rollcall is stopping");
    }
}
