package io.rollcall.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rollcall.model.Attendance;
import io.rollcall.model.DepartmentId;
import io.rollcall.model.MeetingId;
import io.rollcall.model.Participant;
import io.rollcall.model.Person;
import io.rollcall.model.PersonId;
import io.rollcall.model.UserDetails;
import io.rollcall.model.UserId;
import io.rollcall.vendor.DepartmentDirectory.People;
import io.rollcall.vendor.UserLookup;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RollcallJsonTest {
    private static final UserDetails NOTHING = new UserDetails(
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
        assertThat(RollcallJson.write(new UserLookup.Found(UserLookup.Status.UNKNOWN, 9L, NOTHING)))
                .isEqualTo("{\"lookup\":\"unknown-status\"}");
    }

    @Test
    void anythingElse_isRefusedByItsType() {
        assertThat(RollcallJson.write(null)).isEqualTo("null");
        assertThatThrownBy(() -> RollcallJson.write("SECRET"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("an endpoint answers no String");
    }
}
