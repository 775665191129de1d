package io.rollcall.camel;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.rollcall.event.VendorEvent;
import io.rollcall.model.AccountId;
import io.rollcall.model.Attendance;
import io.rollcall.model.CoHostChange;
import io.rollcall.model.DepartmentId;
import io.rollcall.model.EnterpriseAccount;
import io.rollcall.model.Invitation;
import io.rollcall.model.InvitationResult;
import io.rollcall.model.Invitee;
import io.rollcall.model.Meeting;
import io.rollcall.model.MeetingId;
import io.rollcall.model.Participant;
import io.rollcall.model.Person;
import io.rollcall.model.PersonId;
import io.rollcall.model.PhoneNumber;
import io.rollcall.model.UserAccount;
import io.rollcall.model.UserDetails;
import io.rollcall.model.UserId;
import io.rollcall.report.Change;
import io.rollcall.report.FlowReport;
import io.rollcall.report.Mode;
import io.rollcall.report.Problem;
import io.rollcall.report.RosterResult;
import io.rollcall.report.RunOutcome;
import io.rollcall.report.RunResult;
import io.rollcall.report.Trigger;
import io.rollcall.report.Unchanged;
import io.rollcall.roster.LookupStatus;
import io.rollcall.roster.RosterEntry;
import io.rollcall.vendor.Accepted;
import io.rollcall.vendor.AccessToken;
import io.rollcall.vendor.DepartmentDirectory.People;
import io.rollcall.vendor.Fault;
import io.rollcall.vendor.OperationName;
import io.rollcall.vendor.Secret;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RollcallJsonTest {
    private static final UserAccount NOTHING = new UserAccount(
            null, null, null, null, null, null, null, List.of(), null, null, null, null, null, null, null, null, null);

    private static Participant participant(Attendance.State state) {
        return new Participant(
                new MeetingId("c1"),
                new UserId("UN1"),
                "张\n\uD83D",
                new Attendance(state, 6L),
                true,
                false,
                false,
                false,
                Instant.parse("2026-11-20T08:00:00Z"),
                null,
                Duration.ofMillis(61_500),
                "MAC");
    }

    @Test
    void participant_isWrittenInTheFieldsWords() {
        assertThat(RollcallJson.write(List.of(participant(Attendance.State.NOT_JOINED))))
                .isEqualTo(
                        "[{\"meeting\":\"c1\",\"user\":\"UN1\",\"name\":\"张\\n\uFFFD\",\"attendance\":\"not-joined\","
                                + "\"host\":true,\"coHost\":false,\"external\":false,\"phone\":false,"
                                + "\"joinedAt\":\"2026-11-20T08:00:00.000Z\",\"stayedSeconds\":61,\"device\":\"MAC\"}]");
    }

    @Test
    void attendance_hasAWordForEachState() {
        assertThat(Arrays.stream(Attendance.State.values()).map(state -> RollcallJson.write(participant(state))
                        .replaceAll(".*\"attendance\":\"([^\"]*)\".*", "$1")))
                .containsExactly("initialised", "calling", "active", "not-joined", "removed", "left", "unknown");
    }

    @Test
    void vendorEvent_isWrittenAsThePageShows() throws Exception {
        Instant start = Instant.parse("2026-11-20T08:00:00Z");
        MeetingId meeting = new MeetingId("6171d2a9b0");
        Participant john = new Participant(
                meeting,
                new UserId("UN-john"),
                "John",
                new Attendance(Attendance.State.ACTIVE, 2L),
                false,
                false,
                false,
                false,
                null,
                null,
                null,
                null);
        List<VendorEvent> events = List.of(
                new VendorEvent.OfMeeting(VendorEvent.Type.MEETING_STARTED, start, meeting),
                new VendorEvent.OfParticipant(VendorEvent.Type.PARTICIPANT_JOINED, start.plusSeconds(1), john),
                new VendorEvent.OfPerson(VendorEvent.Type.PERSON_CHANGED, start.plusSeconds(2), "zhangsan"),
                new VendorEvent.OfDepartment(VendorEvent.Type.DEPARTMENT_REMOVED, null, new DepartmentId(42)));

        try (InputStream page = getClass().getResourceAsStream("docs/vendor-events.ndjson")) {
            assertThat(events)
                    .extracting(RollcallJson::write)
                    .containsExactlyElementsOf(
                            new String(page.readAllBytes(), UTF_8).lines().toList());
        }
    }

    @Test
    void page_namesTheNext() {
        Person person = new Person(
                new PersonId("zhangsan"),
                null,
                "",
                List.of(new DepartmentId(2)),
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                9_007_199_254_740_993L,
                Map.of("empty", ""),
                null,
                null,
                null,
                null,
                null,
                null,
                null);

        assertThat(RollcallJson.write(new People(List.of(person), 100L)))
                .isEqualTo("{\"people\":[{\"userId\":\"zhangsan\",\"departments\":[2],"
                        + "\"departmentOrder\":9007199254740993}],\"next\":100}");
        assertThat(RollcallJson.write(new People(List.of(), null))).isEqualTo("{\"people\":[]}");
    }

    @Test
    void found_whenThereIsNothingToShow_hasNoAccount() {
        assertThat(RollcallJson.write(new UserDetails(UserDetails.Status.UNKNOWN, 9L, NOTHING)))
                .isEqualTo("{\"lookup\":\"unknown-status\"}");
    }

    static List<Object> documented() {
        Participant participant = participant(Attendance.State.ACTIVE);
        Participant named = new Participant(
                participant.meeting(),
                null,
                "张",
                participant.attendance(),
                false,
                true,
                true,
                true,
                null,
                Instant.parse("2026-11-20T08:00:00.123456Z"),
                null,
                null);
        Person person = new Person(
                new PersonId("zhangsan"),
                new UserId("UN1"),
                "张",
                List.of(new DepartmentId(-7), new DepartmentId(9_007_199_254_740_993L)),
                "Director",
                null,
                "",
                null,
                null,
                "13800138000",
                true,
                null,
                null,
                null,
                null,
                176_284_537_162_738_512L,
                Map.of("Hobby", "Travel"),
                Instant.parse("2020-08-16T10:26:56.828Z"),
                true,
                null,
                null,
                false,
                null,
                new EnterpriseAccount("login", null, "nick", null, null, true));
        UserAccount account = new UserAccount(
                new AccountId("8a8"),
                "acc",
                null,
                null,
                null,
                "177****0476",
                null,
                List.of("1", "2"),
                null,
                null,
                "NORMAL_USER",
                null,
                null,
                null,
                false,
                true,
                Instant.EPOCH);
        Meeting meeting = new Meeting(
                new MeetingId("c1"), "Board", "123", new UserId("UN1"), null, Instant.EPOCH, null, "VIDEO", 2L);
        Invitee user = new Invitee.User(new UserId("UN1"), "Duty");
        Invitee phone = new Invitee.Phone(new PhoneNumber("+8613800138000"), null);
        Change change = new Change(
                Change.Action.INVITE,
                new MeetingId("c1"),
                null,
                new PhoneNumber("+8613800138000"),
                Change.Reason.NOT_IN_MEETING,
                Change.Status.DONE);
        Unchanged unchanged = new Unchanged(null, new UserId("UN4"), null, Unchanged.Reason.IN_NO_MEETING);
        Problem problem = new Problem("user UN9", Fault.Kind.BAD_REQUEST, "param.error", null, "Check the unionId.");
        RosterResult roster = new RosterResult(400, 20_000, new RosterResult.Lookups(1, 2, 3, 4, 5, 6), "r.csv");
        RunResult meetings =
                new RunResult(RunOutcome.INCOMPLETE, List.of(problem), List.of(change), List.of(unchanged), null);
        RunResult people = new RunResult(RunOutcome.COMPLETE, List.of(), List.of(), List.of(), roster);
        return List.of(
                named,
                participant.meeting(),
                person,
                account,
                new RosterEntry(person, List.of(new DepartmentId(1)), LookupStatus.FOUND, account),
                meeting,
                new UserDetails(UserDetails.Status.FOUND, 0L, account),
                new UserDetails(UserDetails.Status.NOT_FOUND, 2L, NOTHING),
                new People(List.of(person), 100L),
                new CoHostChange(
                        new MeetingId("c1"), CoHostChange.Action.REMOVE, List.of(new UserId("UN1"), new UserId("UN2"))),
                new Invitation(new MeetingId("c1"), new UserId("UN1"), List.of(user, phone)),
                new Invitation(new MeetingId("c1"), null, List.of(phone)),
                new InvitationResult(List.of(user, phone), List.of()),
                Accepted.ACCEPTED,
                change,
                unchanged,
                problem,
                roster,
                report("cohost", meetings),
                report("roster", people));
    }

    private static FlowReport report(String type, RunResult result) {
        return new FlowReport(
                "board",
                type,
                Mode.ONCE,
                Trigger.CALLER,
                result,
                Instant.parse("2026-11-20T08:00:00.123456Z"),
                Duration.ofMillis(412),
                Map.of(
                        new OperationName("huawei", "token"), 1L,
                        new OperationName("dingtalk", "set-co-hosts"), 2L,
                        new OperationName("dingtalk", "token"), 3L),
                5);
    }

    @ParameterizedTest
    @MethodSource("documented")
    void anyMapperOfAHost_writesTheSame(Object value) throws Exception {
        ObjectMapper snakes = JsonMapper.builder()
                .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                .serializationInclusion(JsonInclude.Include.ALWAYS)
                .disable(MapperFeature.DEFAULT_VIEW_INCLUSION)
                .build();
        String expected = value instanceof MeetingId id ? '"' + id.value() + '"' : RollcallJson.write(value);

        assertThat(new ObjectMapper().writeValueAsString(value)).isEqualTo(expected);
        assertThat(new ObjectMapper().writeValueAsBytes(value)).asString(UTF_8).isEqualTo(expected);
        assertThat(snakes.writeValueAsString(value)).isEqualTo(expected);
    }

    @Test
    void whatHostsAsk_isReadBack() throws Exception {
        for (Object value : documented()) {
            if (value instanceof CoHostChange || value instanceof Invitation || value instanceof MeetingId) {
                ObjectMapper mapper = new ObjectMapper();
                assertThat(mapper.readValue(mapper.writeValueAsString(value), (Class<?>) value.getClass()))
                        .isEqualTo(value);
            }
        }
    }

    @Test
    void meetingAndChange_areWrittenInTheFieldsWords() {
        assertThat(documented().stream()
                        .filter(value -> value instanceof Meeting || value instanceof CoHostChange)
                        .map(RollcallJson::write))
                .containsExactly(
                        "{\"meeting\":\"c1\",\"title\":\"Board\",\"roomCode\":\"123\",\"creator\":\"UN1\","
                                + "\"startedAt\":\"1970-01-01T00:00:00.000Z\",\"kind\":\"VIDEO\",\"status\":2}",
                        "{\"meeting\":\"c1\",\"action\":\"remove\",\"users\":[\"UN1\",\"UN2\"]}");
    }

    @Test
    void secret_isNeverWritten() {
        ObjectMapper curious = JsonMapper.builder()
                .visibility(PropertyAccessor.ALL, JsonAutoDetect.Visibility.ANY)
                .disable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
                .build();

        assertThat(Stream.of(
                                Secret.of("SECRET"),
                                Map.of("key", Secret.from(() -> "SECRET")),
                                new AccessToken("SECRET", Instant.EPOCH, Instant.EPOCH))
                        .map(value -> {
                            try {
                                return curious.writeValueAsString(value);
                            } catch (JsonProcessingException refused) {
                                return String.valueOf(refused.getMessage());
                            }
                        }))
                .noneMatch(text -> text.contains("SECRET"));
    }

    @Test
    void anythingElse_isRefusedByItsType() {
        assertThat(RollcallJson.write(null)).isEqualTo("null");
        assertThatThrownBy(() -> RollcallJson.write("SECRET"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("an endpoint answers no String");
    }
}
