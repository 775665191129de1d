package io.rollcall.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.rollcall.sandbox.VendorClient.VendorResponse;
import io.rollcall.sandbox.journal.EventPush;
import io.rollcall.sandbox.journal.StreamConnection.State;
import java.net.URI;
import java.net.http.WebSocketHandshakeException;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
@Tag("slow")
class StreamTest {
    static final String COMPANY =
            """
            {"dingtalk": {"callsPerSecond": 0, "stream": {"registeredPercent": 100}},
             "people": [
               {"userId": "host", "unionId": "UN-host", "name": "Host"},
               {"userId": "late", "unionId": "UN-late", "name": "Late Comer"},
               {"userId": "other", "unionId": "UN-other", "name": "Other"}],
             "meetings": [
               {"id": "board", "creator": "UN-host", "members": [{"unionId": "UN-host", "host": true}]},
               {"id": "later", "status": "ended"}]}
            """;

    private final MovableClock clock = new MovableClock();
    private final Sandbox sandbox = Sandbox.start(Company.parse(COMPANY), 0, clock);

    @AfterEach
    void stop() {
        sandbox.close();
    }

    @Test
    void open_answersWithTheEndpointAndATicketThatMustBeEscaped() {
        VendorResponse response = StreamClient.open(sandbox);

        assertThat(response.status()).isEqualTo(200);
        assertThat(response.json().path("endpoint").asText())
                .isEqualTo("ws://127.0.0.1:" + sandbox.port() + "/connect");
        assertThat(response.json().path("ticket").asText()).contains("+", "/", "=");
        assertThat(sandbox.stream().opens()).isEqualTo(1);
    }

    @Test
    void open_withAWrongSecret_is401() {
        VendorResponse response =
                StreamClient.open(sandbox, "ding-rehearsal", "wrong", "[{\"type\":\"EVENT\",\"topic\":\"*\"}]");

        assertThat(response.status()).isEqualTo(401);
        assertThat(response.json().path("code").asText()).isEqualTo("authFailed");
        assertThat(response.json().path("requestid").asText()).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "null",
                "{}",
                "[{\"type\":\"EVENT\",\"topic\":\"meeting_status_change\"}]",
                "[{\"topic\":\"*\"}]"
            })
    void open_withOddSubscriptions_is400(String subscriptions) {
        assertThat(StreamClient.open(sandbox, "ding-rehearsal", "rehearsal-secret", subscriptions)
                        .status())
                .isEqualTo(400);
    }

    @Test
    void connection_startsWithSystemFrames() throws Exception {
        try (StreamClient client = StreamClient.connect(sandbox)) {
            JsonNode connected = client.next();

            assertThat(connected.path("specVersion").asText()).isEqualTo("1.0");
            assertThat(connected.path("type").asText()).isEqualTo("SYSTEM");
            assertThat(StreamClient.topic(connected)).isEqualTo("CONNECTED");
            assertThat(connected.path("data").isTextual()).isTrue();
            assertThat(StreamClient.topic(client.next())).isEqualTo("REGISTERED");
            assertThat(sandbox.stream().connections()).hasSize(1);
            assertThat(sandbox.stream().connections().get(0).state()).isEqualTo(State.LIVE);
        }
        StreamClient.eventually(() -> sandbox.stream().connections().get(0).state() == State.CLOSED);
    }

    @Test
    void ticket_usedTwice_isRefused() {
        URI address = StreamClient.address(StreamClient.open(sandbox).json());
        StreamClient.connect(address).close();

        assertRefused(address);
    }

    @Test
    void ticket_after90Seconds_isRefused() {
        URI fresh = StreamClient.address(StreamClient.open(sandbox).json());
        URI stale = StreamClient.address(StreamClient.open(sandbox).json());
        clock.move(Duration.ofSeconds(89));
        StreamClient.connect(fresh).close();
        clock.move(Duration.ofSeconds(1));

        assertRefused(stale);
    }

    @Test
    void ticket_withoutEscapes_isAccepted() {
        JsonNode opened = StreamClient.open(sandbox).json();
        URI address = URI.create(opened.path("endpoint").asText() + "?ticket="
                + opened.path("ticket").asText());

        StreamClient.connect(address).close();
    }

    private static void assertRefused(URI address) {
        assertThatThrownBy(() -> StreamClient.connect(address))
                .isInstanceOf(CompletionException.class)
                .cause()
                .isInstanceOfSatisfying(WebSocketHandshakeException.class, refused -> assertThat(
                                refused.getResponse().statusCode())
                        .isEqualTo(401));
    }

    @Test
    void requests_showNoTicket() {
        URI address = StreamClient.address(StreamClient.open(sandbox).json());
        StreamClient.connect(address).close();

        assertThat(sandbox.requests().get(1).path()).isEqualTo("/connect");
        assertThat(sandbox.requests().get(1).query()).isEqualTo("ticket=***");
        assertThat(sandbox.requests().get(1).status()).isEqualTo(101);
    }

    @Test
    void join_isPushedAndShowsInTheMeeting() throws Exception {
        try (StreamClient client = StreamClient.connect(sandbox)) {
            client.system("CONNECTED");
            sandbox.join("board", "UN-late");

            JsonNode event = client.event();
            JsonNode headers = event.path("headers");
            assertThat(headers.valueStream()).allMatch(JsonNode::isTextual);
            assertThat(headers.path("eventType").asText()).isEqualTo("meeting_member_status_change");
            assertThat(headers.path("eventId").asText()).isNotEmpty();
            assertThat(headers.path("eventCorpId").asText()).isEqualTo("ding-corp");
            JsonNode data = StreamClient.data(event);
            assertThat(data.path("changeScene").asText()).isEqualTo("user_join");
            JsonNode model = data.path("openMemberModels").path(0);
            assertThat(model.path("userId").asText()).isEqualTo("UN-late");
            assertThat(model.path("conferenceId").asText()).isEqualTo("board");
            assertThat(model.path("attendStatus").asInt()).isEqualTo(3);
            assertThat(model.path("coHost").isBoolean()).isTrue();
            assertThat(model.has("outerOrgMember")).isFalse();

            VendorClient vendor = new VendorClient(sandbox);
            assertThat(vendor.members(vendor.dingTalkToken(), "board", "")
                            .json()
                            .path("memberModels"))
                    .hasSize(2);
        }
    }

    @Test
    void acknowledgement_isRecordedWithItsConnection() throws Exception {
        try (StreamClient client = StreamClient.connect(sandbox)) {
            client.system("CONNECTED");
            sandbox.join("board", "UN-late");
            client.acknowledge(client.event());

            StreamClient.eventually(() -> sandbox.stream().pushes().get(0).acknowledgement() != null);
            EventPush push = sandbox.stream().pushes().get(0);
            assertThat(push.acknowledgement().isSuccess()).isTrue();
            assertThat(push.acknowledgement().connection()).isEqualTo(push.connection());
            assertThat(push.acknowledgement().receivedNanos()).isGreaterThan(push.sentNanos());
        }
    }
}
