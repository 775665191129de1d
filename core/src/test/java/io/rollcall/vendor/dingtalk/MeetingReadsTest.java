package io.rollcall.vendor.dingtalk;

import static io.rollcall.http.Samples.ok;
import static io.rollcall.vendor.dingtalk.Dings.DINGTALK;
import static io.rollcall.vendor.dingtalk.Dings.answer;
import static io.rollcall.vendor.dingtalk.Dings.fault;
import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.http.HttpRequest;
import io.rollcall.http.HttpRequest.TokenPlace;
import io.rollcall.http.HttpResponse;
import io.rollcall.http.Samples;
import io.rollcall.model.Attendance;
import io.rollcall.model.Attendance.State;
import io.rollcall.model.Meeting;
import io.rollcall.model.MeetingId;
import io.rollcall.model.Participant;
import io.rollcall.model.UserId;
import io.rollcall.vendor.Fault;
import io.rollcall.vendor.OngoingMeetings.Cursor;
import io.rollcall.vendor.OngoingMeetings.MeetingPage;
import io.rollcall.vendor.OngoingMeetings.Page;
import io.rollcall.vendor.Operation;
import io.rollcall.vendor.Operation.Repeat;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MeetingReadsTest {
    private static final UserId UN1 = new UserId("UN1");
    private static final MeetingPage C1 = new MeetingPage(new MeetingId("c1"), Cursor.FIRST);
    private final Operation<UserId, List<Participant>> ongoing = DINGTALK.ongoingMeetings();
    private final Operation<Cursor, Page<Meeting>> meetings = DINGTALK.organizationMeetings();
    private final Operation<MeetingPage, Page<Participant>> members = DINGTALK.members();

    @Test
    void ongoing_request_escapesTheUser() {
        HttpRequest request = ongoing.request(new UserId("ab+/=?% 张"));
        assertThat(request.method()).isEqualTo(HttpRequest.Method.GET);
        assertThat(request.uri())
                .hasToString("http://127.0.0.1:1/x/v1.0/conference/users/lists?unionId=ab%2B%2F%3D%3F%25%20%E5%BC%A0");
        assertThat(request.body()).isNull();
        assertThat(request.token()).isEqualTo(TokenPlace.header("x-acs-dingtalk-access-token"));
    }

    @Test
    void ongoing_whenAsSent_joinsOnTheInnerIdAndKeepsWhatIsUnsaid() {
        List<Participant> rows = answer(ongoing.read(UN1, ok("dingtalk/ongoing-meetings/as-sent.json")));
        assertThat(rows)
                .containsExactly(
                        new Participant(
                                new MeetingId("c1"),
                                UN1,
                                "张三",
                                new Attendance(State.ACTIVE, 3L),
                                false,
                                true,
                                true,
                                true,
                                Instant.ofEpochMilli(1700000000123L),
                                null,
                                Duration.ofSeconds(61),
                                "Mac"),
                        bare("c2", new Attendance(State.UNKNOWN, 9L)),
                        bare("c3", Attendance.unknown()));
    }

    @Test
    void ongoing_whenTypedAsText_isReadAlike() {
        Participant row = answer(ongoing.read(UN1, ok("dingtalk/ongoing-meetings/text-typed.json")))
                .get(0);
        assertThat(row.attendance()).isEqualTo(new Attendance(State.ACTIVE, 3L));
        assertThat(row.host()).isTrue();
        assertThat(row.coHost()).isFalse();
        assertThat(row.external()).isTrue();
        assertThat(row.phone()).isFalse();
        assertThat(row.name()).isNull();
        assertThat(row.leftAt()).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "1,INITIALISED",
        "2,CALLING",
        "3,ACTIVE",
        "4,NOT_JOINED",
        "5,REMOVED",
        "6,LEFT",
        "0,UNKNOWN",
        "7,UNKNOWN"
    })
    void ongoing_everyStatus_isKeptWithItsCode(long code, State state) {
        String body = "{\"memberModelMap\":{\"k\":{\"conferenceId\":\"c1\",\"attendStatus\":" + code + "}}}";
        assertThat(answer(ongoing.read(UN1, json(body))).get(0).attendance()).isEqualTo(new Attendance(state, code));
    }

    @Test
    void ongoing_whenIdle_isAnAnswer() {
        assertThat(answer(ongoing.read(UN1, ok("dingtalk/ongoing-meetings/idle.json"))))
                .isEmpty();
        assertThat(answer(ongoing.read(UN1, json("{\"onGoingConfIdList\":[],\"memberModelMap\":{}}"))))
                .isEmpty();
    }

    @Test
    void ongoing_whenTwoDevicesUnderOneKey_bothAreRows() {
        String body = "{\"memberModelMap\":{\"k\":[{\"conferenceId\":\"c1\",\"deviceType\":\"Mac\"},"
                + "{\"conferenceId\":\"c1\",\"deviceType\":\"iOS\"}]}}";
        assertThat(answer(ongoing.read(UN1, json(body)))).hasSize(2);
    }

    @Test
    void ongoing_whenARowNamesNoMeeting_isSkippedUnlessTheListDoes() {
        assertThat(Dings.skipped(ongoing.read(UN1, ok("dingtalk/ongoing-meetings/row-without-meeting.json"))))
                .containsExactly("row 1 whose conferenceId is missing");
        String body = "{\"onGoingConfIdList\":\"c1\",\"memberModelMap\":{\"c1\":{\"attendStatus\":3}}}";
        assertThat(answer(ongoing.read(UN1, json(body)))).containsExactly(bare("c1", Attendance.unknown()));
    }

    @ParameterizedTest
    @CsvSource({
        "{\"code\":\"system.error\"},SERVER",
        "{\"code\":\"somethingNew\"},SERVER",
        "{\"message\":\"oops\"},UNREADABLE",
        "{\"errcode\":404},BAD_REQUEST",
        "{\"errmsg\":\"x\"},UNREADABLE",
        "{\"success\":false},SERVER",
        "{\"punish\":\"deny\"},BANNED",
        "[],UNREADABLE",
        "null,UNREADABLE",
        "'',UNREADABLE",
        "<html>,UNREADABLE",
    })
    void ongoing_whenAnErrorsShapeUnder200_isNeverIdle(String body, Fault.Kind kind) {
        assertThat(fault(ongoing.read(UN1, json(body))).kind()).isEqualTo(kind);
    }

    @ParameterizedTest
    @CsvSource({
        "ongoing-meetings/400-unknown-user.json,400,BAD_REQUEST,param.error,R-1",
        "ongoing-meetings/400-no-user.json,400,BAD_REQUEST,param.error,R-2",
        "ongoing-meetings/500-system.error.json,500,SERVER,system.error,R-3",
        "org-meetings/400-paramError.json,400,BAD_REQUEST,paramError,R-4",
        "org-meetings/500-systemError.json,500,SERVER,systemError,R-5",
        "members/400-missingRoomId.json,400,BAD_REQUEST,missingRoomId,R-missingRoomId",
        "members/400-paramError.json,400,BAD_REQUEST,paramError,R-paramError",
        "members/403-noPermission.json,403,PERMISSION,noPermission,R-noPermission",
        "members/404-roomNotFound.json,404,NOT_FOUND,roomNotFound,R-roomNotFound",
        "members/500-systemError.json,500,SERVER,systemError,R-systemError",
    })
    void documentedErrors_areTheirFaults(String file, int status, Fault.Kind kind, String code, String requestId) {
        HttpResponse response = Samples.answer(status, "dingtalk/" + file);
        Fault fault = file.startsWith("ongoing")
                ? fault(ongoing.read(UN1, response))
                : file.startsWith("org")
                        ? fault(meetings.read(Cursor.FIRST, response))
                        : fault(members.read(C1, response));
        assertThat(fault.kind()).isEqualTo(kind);
        assertThat(fault.origin().code()).isEqualTo(code);
        assertThat(fault.origin().requestId()).isEqualTo(requestId);
    }

    @Test
    void meetings_request_namesThePageOnlyAfterTheFirst() {
        assertThat(meetings.request(Cursor.FIRST).uri())
                .hasToString("http://127.0.0.1:1/x/v1.0/conference/orgConferences");
        assertThat(meetings.request(new Cursor("a b&c")).rawQuery()).isEqualTo("nextToken=a%20b%26c");
    }

    @Test
    void meetings_whenAsSent_areReadWhole() {
        Page<Meeting> page = answer(meetings.read(Cursor.FIRST, ok("dingtalk/org-meetings/as-sent.json")));
        Meeting board = new Meeting(
                new MeetingId("c1"),
                "Board",
                "123456",
                new UserId("UN7"),
                "李四",
                Instant.ofEpochMilli(1700000000000L),
                null,
                "0",
                2L);
        Meeting bare = new Meeting(new MeetingId("c2"), null, null, null, null, null, null, null, null);
        assertThat(page).isEqualTo(new Page<>(List.of(board, bare), new Cursor("t2")));
        Page<Meeting> typed = answer(meetings.read(Cursor.FIRST, ok("dingtalk/org-meetings/text-typed.json")));
        assertThat(typed).isEqualTo(new Page<>(List.of(board), null));
        assertThat(answer(meetings.read(Cursor.FIRST, ok("dingtalk/org-meetings/nothing-runs.json")))
                        .items())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"hasMore\":false}",
                "{\"hasMore\":true,\"nextToken\":\"t2\"}",
                "{\"hasMore\":true,\"onGoingConfList\":[]}",
                "{\"hasMore\":true,\"onGoingConfList\":[],\"nextToken\":\"t1\"}",
                "{\"hasMore\":true,\"onGoingConfList\":[],\"nextToken\":\"0\"}",
            })
    void meetings_whenSomethingIsMissingOrStandsStill_areUnreadable(String body) {
        assertThat(fault(meetings.read(new Cursor("t1"), json(body)))).isInstanceOf(Fault.Unreadable.class);
    }

    @Test
    void members_request_escapesTheMeeting() {
        MeetingPage page = new MeetingPage(new MeetingId("a/../b?% 张"), new Cursor("128"));
        assertThat(members.request(page).uri())
                .hasToString(
                        "http://127.0.0.1:1/x/v1.0/conference/videoConferences/a%2F..%2Fb%3F%25%20%E5%BC%A0/members"
                                + "?nextToken=128");
        assertThat(members.request(C1).rawQuery()).isEmpty();
    }

    @Test
    void members_whenAsSent_areReadWithTheirPage() {
        Page<Participant> page = answer(members.read(C1, ok("dingtalk/members/as-sent.json")));
        assertThat(page.next()).isEqualTo(new Cursor("128"));
        assertThat(page.items()).hasSize(2);
        assertThat(page.items().get(0).user()).isEqualTo(UN1);
        assertThat(page.items().get(1).user()).isNull();
        assertThat(page.items().get(1).attendance().state()).isEqualTo(State.LEFT);
        assertThat(answer(members.read(C1, ok("dingtalk/members/last-page.json"))))
                .isEqualTo(new Page<Participant>(List.of(), null));
        Participant typed = answer(members.read(C1, ok("dingtalk/members/text-typed.json")))
                .items()
                .get(0);
        assertThat(typed.meeting()).isEqualTo(new MeetingId("c1"));
        assertThat(typed.attendance().state()).isEqualTo(State.CALLING);
        assertThat(typed.host()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"memberModels\":null}",
                "{\"memberModels\":\"x\"}",
                "{\"memberModels\":[],\"nextToken\":\"0\"}",
                "{\"totalCount\":0}"
            })
    void members_whenMissingOrStandingStill_areUnreadable(String body) {
        assertThat(fault(members.read(C1, json(body)))).isInstanceOf(Fault.Unreadable.class);
    }

    @Test
    void reads_areMeteredAndMayBeRepeated() {
        for (Operation<?, ?> operation : List.of(ongoing, meetings, members)) {
            assertThat(operation.metered()).isTrue();
            assertThat(operation.afterUnknownOutcome()).isEqualTo(Repeat.REPEAT);
        }
        assertThat(List.of(
                        ongoing.name().toString(),
                        meetings.name().toString(),
                        members.name().toString()))
                .containsExactly("dingtalk.ongoing-meetings", "dingtalk.org-meetings", "dingtalk.members");
    }

    private static Participant bare(String meeting, Attendance attendance) {
        return new Participant(
                new MeetingId(meeting), UN1, null, attendance, false, false, false, false, null, null, null, null);
    }

    private static HttpResponse json(String body) {
        return HttpResponse.of(200, Map.of(), body);
    }
}
