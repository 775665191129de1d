package io.rollcall.vendor.dingtalk;

import static io.rollcall.vendor.dingtalk.Dings.DINGTALK;
import static io.rollcall.vendor.dingtalk.Dings.answer;
import static io.rollcall.vendor.dingtalk.Dings.fault;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.rollcall.http.HttpRequest;
import io.rollcall.http.HttpResponse;
import io.rollcall.http.Samples;
import io.rollcall.model.CoHostChange;
import io.rollcall.model.CoHostChange.Action;
import io.rollcall.model.Invitation;
import io.rollcall.model.Invitee;
import io.rollcall.model.MeetingId;
import io.rollcall.model.PhoneNumber;
import io.rollcall.model.UserId;
import io.rollcall.vendor.Accepted;
import io.rollcall.vendor.Fault;
import io.rollcall.vendor.Operation.Repeat;
import io.rollcall.vendor.ParsedResponse;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MeetingActionsTest {
    private static final CoHostChange PROMOTE = new CoHostChange(
            new MeetingId("644272f14ba33101xxxx-xxxxx"),
            Action.PROMOTE,
            List.of(new UserId("qzR1iSMDvzR9iP7P0ZKxxxxxxxxx")));
    private static final Invitation INVITATION = new Invitation(
            new MeetingId("644272f14ba33101xxxxxxxx"),
            new UserId("qzR1iSMDvzR9iP7P0ZKZobSxxxxxxxx"),
            List.of(
                    new Invitee.User(new UserId("exxxxxxal40ofA6gexxxxxxxxxx"), "Test user"),
                    new Invitee.Phone(new PhoneNumber("1xxxxxxxxxx"), "Test phone user")));

    @Test
    void setCoHosts_request_isThePagesOwn() throws IOException {
        HttpRequest request = DINGTALK.setCoHosts().request(PROMOTE);
        assertThat(request.uri())
                .hasToString("http://127.0.0.1:1/x/v1.0/conference/videoConferences/644272f14ba33101xxxx-xxxxx"
                        + "/coHosts/set");
        assertSame(request, "dingtalk/set-co-hosts/page-request.json");
        assertThat(request.withToken("T").headers())
                .contains(new HttpRequest.Field("x-acs-dingtalk-access-token", "T"));
    }

    @Test
    void setCoHosts_request_whenRemoving_namesEverybodyOnce() {
        UserId user = new UserId("a\"张");
        HttpRequest request = DINGTALK.setCoHosts()
                .request(new CoHostChange(new MeetingId("c/1"), Action.REMOVE, List.of(user, user)));
        assertThat(request.body()).isEqualTo("{\"action\":\"remove\",\"userList\":[{\"unionId\":\"a\\\"张\"}]}");
        assertThat(request.path()).isEqualTo("/v1.0/conference/videoConferences/c%2F1/coHosts/set");
    }

    @Test
    void invite_request_isThePagesOwn() throws IOException {
        HttpRequest request = DINGTALK.invite().request(INVITATION);
        assertThat(request.uri())
                .hasToString("http://127.0.0.1:1/x/v1.0/conference/videoConferences/644272f14ba33101xxxxxxxx"
                        + "/users/invite");
        assertSame(request, "dingtalk/invite/page-request.json");
    }

    @Test
    void invite_request_leavesOutWhatIsNotGiven() {
        Invitee phone = new Invitee.Phone(new PhoneNumber("+86 138"), null);
        Invitee user = new Invitee.User(new UserId("UN1"), "N");
        assertThat(DINGTALK.invite()
                        .request(new Invitation(new MeetingId("c"), null, List.of(phone)))
                        .body())
                .isEqualTo("{\"phoneInviteeList\":[{\"phoneNumber\":\"+86 138\"}]}");
        assertThat(DINGTALK.invite()
                        .request(new Invitation(new MeetingId("c"), null, List.of(user)))
                        .body())
                .isEqualTo("{\"inviteeList\":[{\"unionId\":\"UN1\",\"nick\":\"N\"}]}");
    }

    @ParameterizedTest
    @ValueSource(strings = {".", ".."})
    void requests_whenTheMeetingsIdWouldClimb_areRefused(String id) {
        assertThatThrownBy(
                        () -> DINGTALK.invite().request(new Invitation(new MeetingId(id), null, INVITATION.invitees())))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"set-co-hosts", "invite"})
    void answers_areAcceptedOnlyWithSuccess(String call) {
        assertThat(answer(read(call, 200, "page-sample.json"))).isEqualTo(Accepted.ACCEPTED);
        assertThat(answer(read(call, 200, "text-typed.json"))).isEqualTo(Accepted.ACCEPTED);
        Fault unsuccessful = fault(read(call, 200, "not-successful.json"));
        assertThat(unsuccessful).isInstanceOf(Fault.ServerFailed.class);
        assertThat(unsuccessful.certainlyNotDone()).isFalse();
        assertThat(fault(read(call, 200, "no-success.json"))).isInstanceOf(Fault.Unreadable.class);
    }

    @ParameterizedTest
    @CsvSource({
        "400-unknownUserError.json,NOT_FOUND",
        "400-paramsError.json,BAD_REQUEST",
        "500-systemError.json,SERVER",
        "404-roomNotFound.json,NOT_FOUND",
        "400-resourceClose.json,NOT_FOUND",
        "403-noPermission.json,PERMISSION",
        "404-waterLimitError.json,BAD_REQUEST",
    })
    void documentedErrors_areTheirFaults(String file, Fault.Kind kind) {
        for (String call : List.of("set-co-hosts", "invite")) {
            Fault fault = fault(read(call, Integer.parseInt(file.substring(0, 3)), file));
            assertThat(fault.kind()).isEqualTo(kind);
            assertThat(fault.certainlyNotDone()).isEqualTo(kind != Fault.Kind.SERVER);
            assertThat(fault.origin().operation()).hasToString("dingtalk." + call);
            assertThat(fault.origin().requestId()).isNotNull();
        }
    }

    @Test
    void actions_areMeteredAndNotSimplyRepeated() {
        assertThat(DINGTALK.setCoHosts().afterUnknownOutcome()).isEqualTo(Repeat.LOOK_FIRST);
        assertThat(DINGTALK.invite().afterUnknownOutcome()).isEqualTo(Repeat.NEVER);
        assertThat(DINGTALK.setCoHosts().metered()).isTrue();
        assertThat(DINGTALK.invite().metered()).isTrue();
    }

    @Test
    void requestId_whenInTheHeaders_isTold() {
        HttpResponse response = HttpResponse.of(200, Map.of("X-Acs-Request-Id", "rid"), "{\"success\":true}");
        assertThat(DINGTALK.invite().requestId(response)).isEqualTo("rid");
    }

    private static ParsedResponse<Accepted> read(String call, int status, String file) {
        HttpResponse response = Samples.answer(status, "dingtalk/" + call + "/" + file);
        return call.equals("invite")
                ? DINGTALK.invite().read(INVITATION, response)
                : DINGTALK.setCoHosts().read(PROMOTE, response);
    }

    private static void assertSame(HttpRequest request, String sample) throws IOException {
        ObjectMapper mapper = new ObjectMapper();
        assertThat(request.method()).isEqualTo(HttpRequest.Method.POST);
        assertThat(mapper.readTree(request.body())).isEqualTo(mapper.readTree(Samples.text(sample)));
    }
}
