package io.rollcall.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.rollcall.sandbox.journal.EventPush;
import io.rollcall.sandbox.journal.StreamConnection;
import io.rollcall.sandbox.journal.StreamConnection.State;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Each rule of docs/vendors/dingtalk-stream.md §2 and §3, on a clock that the test moves. */
@Timeout(60)
@Tag("slow")
class StreamDeliveryTest {
    /** A KEEPALIVE comes after the last repeat, so it marks the end of a minute. */
    private static final Duration MINUTE = Duration.ofSeconds(60);

    private static final String PACE = "\"keepAliveMillis\": 60000, \"pingMillis\": 86400000";

    private final MovableClock clock = new MovableClock();
    private Sandbox sandbox = start("");

    @AfterEach
    void stop() {
        sandbox.close();
    }

    private Sandbox start(String stream) {
        return Sandbox.start(
                Company.parse(StreamTest.COMPANY.replace(
                        "\"registeredPercent\": 100", stream.isEmpty() ? PACE : PACE + ", " + stream)),
                0,
                clock);
    }

    private void restart(String stream) {
        sandbox.close();
        sandbox = start(stream);
    }

    private StreamClient connect() throws InterruptedException {
        StreamClient client = StreamClient.connect(sandbox);
        client.system("CONNECTED");
        return client;
    }

    private void await(State state, int connection) throws InterruptedException {
        StreamClient.eventually(
                () -> sandbox.stream().connections().get(connection).state() == state);
    }

    private static String header(JsonNode frame, String name) {
        return frame.path("headers").path(name).asText();
    }

    /** The client may see the end of the handshake before the gateway does. */
    @Test
    void event_asSoonAsAClientIsConnected_comes() throws Exception {
        restart("\"repeatMillis\": []");
        for (int i = 0; i < 200; i++) {
            try (StreamClient client = StreamClient.connect(sandbox)) {
                sandbox.join("board", "UN-late");
                client.acknowledge(client.event());
            }
            await(State.CLOSED, i);
        }
    }

    @Test
    void event_withoutAcknowledgement_isRepeatedAfter10And30Seconds() throws Exception {
        try (StreamClient client = connect()) {
            sandbox.join("board", "UN-late");
            JsonNode first = client.event();
            clock.move(Duration.ofSeconds(10));
            JsonNode second = client.event();
            clock.move(Duration.ofSeconds(20));
            JsonNode third = client.event();

            assertThat(header(second, "messageId")).isEqualTo(header(first, "messageId"));
            assertThat(header(third, "eventId")).isEqualTo(header(first, "eventId"));
            clock.move(MINUTE);
            assertThat(client.eventsUntil("KEEPALIVE")).isEmpty();
            assertThat(sandbox.stream().pushes()).hasSize(3);
        }
    }

    @Test
    void event_beforeItsRepeatIsDue_isNotRepeated() throws Exception {
        restart("\"repeatMillis\": [70000]");
        try (StreamClient client = connect()) {
            sandbox.join("board", "UN-late");
            client.event();
            clock.move(MINUTE);
            assertThat(client.eventsUntil("KEEPALIVE")).isEmpty();
            clock.move(Duration.ofSeconds(10));
            assertThat(client.event()).isNotNull();
        }
    }

    @Test
    void event_answeredWithLater_isRepeated() throws Exception {
        try (StreamClient client = connect()) {
            sandbox.join("board", "UN-late");
            client.answer(client.event(), 200, "{\"status\":\"LATER\"}");
            StreamClient.eventually(() -> sandbox.stream().pushes().get(0).acknowledgement() != null);
            clock.move(MINUTE);

            assertThat(client.eventsUntil("KEEPALIVE")).hasSize(2);
            assertThat(sandbox.stream().pushes().get(0).acknowledgement().status())
                    .isEqualTo("LATER");
        }
    }

    @Test
    void event_answeredWithAnotherCode_isRepeated() throws Exception {
        try (StreamClient client = connect()) {
            sandbox.join("board", "UN-late");
            client.answer(client.event(), 500, "{\"status\":\"SUCCESS\"}");
            clock.move(MINUTE);

            assertThat(client.eventsUntil("KEEPALIVE")).hasSize(2);
        }
    }

    @Test
    void event_acknowledged_isNotRepeated() throws Exception {
        try (StreamClient client = connect()) {
            sandbox.join("board", "UN-late");
            client.acknowledge(client.event());
            StreamClient.eventually(() -> sandbox.stream().pushes().get(0).acknowledgement() != null);
            clock.move(MINUTE);

            assertThat(client.eventsUntil("KEEPALIVE")).isEmpty();
        }
    }

    @Test
    void event_withoutConnection_comesWithARepeatOrNotAtAll() throws Exception {
        sandbox.join("board", "UN-late");
        try (StreamClient client = connect()) {
            clock.move(Duration.ofSeconds(10));
            client.acknowledge(client.event());
            StreamClient.eventually(() -> sandbox.stream().pushes().get(0).acknowledgement() != null);
        }
        StreamClient.eventually(() -> sandbox.stream().connections().get(0).state() == State.CLOSED);
        sandbox.join("board", "UN-other");
        clock.move(MINUTE);
        try (StreamClient client = connect()) {
            clock.move(MINUTE);
            assertThat(client.eventsUntil("KEEPALIVE")).isEmpty();
        }
    }

    @Test
    void response_thatAnswersNothing_isCounted() throws Exception {
        try (StreamClient client = connect()) {
            client.send("{\"code\":200,\"headers\":{\"messageId\":\"unknown\"},\"data\":\"{}\"}");
            client.send("no JSON");

            StreamClient.eventually(() -> sandbox.stream().connections().get(0).invalidResponses() == 2);
        }
    }

    @Test
    void events_onSeveralConnections_areSharedAtRandom() throws Exception {
        try (StreamClient first = connect();
                StreamClient second = connect()) {
            for (int i = 0; i < 40; i++) {
                sandbox.join("board", "UN-late");
            }
            clock.move(MINUTE);
            Set<String> of = eventIds(first.eventsUntil("KEEPALIVE"));
            Set<String> others = eventIds(second.eventsUntil("KEEPALIVE"));

            assertThat(of.size()).isBetween(10, 39);
            assertThat(others.size()).isBetween(10, 39);
            of.addAll(others);
            assertThat(of).as("each event at least once").hasSize(40);
        }
    }

    private static Set<String> eventIds(List<JsonNode> events) {
        Set<String> ids = new HashSet<>();
        events.forEach(event -> ids.add(header(event, "eventId")));
        return ids;
    }

    @Test
    void ping_answered_isCountedOnlyWithItsOwnData() throws Exception {
        sandbox.close();
        sandbox = Sandbox.start(Company.parse(StreamTest.COMPANY), 0, clock);
        try (StreamClient client = connect()) {
            clock.move(Duration.ofSeconds(30));
            JsonNode ping = client.system("ping");
            assertThat(StreamClient.data(ping).path("opaque").asText()).isNotEmpty();
            client.answer(ping, 200, ping.path("data").textValue());
            StreamClient.eventually(() -> connection().pongs() == 1);

            clock.move(Duration.ofSeconds(30));
            client.answer(client.system("ping"), 200, "{\"opaque\":\"another\"}");
            sandbox.join("board", "UN-late");
            client.acknowledge(client.event());
            StreamClient.eventually(() -> sandbox.stream().pushes().get(0).acknowledgement() != null);
            assertThat(connection().pings()).isEqualTo(2);
            assertThat(connection().pongs()).isEqualTo(1);
            assertThat(connection().invalidResponses()).isZero();
        }
    }

    private StreamConnection connection() {
        return sandbox.stream().connections().get(0);
    }

    @Test
    void disconnect_endsDeliveryAtOnceAndTheConnection10SecondsLater() throws Exception {
        try (StreamClient old = connect()) {
            sandbox.join("board", "UN-late");
            JsonNode before = old.event();
            sandbox.stream().disconnect();
            JsonNode announced = old.system("disconnect");
            assertThat(StreamClient.data(announced).path("reason").asText()).isEqualTo("connection is expired");
            assertThat(connection().state()).isEqualTo(State.DRAINING);

            try (StreamClient successor = connect()) {
                for (int i = 0; i < 10; i++) {
                    sandbox.join("board", "UN-other");
                    successor.acknowledge(successor.event());
                }
                old.acknowledge(before);
                StreamClient.eventually(() -> sandbox.stream().pushes().get(0).acknowledgement() != null);
                clock.move(Duration.ofSeconds(10));
                assertThat(old.closeCode()).isEqualTo(1000);
                StreamClient.eventually(() -> connection().state() == State.CLOSED);
                assertThat(sandbox.stream().connections().get(1).state()).isEqualTo(State.LIVE);
            }
        }
    }

    @Test
    void connection_afterItsTime_isAnnouncedToEnd() throws Exception {
        try (StreamClient client = connect()) {
            clock.move(Duration.ofHours(20));
            assertThat(client.system("disconnect")).isNotNull();
        }
    }

    @Test
    void cut_resetsTheConnection() throws Exception {
        try (StreamClient client = connect()) {
            sandbox.stream().cut();

            assertThat(client.closeCode()).isIn(1006, -1);
            StreamClient.eventually(() -> connection().state() == State.CLOSED);
            sandbox.stream().cut();
            assertThat(connect()).as("a new connection").isNotNull();
        }
    }

    @Test
    void silence_deliversNothingAndAnswersWebSocketPings() throws Exception {
        try (StreamClient client = connect()) {
            sandbox.stream().silence(true);
            sandbox.join("board", "UN-late");
            clock.move(MINUTE);
            client.ping();
            StreamClient.eventually(() -> sandbox.stream().pushes().size() == 3);

            sandbox.stream().silence(false);
            clock.move(MINUTE);
            assertThat(client.eventsUntil("KEEPALIVE")).isEmpty();
        }
    }

    @Test
    void silentConnections_areSilentAfterTheirFirstFrames() throws Exception {
        restart("\"faults\": {\"silentPercent\": 100}");
        try (StreamClient client = connect()) {
            sandbox.join("board", "UN-late");
            assertThat(sandbox.stream().pushes()).hasSize(1);
            sandbox.stream().silence(false);
            clock.move(MINUTE);
            assertThat(client.eventsUntil("KEEPALIVE")).hasSize(2);
        }
    }

    @Test
    void subscriptions_decideWhatIsPushed() throws Exception {
        restart("\"subscriptions\": [\"status\"]");
        try (StreamClient client = connect()) {
            sandbox.join("board", "UN-late");
            sandbox.stream().changePeople("user_modify_org", "late");
            sandbox.startMeeting("later");

            assertThat(header(client.event(), "eventType")).isEqualTo("meeting_status_change");
            assertThat(sandbox.stream().pushes()).hasSize(1);
        }
    }

    @Test
    void monthlyPushes_usedUp_endMeetingEventsAndNotContacts() throws Exception {
        restart("\"monthlyPushes\": 2");
        try (StreamClient client = connect()) {
            for (int i = 0; i < 5; i++) {
                sandbox.join("board", "UN-late");
            }
            sandbox.stream().changePeople("user_modify_org", "late");

            assertThat(sandbox.stream().pushes())
                    .extracting(EventPush::eventType)
                    .containsExactly("meeting_member_status_change", "meeting_member_status_change", "user_modify_org");
            assertThat(client.event()).isNotNull();
            sandbox.reset();
            sandbox.join("board", "UN-late");
            assertThat(sandbox.stream().pushes()).hasSize(1);
        }
    }

    @Test
    void reset_endsRepeats() throws Exception {
        try (StreamClient client = connect()) {
            sandbox.join("board", "UN-late");
            client.event();
            sandbox.reset();
            clock.move(MINUTE);

            assertThat(client.eventsUntil("KEEPALIVE")).isEmpty();
        }
    }

    @Test
    void loss_pushesNothing() throws Exception {
        restart("\"faults\": {\"lossPercent\": 100}");
        try (StreamClient client = connect()) {
            sandbox.join("board", "UN-late");
            clock.move(MINUTE);
            assertThat(client.eventsUntil("KEEPALIVE")).isEmpty();
        }
    }

    @Test
    void duplicates_haveTheSameEventIdAndAnotherMessageId() throws Exception {
        restart("\"repeatMillis\": [], \"faults\": {\"duplicatePercent\": 100}");
        try (StreamClient client = connect()) {
            sandbox.join("board", "UN-late");
            JsonNode first = client.event();
            client.acknowledge(first);
            clock.move(MINUTE);
            List<JsonNode> later = client.eventsUntil("KEEPALIVE");

            assertThat(later).hasSize(1);
            assertThat(header(later.get(0), "eventId")).isEqualTo(header(first, "eventId"));
            assertThat(header(later.get(0), "messageId")).isNotEqualTo(header(first, "messageId"));
        }
    }

    @Test
    void delay_letsLaterEventsOvertake() throws Exception {
        restart("\"repeatMillis\": [], \"faults\": {\"delayPercent\": 50}");
        try (StreamClient client = connect()) {
            for (int i = 0; i < 20; i++) {
                sandbox.join("board", "UN-late");
            }
            clock.move(MINUTE);
            List<Integer> sequence = client.eventsUntil("KEEPALIVE").stream()
                    .map(event -> StreamClient.data(event).path("statusSeqNum").asInt())
                    .toList();

            assertThat(sequence).hasSize(20).doesNotHaveDuplicates();
            assertThat(sequence).isNotEqualTo(sequence.stream().sorted().toList());
        }
    }

    @Test
    void cutPercent_resetsTheConnectionInsteadOfDelivering() throws Exception {
        restart("\"faults\": {\"cutPercent\": 100}");
        try (StreamClient client = connect()) {
            sandbox.join("board", "UN-late");
            assertThat(client.closeCode()).isIn(1006, -1);
            assertThat(sandbox.stream().pushes()).hasSize(1);
        }
    }

    @Test
    void faults_withTheSameSeed_areTheSame() {
        String faults = "\"seed\": 11, \"faults\": {\"lossPercent\": 30}";
        restart(faults);
        List<Integer> first = pushedOf20();
        restart(faults);
        List<Integer> second = pushedOf20();

        assertThat(first.size()).isBetween(6, 19);
        assertThat(second).isEqualTo(first);
    }

    private List<Integer> pushedOf20() {
        try (StreamClient client = connect()) {
            for (int i = 0; i < 20; i++) {
                sandbox.join("board", "UN-late");
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return sandbox.stream().pushes().stream()
                .map(push -> StreamClient.json(push.data()).path("statusSeqNum").asInt())
                .toList();
    }
}
