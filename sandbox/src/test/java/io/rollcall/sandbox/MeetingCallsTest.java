package io.rollcall.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.rollcall.sandbox.VendorClient.VendorResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(180)
@Tag("slow")
class MeetingCallsTest {
    private static final String PEOPLE =
            """
            {"dingtalk":{"callsPerSecond":0%s},
             "people":[{"userId":"a","unionId":"A+/= \u5f20"},{"userId":"b","unionId":"B"},{"userId":"c","unionId":"C"}],
             "meetings":[
              {"id":"m/1 ?","creator":"B","members":[{"unionId":"A+/= \u5f20","nick":"A","host":true},
                 {"unionId":"A+/= \u5f20","nick":"A on the phone","deviceType":"iOS","status":6},
                 {"unionId":"B","nick":"B","status":null,"host":null,"coHost":null}]},
              {"id":"m2","joinAfterMillis":5000,"members":[{"unionId":"A+/= \u5f20","nick":"A"},{"unionId":"X","nick":"Outsider","outerOrgMember":true}]},
              {"id":"ended","status":"ended","members":[{"unionId":"B","nick":"B"}]},
              {"id":"forgetful","coHostsShow":false,"joinAfterLooks":2,"members":[{"unionId":"B","nick":"B"}]}]}""";

    private final MovableClock clock = new MovableClock();
    private Sandbox sandbox = Sandbox.start(Company.parse(PEOPLE.formatted("")), 0, clock);
    private VendorClient client = new VendorClient(sandbox);
    private String token = client.dingTalkToken();

    @AfterEach
    void stop() {
        sandbox.close();
    }

    private void play(String more) {
        sandbox.close();
        sandbox = Sandbox.start(Company.parse(PEOPLE.formatted(more)), 0, clock);
        client = new VendorClient(sandbox);
        token = client.dingTalkToken();
    }

    private static String code(VendorResponse response) {
        return response.status() + " " + response.json().path("code").asText();
    }

    @Test
    void ongoing_whenInSeveralMeetings_keysAreNotTheIds() {
        JsonNode response = client.ongoing(token, "A%2B%2F%3D+%E5%BC%A0").json();
        assertThat(response.path("onGoingConfIdList").toString()).isEqualTo("[\"m/1 ?\",\"m2\"]");
        List<String> keys = new ArrayList<>();
        response.path("memberModelMap").fieldNames().forEachRemaining(keys::add);
        assertThat(keys).hasSize(3).doesNotContain("m/1 ?", "m2").doesNotHaveDuplicates();
        JsonNode first = response.path("memberModelMap").path(keys.get(0));
        assertThat(first.path("conferenceId").asText()).isEqualTo("m/1 ?");
        assertThat(first.path("attendStatus").isInt()).isTrue();
        assertThat(first.path("host").booleanValue()).isTrue();
        assertThat(first.path("joinTime").isLong()).isTrue();
        assertThat(first.has("leaveTime")).isFalse();
        assertThat(first.path("deviceType").asText()).isEqualTo("Mac");
    }

    @Test
    void ongoing_whenIdleOrOnlyInEndedMeetings_isAnEmptyObject() {
        assertThat(client.ongoing(token, "C").text()).isEqualTo("{}");
        sandbox.endMeeting("m2");
        assertThat(client.ongoing(token, "X").text()).isEqualTo("{}");
    }

    @Test
    void ongoing_whenUserIsWrongOrMissing_twoMessagesShareACode() {
        VendorResponse unknown = client.ongoing(token, "a");
        assertThat(code(unknown)).isEqualTo("400 param.error");
        assertThat(unknown.json().path("message").asText()).isEqualTo("param.error");
        VendorResponse missing = client.getWith(token, "/v1.0/conference/users/lists");
        assertThat(code(missing)).isEqualTo("400 param.error");
        assertThat(missing.json().path("message").asText()).isEqualTo("missing.user.info");
    }

    @Test
    void organization_whenPaged_showsEveryRunningMeetingOnce() {
        JsonNode first = client.getWith(token, "/v1.0/conference/orgConferences?maxResults=2")
                .json();
        assertThat(first.path("hasMore").booleanValue()).isTrue();
        assertThat(first.path("totalCount").asInt()).isEqualTo(3);
        assertThat(first.path("onGoingConfList").path(0).path("status").asInt()).isEqualTo(2);
        JsonNode second = client.getWith(
                        token,
                        "/v1.0/conference/orgConferences?maxResults=2&nextToken="
                                + first.path("nextToken").asText())
                .json();
        assertThat(second.path("hasMore").booleanValue()).isFalse();
        assertThat(second.has("nextToken")).isFalse();
        assertThat(second.path("onGoingConfList").path(0).path("conferenceId").asText())
                .isEqualTo("forgetful");
        assertThat(code(client.getWith(token, "/v1.0/conference/orgConferences?nextToken=2")))
                .isEqualTo("400 paramError");
        assertThat(code(client.getWith(token, "/v1.0/conference/orgConferences?maxResults=0")))
                .isEqualTo("400 paramError");
    }

    @Test
    void members_whenPaged_endsWithoutAToken() {
        JsonNode first = client.members(token, "m%2F1%20%3F", "?maxResults=2&nextToken=0")
                .json();
        assertThat(first.path("memberModels")).hasSize(2);
        assertThat(first.path("totalCount").asInt()).isEqualTo(3);
        JsonNode second = client.members(
                        token,
                        "m%2F1%20%3F",
                        "?maxResults=2&nextToken=" + first.path("nextToken").asText())
                .json();
        assertThat(second.has("nextToken")).isFalse();
        assertThat(second.has("hasMore")).isFalse();
        JsonNode bare = second.path("memberModels").path(0);
        assertThat(bare.path("unionId").asText()).isEqualTo("B");
        assertThat(bare.has("attendStatus")).isFalse();
        assertThat(bare.has("host")).isFalse();
        assertThat(bare.has("deviceType")).isFalse();
    }

    @Test
    void members_whenMeetingIsUnknownEndedOrBlank_isNotFound() {
        assertThat(code(client.members(token, "nowhere", ""))).isEqualTo("404 roomNotFound");
        assertThat(code(client.members(token, "ended", ""))).isEqualTo("404 roomNotFound");
        assertThat(code(client.members(token, "%20", ""))).isEqualTo("400 missingRoomId");
    }

    @Test
    void setCoHosts_whenAdded_showsInTheNextLookAndCanBeTakenBack() {
        String both = "\"userList\":[{\"unionId\":\"A+/= \u5f20\"},{\"unionId\":\"X\"}]}";
        assertThat(client.setCoHosts(token, "m2", "{\"action\":\"add\"," + both)
                        .json()
                        .path("success")
                        .booleanValue())
                .isTrue();
        assertThat(sandbox.isCoHost("m2", "X")).isTrue();
        client.members(token, "m2", "").json().path("memberModels").forEach(member -> assertThat(
                        member.path("coHost").booleanValue())
                .isTrue());
        client.setCoHosts(token, "m2", "{\"action\":\"remove\"," + both);
        assertThat(sandbox.isCoHost("m2", "X")).isFalse();
        client.setCoHosts(token, "m2", "{\"action\":\"add\"," + both);
        sandbox.demote("m2", "X");
        assertThat(sandbox.isCoHost("m2", "X")).isFalse();
    }

    @Test
    void setCoHosts_whenTheMeetingIsForgetful_succeedsAndDoesNotShow() {
        assertThat(client.setCoHosts(token, "forgetful", "{\"action\":\"add\",\"userList\":[{\"unionId\":\"B\"}]}")
                        .json()
                        .path("success")
                        .booleanValue())
                .isTrue();
        assertThat(sandbox.isCoHost("forgetful", "B")).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "m2      | {'action':'promote','userList':[{'unionId':'X'}]}            | 400 paramsError",
                "m2      | {'userList':[{'unionId':'X'}]}                               | 400 paramsError",
                "m2      | {'action':'add','userList':[]}                               | 400 paramsError",
                "m2      | {'action':'add','userList':{'unionId':'X'}}                  | 400 paramsError",
                "m2      | {'action':'add','userList':[{'userId':'X'}]}                 | 400 paramsError",
                "m2      | {'action':'add','userList':['X']}                            | 400 paramsError",
                "m2      | not JSON                                                     | 400 paramsError",
                "m2      | {'action':'add','userList':[{'unionId':'X'},{'unionId':'Q'}]}| 400 unknownUserError",
                "nowhere | {'action':'add','userList':[{'unionId':'X'}]}                | 404 roomNotFound",
                "ended   | {'action':'add','userList':[{'unionId':'B'}]}                | 400 resourceClose",
            })
    void setCoHosts_whenSomethingIsWrong_isRefusedWithoutChange(String meeting, String body, String expected) {
        assertThat(code(client.setCoHosts(token, meeting, body.replace('\'', '"'))))
                .isEqualTo(expected);
        assertThat(sandbox.isCoHost("m2", "X")).isFalse();
    }

    @Test
    void invite_whenRinging_isBeingCalledThenJoinsAfterTheDelay() {
        client.invite(token, "m2", "{\"inviteeList\":[{\"unionId\":\"B\",\"nick\":\"B\"}]}");
        assertThat(status("B")).isEqualTo(2);
        clock.move(Duration.ofMillis(4999));
        assertThat(status("B")).isEqualTo(2);
        clock.move(Duration.ofMillis(1));
        assertThat(status("B")).isEqualTo(3);
        assertThat(sandbox.invitations("m2", "B")).isEqualTo(1);
        sandbox.setStatus("m2", "B", 6);
        assertThat(status("B")).isEqualTo(6);
    }

    @Test
    void invite_whenJoiningAfterPolls_joinsAfterThatMany() {
        client.invite(token, "forgetful", "{\"inviteeList\":[{\"unionId\":\"C\",\"nick\":\"C\"}]}");
        assertThat(status("C")).isEqualTo(2);
        assertThat(status("C")).isEqualTo(2);
        assertThat(status("C")).isEqualTo(3);
    }

    private int status(String unionId) {
        JsonNode map = client.ongoing(token, unionId).json().path("memberModelMap");
        for (JsonNode member : map) {
            if (!member.path("conferenceId").asText().equals("m/1 ?")) {
                return member.path("attendStatus").asInt();
            }
        }
        return -1;
    }

    @Test
    void invite_whenRepeated_ringsAgainAndIsCounted() {
        String body =
                """
                {"unionId":"A+/= \u5f20","inviteeList":[{"unionId":"X","nick":"X"}],
                 "phoneInviteeList":[{"phoneNumber":"+8613800138000","nick":"Duty"}]}""";
        client.invite(token, "m2", body);
        client.invite(token, "m2", body);
        assertThat(sandbox.invitations("m2", "X")).isEqualTo(2);
        assertThat(sandbox.invitations("m2", "+8613800138000")).isEqualTo(2);
        assertThat(sandbox.invitations()).hasSize(2);
        assertThat(status("X")).as("who is in the meeting stays in it").isEqualTo(3);
        JsonNode phone =
                client.members(token, "m2", "").json().path("memberModels").path(2);
        assertThat(phone.path("pstnJoin").booleanValue()).isTrue();
        assertThat(phone.path("attendStatus").asInt()).isEqualTo(2);
        assertThat(phone.has("unionId")).isFalse();
        assertThat(phone.toString()).doesNotContain("13800138000");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "m2      | {}                                                           | 400 paramsError",
                "m2      | {'inviteeList':[],'phoneInviteeList':[]}                     | 400 paramsError",
                "m2      | {'inviteeList':[{'unionId':'B'}]}                            | 400 paramsError",
                "m2      | {'inviteeList':[{'nick':'B'}]}                               | 400 unknownUserError",
                "m2      | {'inviteeList':[{'unionId':'B','nick':'B'},{'unionId':'Q','nick':'Q'}]} | 400 unknownUserError",
                "m2      | {'unionId':'Q','inviteeList':[{'unionId':'B','nick':'B'}]}   | 400 unknownUserError",
                "m2      | {'phoneInviteeList':[{'nick':'B'}]}                          | 400 paramsError",
                "nowhere | {'inviteeList':[{'unionId':'B','nick':'B'}]}                 | 404 roomNotFound",
                "ended   | {'inviteeList':[{'unionId':'B','nick':'B'}]}                 | 400 resourceClose",
            })
    void invite_whenSomethingIsWrong_isRefusedWithoutInvitation(String meeting, String body, String expected) {
        assertThat(code(client.invite(token, meeting, body.replace('\'', '"')))).isEqualTo(expected);
        assertThat(sandbox.invitations()).isEmpty();
    }

    @Test
    void calls_whenPermissionIsMissing_nameIt() {
        play(",\"withoutPermissions\":[\"VideoConference.Conference.Write\",\"qyapi_get_department_member\"]");
        VendorResponse response =
                client.setCoHosts(token, "m2", "{\"action\":\"add\",\"userList\":[{\"unionId\":\"X\"}]}");
        assertThat(code(response)).isEqualTo("403 Forbidden.AccessDenied.AccessTokenPermissionDenied");
        assertThat(response.json()
                        .path("accessdenieddetail")
                        .path("requiredScopes")
                        .path(0)
                        .asText())
                .isEqualTo("VideoConference.Conference.Write");
        assertThat(client.ongoing(token, "B").status()).isEqualTo(200);
        JsonNode contacts = client.users(token, 1, 0, 10).json();
        assertThat(contacts.path("errcode").asInt()).isEqualTo(88);
        assertThat(contacts.path("sub_code").asText()).isEqualTo("60011");
    }
}
