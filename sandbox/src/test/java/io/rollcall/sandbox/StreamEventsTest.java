package io.rollcall.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.rollcall.sandbox.journal.EventPush;
import io.rollcall.sandbox.script.Fault;
import io.rollcall.sandbox.script.Preset;
import io.rollcall.sandbox.script.VendorApi;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What events say (docs/vendors/dingtalk-stream.md §6, §7), and that the meeting changes together with them. */
@Timeout(60)
@Tag("slow")
class StreamEventsTest {
    private static final String COMPANY =
            """
            {"dingtalk": {"callsPerSecond": 0, "stream": {"keepAliveMillis": 86400000, "fields": "FIELDS"}},
             "people": [
               {"userId": "host", "unionId": "UN-host", "name": "Host"},
               {"userId": "late", "unionId": "UN-late", "name": "Late Comer"},
               {"userId": "other", "unionId": "UN-other", "name": "Other"}],
             "meetings": [
               {"id": "board", "title": "Board", "roomCode": "42261597832", "creator": "UN-host", "bizType": "3",
                "joinAfterMillis": 5000, "members": [
                  {"unionId": "UN-host", "nick": "Host", "host": true},
                  {"unionId": "UN-late", "joinsAfterMillis": 60000, "leavesAfterMillis": 120000}]},
               {"id": "later", "startsAfterMillis": 90000, "endsAfterMillis": 150000}]}
            """;

    private final MovableClock clock = new MovableClock();
    private Sandbox sandbox = start("stream");
    private StreamClient client = StreamClient.connect(sandbox);

    private Sandbox start(String fields) {
        return Sandbox.start(Company.parse(COMPANY.replace("FIELDS", fields)), 0, clock);
    }

    @AfterEach
    void stop() {
        client.close();
        sandbox.close();
    }

    private JsonNode data() throws InterruptedException {
        JsonNode event = client.event();
        client.acknowledge(event);
        return StreamClient.data(event);
    }

    private JsonNode member() throws InterruptedException {
        return data().path("openMemberModels").path(0);
    }

    private int status(String unionId) {
        VendorClient vendor = new VendorClient(sandbox);
        JsonNode members =
                vendor.members(vendor.dingTalkToken(), "board", "").json().path("memberModels");
        for (JsonNode member : members) {
            if (member.path("unionId").asText().equals(unionId)) {
                return member.path("attendStatus").asInt();
            }
        }
        return 0;
    }

    private boolean runs(String meeting) {
        VendorClient vendor = new VendorClient(sandbox);
        return vendor.getWith(vendor.dingTalkToken(), "/v1.0/conference/orgConferences")
                .text()
                .contains(meeting);
    }

    @Test
    void memberEvents_haveEachScene() throws Exception {
        sandbox.join("board", "UN-other");
        assertThat(data().path("changeScene").asText()).isEqualTo("user_join");
        assertThat(status("UN-other")).isEqualTo(3);
        sandbox.leave("board", "UN-other");
        JsonNode left = data();
        assertThat(left.path("changeScene").asText()).isEqualTo("user_leave");
        assertThat(left.path("openMemberModels").path(0).path("attendStatus").asInt())
                .isEqualTo(6);
        assertThat(left.path("openMemberModels").path(0).path("leaveTime").asLong())
                .isEqualTo(clock.millis());
        assertThat(status("UN-other")).isEqualTo(6);
        sandbox.call("board", "UN-other");
        assertThat(data().path("changeScene").asText()).isEqualTo("user_invited");
        assertThat(status("UN-other")).isEqualTo(2);
        clock.move(Duration.ofSeconds(5));
        assertThat(data().path("changeScene").asText()).isEqualTo("user_join");
        sandbox.kick("board", "UN-other");
        assertThat(data().path("changeScene").asText()).isEqualTo("user_kicked");
        assertThat(status("UN-other")).isEqualTo(5);
        assertThat(sandbox.invitations()).isEmpty();
    }

    @Test
    void join_ofSeveral_isOneEvent() throws Exception {
        sandbox.join("board", "UN-other", "UN-late");

        assertThat(data().path("openMemberModels")).hasSize(2);
    }

    @Test
    void join_afterLeaving_hasNoCoHostRole() throws Exception {
        sandbox.join("board", "UN-other");
        VendorClient vendor = new VendorClient(sandbox);
        vendor.setCoHosts(
                vendor.dingTalkToken(), "board", "{\"action\":\"add\",\"userList\":[{\"unionId\":\"UN-other\"}]}");
        sandbox.join("board", "UN-other");
        data();
        assertThat(member().path("coHost").asBoolean()).isTrue();
        sandbox.leave("board", "UN-other");
        sandbox.join("board", "UN-other");
        data();
        assertThat(member().path("coHost").asBoolean()).isFalse();
    }

    @Test
    void join_ofAHost_tellsTheRole() throws Exception {
        sandbox.join("board", "UN-host");

        JsonNode host = member();
        assertThat(host.path("host").asBoolean()).isTrue();
        assertThat(host.path("userNick").asText()).isEqualTo("Host");
        assertThat(host.path("deviceType").asText()).isEqualTo("Mac");
    }

    @Test
    void join_ofAnOutsiderOrAPhone_hasNoUserId() throws Exception {
        sandbox.joinOutsider("board", "UN-guest", "Guest");
        JsonNode outsider = member();
        assertThat(outsider.path("userId").asText("-")).isEmpty();
        assertThat(outsider.path("userNick").asText()).isEqualTo("Guest");
        sandbox.joinPhone("board", "+8613800138000");
        JsonNode phone = member();
        assertThat(phone.path("userId").asText("-")).isEmpty();
        assertThat(phone.path("pstnJoin").asBoolean()).isTrue();
        assertThat(status("UN-guest")).isEqualTo(3);
    }

    @Test
    void join_ofAnUnknownPerson_throws() {
        assertThatThrownBy(() -> sandbox.join("board", "UN-nowhere"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("UN-nowhere");
        assertThatThrownBy(() -> sandbox.leave("board", "UN-other")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> sandbox.join("nowhere", "UN-late")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void statusEvents_haveTheFieldsOfThePage() throws Exception {
        sandbox.endMeeting("board");
        JsonNode ended = data();
        JsonNode model = ended.path("openConfModel");
        assertThat(ended.path("changeScene").asText()).isEqualTo("conference_closed");
        assertThat(model.path("bizType").isTextual()).isTrue();
        assertThat(model.path("creatorId").asText()).isEqualTo("UN-host");
        assertThat(model.has("roomCode")).isFalse();
        assertThat(runs("board")).isFalse();

        sandbox.startMeeting("board");
        JsonNode started = data();
        assertThat(started.path("changeScene").asText()).isEqualTo("conference_created");
        assertThat(started.path("openConfModel").path("status").asInt()).isEqualTo(1);
        assertThat(started.path("openConfModel").path("startTime").asLong()).isEqualTo(clock.millis());
        assertThat(started.path("statusSeqNum").asInt())
                .isGreaterThan(ended.path("statusSeqNum").asInt());
        assertThat(runs("board")).isTrue();
        sandbox.startMeeting("board");
        assertThat(sandbox.stream().pushes())
                .as("a running meeting does not start")
                .hasSize(2);
    }

    @Test
    void allFields_addsThoseOfTheOtherPage() throws Exception {
        client.close();
        sandbox.close();
        sandbox = start("all");
        client = StreamClient.connect(sandbox);
        sandbox.endMeeting("board");
        JsonNode model = data().path("openConfModel");
        assertThat(model.path("roomCode").asText()).isEqualTo("422 615 97832");
        assertThat(model.path("externalLinkUrl").asText()).contains("token=");
        assertThat(model.path("endTime").asLong()).isEqualTo(clock.millis());
        sandbox.joinOutsider("board", "UN-guest", "Guest");
        assertThat(member().path("outerOrgMember").asBoolean()).isTrue();
    }

    @Test
    void timeline_isPlayed() throws Exception {
        assertThat(status("UN-late")).isZero();
        clock.move(Duration.ofSeconds(60));
        assertThat(member().path("userId").asText()).isEqualTo("UN-late");
        assertThat(status("UN-late")).isEqualTo(3);
        assertThat(runs("later")).isFalse();
        clock.move(Duration.ofSeconds(30));
        assertThat(data().path("changeScene").asText()).isEqualTo("conference_created");
        assertThat(runs("later")).isTrue();
        clock.move(Duration.ofSeconds(30));
        assertThat(data().path("changeScene").asText()).isEqualTo("user_leave");
        assertThat(status("UN-late")).isEqualTo(6);
        clock.move(Duration.ofSeconds(30));
        assertThat(data().path("changeScene").asText()).isEqualTo("conference_closed");
    }

    @Test
    void timeline_afterAReset_beginsAgain() throws Exception {
        clock.move(Duration.ofSeconds(59));
        sandbox.reset();
        clock.move(Duration.ofSeconds(59));
        assertThat(status("UN-late")).isZero();
        clock.move(Duration.ofSeconds(1));
        assertThat(member().path("userId").asText()).isEqualTo("UN-late");
        assertThat(sandbox.stream().pushes()).hasSize(1);
    }

    @Test
    void invite_byApi_isPushedAndTheJoinToo() throws Exception {
        VendorClient vendor = new VendorClient(sandbox);
        vendor.invite(
                vendor.dingTalkToken(), "board", "{\"inviteeList\":[{\"unionId\":\"UN-other\",\"nick\":\"Other\"}]}");
        assertThat(data().path("changeScene").asText()).isEqualTo("user_invited");
        clock.move(Duration.ofSeconds(5));
        assertThat(data().path("changeScene").asText()).isEqualTo("user_join");
        assertThat(sandbox.invitations("board", "UN-other")).isEqualTo(1);
    }

    @Test
    void contacts_haveTheFieldsOfThePage() throws Exception {
        sandbox.stream().changePeople("user_modify_org", "late");
        JsonNode modified = data();
        assertThat(modified.path("timeStamp").isTextual()).isTrue();
        assertThat(modified.path("userId").path(0).asText()).isEqualTo("late");
        assertThat(modified.path("diffInfo").path(0).path("userid").asText()).isEqualTo("late");
        sandbox.stream().changePeople("user_leave_org", "late", "other");
        JsonNode left = data();
        assertThat(left.path("userId")).hasSize(2);
        assertThat(left.has("unionId")).isFalse();
        sandbox.stream().changeDepartments("org_dept_modify", 2);
        assertThat(data().path("deptId").path(0).isNumber()).isTrue();
        sandbox.stream().changeContacts("org_change", "{\"anything\":1}");
        assertThat(data().path("anything").asInt()).isEqualTo(1);
    }

    @Test
    void coHostRequests_areComparableWithPushes() throws Exception {
        sandbox.join("board", "UN-other");
        VendorClient vendor = new VendorClient(sandbox);
        vendor.setCoHosts(
                vendor.dingTalkToken(), "board", "{\"action\":\"add\",\"userList\":[{\"unionId\":\"UN-other\"}]}");
        EventPush push = sandbox.stream().pushes().get(0);

        assertThat(sandbox.coHostRequests()).singleElement().satisfies(request -> {
            assertThat(request.meeting()).isEqualTo("board");
            assertThat(request.action()).isEqualTo("add");
            assertThat(request.unionIds()).containsExactly("UN-other");
            assertThat(request.status()).isEqualTo(200);
            assertThat(request.arrivedNanos()).isGreaterThan(push.sentNanos());
        });
        sandbox.reset();
        assertThat(sandbox.coHostRequests()).isEmpty();
    }

    @Test
    void open_countsAgainstTheMonthlyCallsAndItsFaultsFire() {
        sandbox.script(Fault.on(VendorApi.DINGTALK_OPEN_STREAM).then(Preset.CREDENTIALS_REJECTED));
        assertThat(StreamClient.open(sandbox).status()).isEqualTo(401);
        sandbox.clearFaults();
        assertThat(sandbox.calls().get("dingtalk.open-stream")).isEqualTo(2);

        try (Sandbox metered = Sandbox.start(Company.parse("{\"dingtalk\":{\"monthlyQuota\":1}}"), 0)) {
            assertThat(StreamClient.open(metered).status()).isEqualTo(200);
            assertThat(StreamClient.open(metered).status()).isEqualTo(403);
        }
    }

    @Test
    void pages_playAndShowEvents() throws Exception {
        VendorClient pages = new VendorClient(sandbox);
        post(pages, "meetings/join", "{\"meeting\":\"board\",\"who\":[\"UN-other\"]}", 200);
        assertThat(data().path("changeScene").asText()).isEqualTo("user_join");
        post(pages, "meetings/leave", "{\"meeting\":\"board\",\"who\":\"UN-other\"}", 200);
        assertThat(data().path("changeScene").asText()).isEqualTo("user_leave");
        post(pages, "meetings/kick", "{\"meeting\":\"board\",\"who\":\"UN-other\"}", 200);
        assertThat(data().path("changeScene").asText()).isEqualTo("user_kicked");
        post(pages, "meetings/call", "{\"meeting\":\"board\",\"who\":\"UN-other\"}", 200);
        assertThat(data().path("changeScene").asText()).isEqualTo("user_invited");
        post(pages, "meetings/join-outsider", "{\"meeting\":\"board\",\"who\":\"UN-x\",\"nick\":\"X\"}", 200);
        assertThat(member().path("userNick").asText()).isEqualTo("X");
        post(pages, "meetings/join-phone", "{\"meeting\":\"board\",\"who\":\"+861380013\"}", 200);
        assertThat(member().path("pstnJoin").asBoolean()).isTrue();
        post(pages, "meetings/end", "{\"meeting\":\"board\"}", 200);
        assertThat(data().path("changeScene").asText()).isEqualTo("conference_closed");
        post(pages, "meetings/start", "{\"meeting\":\"board\"}", 200);
        assertThat(data().path("changeScene").asText()).isEqualTo("conference_created");
        post(pages, "contacts", "{\"eventType\":\"org_change\",\"data\":{\"n\":1}}", 200);
        assertThat(data().path("n").asInt()).isEqualTo(1);
        assertThat(pages.get("/sandbox/pushes").json()).hasSize(9);
        assertThat(pages.get("/sandbox/stream")
                        .json()
                        .path("connections")
                        .path(0)
                        .path("state")
                        .asText())
                .isEqualTo("LIVE");
        assertThat(pages.get("/sandbox/co-host-requests").json()).isEmpty();

        post(pages, "meetings/join", "{\"meeting\":\"board\"}", 400);
        post(pages, "meetings/join", "{\"meeting\":\"nowhere\",\"who\":\"UN-other\"}", 400);
        post(pages, "meetings/join", "no JSON", 400);
        post(pages, "meetings/juggle", "{}", 404);
    }

    @Test
    void pages_disturbConnections() throws Exception {
        VendorClient pages = new VendorClient(sandbox);
        client.system("CONNECTED");
        post(pages, "stream/frame", "[\"any text\"]", 200);
        assertThat(client.eventsUntil("")).isEmpty();
        post(pages, "stream/silence", "", 200);
        sandbox.stream().send("{\"type\":\"EVENT\",\"headers\":{\"topic\":\"*\"}}");
        post(pages, "stream/end-silence", "", 200);
        post(pages, "stream/disconnect", "", 200);
        assertThat(client.eventsUntil("disconnect")).isEmpty();
        post(pages, "stream/cut", "", 200);
        assertThat(client.closeCode()).isIn(1006, -1);
    }

    private static void post(VendorClient pages, String page, String body, int status) {
        assertThat(pages.post("/sandbox/" + page, body).status()).as(page).isEqualTo(status);
    }
}
