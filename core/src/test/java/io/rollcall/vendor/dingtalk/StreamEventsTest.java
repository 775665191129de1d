package io.rollcall.vendor.dingtalk;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.event.VendorEvent;
import io.rollcall.event.VendorEvent.OfDepartment;
import io.rollcall.event.VendorEvent.OfMeeting;
import io.rollcall.event.VendorEvent.OfParticipant;
import io.rollcall.event.VendorEvent.OfPerson;
import io.rollcall.event.VendorEvent.Type;
import io.rollcall.http.Samples;
import io.rollcall.json.Json;
import io.rollcall.model.Attendance;
import io.rollcall.model.DepartmentId;
import io.rollcall.model.Meeting;
import io.rollcall.model.MeetingId;
import io.rollcall.model.Participant;
import io.rollcall.model.UserId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The pages' own samples, and what may differ from them. */
class StreamEventsTest {
    private static final Instant AT = Instant.ofEpochMilli(1_683_533_823_336L);
    private static final MeetingId MEETING = new MeetingId("6321*******9b6ed40");
    private final StreamEvents events = new StreamEvents();

    @Test
    void meeting_byTheSample_hasStarted_thoughItsStatusSaysEnded() {
        assertThat(sample("meeting_status_change"))
                .containsExactly(new OfMeeting(
                        Type.MEETING_STARTED,
                        AT,
                        MEETING,
                        new Meeting(
                                MEETING,
                                "开放会议",
                                null,
                                new UserId("2iPO*********wiEiE"),
                                "开放会议创建者",
                                Instant.ofEpochMilli(1_684_215_608_570L),
                                null,
                                "3",
                                1L)));
    }

    @Test
    void meeting_byTheOtherSample_hasStarted_thoughItHasAnEnd() {
        assertThat(sample("meeting_status_change_target_push"))
                .singleElement()
                .isInstanceOfSatisfying(OfMeeting.class, event -> {
                    assertThat(event.type()).isEqualTo(Type.MEETING_STARTED);
                    assertThat(event.at()).isEqualTo(AT);
                    assertThat(event.meeting()).isEqualTo(MEETING);
                    assertThat(event.details().roomCode()).isEqualTo("4272xxxxx");
                    assertThat(event.details().startedAt()).isEqualTo(Instant.ofEpochMilli(1_663_293_270_000L));
                    assertThat(event.details().endedAt()).isEqualTo(Instant.ofEpochMilli(1_663_294_270_000L));
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"meeting_member_status_change", "meeting_member_status_change_target_push"})
    void member_byTheSample_isAnActiveInternalCoHost(String type) {
        assertThat(sample(type))
                .containsExactly(new OfParticipant(
                        Type.PARTICIPANT_JOINED,
                        AT,
                        new Participant(
                                MEETING,
                                new UserId("2iPO*********wiEiE"),
                                "会议参会者",
                                new Attendance(Attendance.State.ACTIVE, 3L),
                                false,
                                true,
                                false,
                                false,
                                Instant.ofEpochMilli(1_663_143_334_000L),
                                Instant.ofEpochMilli(1_663_143_344_000L),
                                Duration.ofSeconds(1),
                                "Android")));
    }

    @Test
    void contacts_byTheSamples() {
        assertThat(sample("user_leave_org")).containsExactly(new OfPerson(Type.PERSON_LEFT, AT, "015xxxx227"));
        assertThat(events.read("user_leave_org", file("user_leave_org-third-party"), AT))
                .containsExactly(new OfPerson(Type.PERSON_LEFT, AT, "ding12345"));
        assertThat(sample("user_modify_org")).containsExactly(new OfPerson(Type.PERSON_CHANGED, AT, "015xxxx227"));
        assertThat(events.read("user_add_org", file("user_add_org-third-party"), AT))
                .containsExactly(new OfPerson(Type.PERSON_ADDED, AT, "ding12345"));
        assertThat(sample("org_dept_create"))
                .containsExactly(new OfDepartment(Type.DEPARTMENT_ADDED, AT, new DepartmentId(432_825_033)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "meeting_status_change | {'changeScene':'conference_closed','openConfModel':{'conferenceId':'c'}} | meeting-ended",
                "meeting_status_change | {'changeScene':'conference_paused','openConfModel':{'conferenceId':'c'}} | ",
                "meeting_status_change | {'changeScene':'conference_created','openConfModel':{}}                  | ",
                "meeting_status_change | {'changeScene':'conference_created','openConfModel':'{\\'conferenceId\\':7}'} | meeting-started",
                "meeting_status_change | [1]                                                                      | ",
                "user_add_org          | {'userId':['a','b']}                                                     | person-added,person-added",
                "user_add_org          | {'userId':'a'}                                                           | person-added",
                "user_add_org          | {'userid':'a','department':[1]}                                          | person-added",
                "user_add_org          | {'userId':[' ',null,{},'a\\u0000',7]}                                    | person-added",
                "user_modify_org       | {'userId':['a'],'diffInfo':{'userid':'a'}}                               | person-changed",
                "user_modify_org       | {'userId':['a'],'diffInfo':[{'userid':'a'}]}                             | person-changed",
                "user_modify_org       | {'diffInfo':{'userid':'a'}}                                              | person-changed",
                "user_modify_org       | {'userId':['a'],'diffInfo':[{'userid':'a'},{'userid':'b'},7,null]}       | person-changed,person-changed",
                "user_modify_org       | {'userId':['a'],'diffInfo':'[{\\'userid\\':\\'b\\'}]'}                      | person-changed,person-changed",
                "user_active_org       | {'userId':['a']}                                                         | person-changed",
                "org_dept_modify       | {'deptId':['1','-2','x',3]}                | department-changed,department-changed,department-changed",
                "org_dept_remove       | {'deptId':1}                                                             | department-removed",
                "org_dept_create       | {'id':123455,'name':'n'}                                                 | department-added",
                "org_change            | {'x':1}                                                                  | ",
                "something_new         | {'userId':['a']}                                                         | ",
                "user_leave_org        |                                                                          | ",
            })
    void event_isReadTolerantly(String type, String data, String words) {
        assertThat(read(type, data == null ? "" : data.replace('\'', '"')).stream()
                        .map(event -> event.type().word()))
                .containsExactlyElementsOf(words == null ? List.of() : List.of(words.split(",")));
    }

    @Test
    void members_areReadRowByRow_andUnusableOnesLeftOut() {
        List<VendorEvent> read = read(
                "meeting_member_status_change",
                """
                {"changeScene":"user_join","openMemberModels":[
                  {"userId":"U1","conferenceId":"c1","attendStatus":"3","host":"1","outerOrgMember":false},
                  {"userId":"","conferenceId":"c1","attendStatus":3,"outerOrgMember":true},
                  {"userId":{"a":1},"conferenceId":"c1"},
                  {"userId":"U2"},
                  null, 7,
                  {"userId":"U3","conferenceId":"c2","userId":"U4"}]}
                """);

        assertThat(read)
                .extracting(event -> ((OfParticipant) event).participant())
                .satisfiesExactly(
                        first -> {
                            assertThat(first.user()).isEqualTo(new UserId("U1"));
                            assertThat(first.attendance().state()).isEqualTo(Attendance.State.ACTIVE);
                            assertThat(first.host()).isTrue();
                            assertThat(first.external()).isFalse();
                        },
                        outsider -> {
                            assertThat(outsider.user()).isNull();
                            assertThat(outsider.external()).isTrue();
                        },
                        // of a doubled name the later one counts; without attendStatus nothing says that the person is
                        // active
                        last -> {
                            assertThat(last.user()).isEqualTo(new UserId("U4"));
                            assertThat(last.meeting()).isEqualTo(new MeetingId("c2"));
                            assertThat(last.attendance()).isEqualTo(Attendance.unknown());
                        });
    }

    @ParameterizedTest
    @CsvSource({
        "user_join, participant-joined",
        "user_leave, participant-left",
        "user_kicked, participant-removed",
        "user_invited, participant-invited"
    })
    void member_byItsScene(String scene, String word) {
        assertThat(member(scene, 1))
                .singleElement()
                .satisfies(event -> assertThat(event.type().word()).isEqualTo(word));
    }

    @Test
    void older_stateIsIgnored_butNeverAJoin() {
        assertThat(member("user_join", 5)).hasSize(1);
        assertThat(member("user_leave", 4)).isEmpty();
        assertThat(member("user_join", 3)).hasSize(1);
        assertThat(member("user_leave", 4)).as("an older join lowers nothing").isEmpty();
        assertThat(member("user_leave", 6)).hasSize(1);
    }

    @Test
    void older_isComparedWithinOnePersonOrOneMeetingOnly() {
        assertThat(member("user_join", 9)).hasSize(1);
        assertThat(read(
                        "meeting_member_status_change",
                        "{\"changeScene\":\"user_leave\",\"statusSeqNum\":8,\"openMemberModels\":[{\"userId\":\"U2\",\"conferenceId\":\"c1\"},"
                                + "{\"userId\":\"U1\",\"conferenceId\":\"c2\"},{\"conferenceId\":\"c1\"}]}"))
                .hasSize(3);
    }

    @Test
    void older_startAfterTheEnd_isIgnored() {
        assertThat(status("conference_closed", "7")).hasSize(1);
        assertThat(status("conference_created", "1")).isEmpty();
        assertThat(status("conference_created", "no number")).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "meeting_status_change, true",
        "meeting_member_status_change, true",
        "something_new, true",
        "user_modify_org, false",
        "org_dept_remove, false",
        "label_conf_add, false"
    })
    void metered_areAllButContacts(String type, boolean metered) {
        assertThat(StreamEvents.isMetered(type)).isEqualTo(metered);
    }

    private List<VendorEvent> member(String scene, long number) {
        return read(
                "meeting_member_status_change",
                "{\"changeScene\":\"" + scene + "\",\"statusSeqNum\":" + number
                        + ",\"openMemberModels\":[{\"userId\":\"U1\",\"conferenceId\":\"c1\",\"attendStatus\":3}]}");
    }

    private List<VendorEvent> status(String scene, String number) {
        return read(
                "meeting_status_change",
                "{\"changeScene\":\"" + scene + "\",\"statusSeqNum\":\"" + number
                        + "\",\"openConfModel\":{\"conferenceId\":\"c1\"}}");
    }

    private List<VendorEvent> sample(String name) {
        return events.read(name, file(name), AT);
    }

    private static Json file(String name) {
        return json(Samples.text("dingtalk/events/" + name + ".json"));
    }

    private List<VendorEvent> read(String type, String data) {
        return events.read(type, data.isEmpty() ? Json.ABSENT : json(data), AT);
    }

    private static Json json(String text) {
        try {
            return Json.read(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException malformed) {
            throw new UncheckedIOException(malformed);
        }
    }
}
