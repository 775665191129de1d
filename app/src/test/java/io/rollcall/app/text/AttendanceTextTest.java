package io.rollcall.app.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.history.AttendedMeeting;
import io.rollcall.history.Boundary;
import io.rollcall.history.Known;
import io.rollcall.history.MeetingInstance;
import io.rollcall.history.MeetingRecord;
import io.rollcall.history.Role;
import io.rollcall.history.RolePeriod;
import io.rollcall.history.RoleSource;
import io.rollcall.history.Session;
import io.rollcall.model.MeetingId;
import io.rollcall.model.UserId;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** How times that are only bounded are written. */
class AttendanceTextTest {
    private static final Instant TEN = Instant.parse("2026-11-20T10:00:00Z");
    private static final UserId ANN = new UserId("UN1");

    private static String text(Boundary from, @Nullable Boundary to, Map<UserId, String> names) {
        Session session = new Session(
                1, ANN, null, false, false, null, null, from, to, new Session.Evidence(TEN, TEN, TEN, null, null));
        MeetingInstance instance = new MeetingInstance(
                new MeetingInstance.Key("app", new MeetingId("c1"), 1), Boundary.at(TEN, Known.SEEN), null, TEN, TEN);
        return new AttendanceText(ZoneOffset.UTC)
                .meeting(AttendedMeeting.of(new MeetingRecord(instance, List.of(session), List.of()), names));
    }

    private static Instant at(String time) {
        return Instant.parse("2026-11-20T" + time + "Z");
    }

    @Test
    void anEndThatIsOnlyBounded_isAnInterval() {
        assertThat(text(
                        Boundary.at(at("10:02:13"), Known.EVENT),
                        Boundary.between(at("10:02:20"), at("10:22:40")),
                        Map.of()))
                .contains("10:02:13 ", "10:02:20–10:22:40", "0–21 min");
    }

    @Test
    void anEndThatIsBoundedWithinASecond_isStillAnInterval() {
        assertThat(text(
                        Boundary.at(at("10:02:13"), Known.EVENT),
                        Boundary.between(at("10:22:40.1"), at("10:22:40.3")),
                        Map.of()))
                .contains("10:22:40–10:22:41", "20 min");
        assertThat(text(Boundary.at(TEN, Known.SEEN), Boundary.between(at("10:22:40"), at("10:22:40")), Map.of()))
                .contains("10:22:39–10:22:40");
    }

    @Test
    void aMeetingAndARole_thatAreOnlyBounded_areIntervals_alsoWhereBothEndsAreEqual() {
        Boundary equal = Boundary.between(at("10:22:40"), at("10:22:40"));
        MeetingInstance instance =
                new MeetingInstance(new MeetingInstance.Key("app", new MeetingId("c1"), 1), equal, equal, TEN, TEN);
        Session.Evidence evidence = new Session.Evidence(TEN, TEN, TEN, null, null);
        Session session = new Session(1, ANN, null, false, false, null, null, equal, equal, evidence);
        RolePeriod role = new RolePeriod(1, ANN, Role.CO_HOST, RoleSource.SEEN, equal, null, evidence);
        AttendedMeeting meeting =
                AttendedMeeting.of(new MeetingRecord(instance, List.of(session), List.of(role)), Map.of());

        assertThat(new AttendanceText(ZoneOffset.UTC).meeting(meeting))
                .contains("from 10:22:39–10:22:40 to 10:22:39–10:22:40", "co-host from 10:22:39–10:22:40");
        assertThat(meeting.startedAt()).isNull();
        assertThat(meeting.from().earliest()).isBefore(meeting.from().latest());
        assertThat(meeting.people().get(0).sessions().get(0).to().earliest()).isBefore(at("10:22:40"));
    }

    @Test
    void aLength_isRoundedToTheSafeSide() {
        assertThat(AttendanceText.time(new AttendedMeeting.Time(59, null))).isEqualTo("≥ 0 min");
        assertThat(AttendanceText.time(new AttendedMeeting.Time(0, 61L))).isEqualTo("0–2 min");
        assertThat(AttendanceText.time(new AttendedMeeting.Time(17 * 60 + 40, 18 * 60 + 20L)))
                .isEqualTo("17–19 min");
        assertThat(AttendanceText.time(new AttendedMeeting.Time(1_100, 1_100L))).isEqualTo("18 min");
        assertThat(AttendanceText.time(new AttendedMeeting.Time(1_079, 1_080L))).isEqualTo("18 min");
    }

    @Test
    void whatIsUnknown_isAQuestionMark() {
        assertThat(text(Boundary.between(null, at("10:02:13")), null, Map.of()))
                .contains("?–10:02:13", "≥ 0 min", "(seen last at 10:00:00)");
    }

    @Test
    void aTimeOfAnotherDay_hasTheDay_andANameIsBesideTheId() {
        assertThat(text(
                        Boundary.at(at("23:50:00"), Known.SEEN),
                        Boundary.at(Instant.parse("2026-11-21T00:10:00Z"), Known.EVENT),
                        Map.of(ANN, "Ann\u202e Lee")))
                .contains("11-21 00:10:00", "UN1 Ann", "20 min")
                .doesNotContain("\u202e");
    }
}
