package io.rollcall.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import io.rollcall.event.VendorEvent;
import io.rollcall.meeting.update.MeetingUpdate;
import io.rollcall.meeting.update.MeetingUpdate.EventReceived;
import io.rollcall.meeting.update.MeetingUpdate.MeetingNotFound;
import io.rollcall.meeting.update.MeetingUpdate.MeetingsRead;
import io.rollcall.meeting.update.MeetingUpdate.MembersRead;
import io.rollcall.meeting.update.MeetingUpdate.ReadTime;
import io.rollcall.meeting.update.MeetingUpdate.RoleChanged;
import io.rollcall.meeting.update.MeetingUpdate.UserRead;
import io.rollcall.model.Attendance;
import io.rollcall.model.CoHostChange;
import io.rollcall.model.Meeting;
import io.rollcall.model.MeetingId;
import io.rollcall.model.Participant;
import io.rollcall.model.Participants;
import io.rollcall.model.UserId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What the history says in the cases that people ask about. Times are minutes of a morning. */
class HistoryBookTest {
    private static final MeetingId MEETING = new MeetingId("c1");
    private static final UserId ANN = new UserId("UN1");
    private static final UserId BOB = new UserId("UN2");

    private final HistoryPropertiesTest.Kept kept = new HistoryPropertiesTest.Kept();
    private HistoryBook book = kept.open();

    private static Instant at(int minute) {
        return Instant.parse("2026-11-20T10:00:00Z").plusSeconds(60L * minute);
    }

    private static ReadTime read(int minute) {
        return new ReadTime(at(minute), at(minute).plusSeconds(1));
    }

    private void add(MeetingUpdate update) {
        book.add("app", update);
        kept.save(book);
    }

    private void members(int minute, Participant... rows) {
        add(new MembersRead(MEETING, List.of(rows), true, read(minute)));
    }

    private static Participant row(
            @Nullable UserId user, Attendance.State state, @Nullable Instant joined, @Nullable Instant left) {
        return row(user, state, joined, left, null, false);
    }

    private static Participant row(
            @Nullable UserId user,
            Attendance.State state,
            @Nullable Instant joined,
            @Nullable Instant left,
            @Nullable String device,
            boolean coHost) {
        String[] flags = coHost ? new String[] {"coHost"} : new String[0];
        return Participants.row(MEETING, user, state, joined, left, device, flags);
    }

    private static Participant active(UserId user, @Nullable Instant joined) {
        return row(user, Attendance.State.ACTIVE, joined, null);
    }

    private void event(VendorEvent.Type type, int minute, Participant row) {
        add(new EventReceived(new VendorEvent.OfParticipant(type, at(minute), row), at(minute)));
    }

    private List<MeetingRecord> records() {
        return List.copyOf(kept.records.values());
    }

    private MeetingRecord only() {
        assertThat(records()).hasSize(1);
        return records().get(0);
    }

    private static Boundary between(int earliest, int latest) {
        return Boundary.between(at(earliest), at(latest).plusSeconds(1));
    }

    @Test
    void leaving_thatTwoReadsBound_isAnInterval() {
        members(2, active(ANN, at(1)));
        members(22);

        Session session = only().sessions().get(0);
        assertThat(session.from()).isEqualTo(Boundary.at(at(1), Known.SEEN));
        assertThat(session.to()).isEqualTo(between(2, 22));
    }

    @Test
    void rejoining_isASecondSession() {
        event(VendorEvent.Type.PARTICIPANT_JOINED, 1, active(ANN, at(1)));
        event(VendorEvent.Type.PARTICIPANT_LEFT, 5, row(ANN, Attendance.State.LEFT, at(1), at(5)));
        event(VendorEvent.Type.PARTICIPANT_JOINED, 8, active(ANN, at(8)));

        assertThat(only().sessions()).hasSize(2);
        assertThat(only().sessions().get(0).to()).isEqualTo(Boundary.at(at(5), Known.EVENT));
        assertThat(only().sessions().get(1).to()).isNull();
    }

    @Test
    void twoDevices_countOnce() {
        Participant computer = row(ANN, Attendance.State.ACTIVE, at(0), null, "Mac", false);
        Participant telephone = row(ANN, Attendance.State.ACTIVE, at(10), null, "iPhone", false);
        members(12, computer, telephone);
        members(
                60,
                row(ANN, Attendance.State.LEFT, at(0), at(30), "Mac", false),
                row(ANN, Attendance.State.LEFT, at(10), at(40), "iPhone", false));

        assertThat(only().sessions()).hasSize(2);
        assertThat(Presence.of(only().sessions()))
                .isEqualTo(new Presence(Duration.ofMinutes(40), Duration.ofMinutes(40)));
    }

    @Test
    void events_doubledAndInAnotherOrder_sayTheSame() {
        Participant left = row(ANN, Attendance.State.LEFT, at(1), at(5));
        event(VendorEvent.Type.PARTICIPANT_LEFT, 5, left);
        event(VendorEvent.Type.PARTICIPANT_JOINED, 1, active(ANN, at(1)));
        event(VendorEvent.Type.PARTICIPANT_LEFT, 5, left);

        assertThat(only().sessions()).singleElement().satisfies(session -> {
            assertThat(session.from().latest()).isEqualTo(at(1));
            assertThat(session.to()).isEqualTo(Boundary.at(at(5), Known.EVENT));
        });
    }

    @Test
    void aMissedLeave_endsWithTheNextJoinOfTheDevice() {
        event(VendorEvent.Type.PARTICIPANT_JOINED, 1, active(ANN, at(1)));
        event(VendorEvent.Type.PARTICIPANT_JOINED, 8, active(ANN, at(8)));

        assertThat(only().sessions().get(0).to()).isEqualTo(Boundary.between(at(1), at(8)));
    }

    @Test
    void aMeeting_endsByAnEvent_orByItsAbsenceFromACompleteList() {
        members(2, active(ANN, at(1)));
        add(new MeetingsRead(List.of(), false, read(5)));
        assertThat(only().instance().end()).isNull();

        add(new MeetingsRead(List.of(), true, read(9)));
        assertThat(only().instance().end()).isEqualTo(between(2, 9));
        assertThat(only().sessions().get(0).to()).isEqualTo(between(2, 9));

        add(new EventReceived(new VendorEvent.OfMeeting(VendorEvent.Type.MEETING_ENDED, at(7), MEETING), at(9)));
        assertThat(only().instance().end()).isEqualTo(Boundary.at(at(7), Known.EVENT));
        assertThat(only().sessions().get(0).to()).isEqualTo(Boundary.between(at(2), at(7)));
    }

    @Test
    void aMeetingThatTheVendorDoesNotFind_hasEnded() {
        members(2, active(ANN, at(1)));
        add(new MeetingNotFound(MEETING, read(6)));

        assertThat(only().instance().end()).isEqualTo(between(2, 6));
    }

    @Test
    void aRestart_continuesOpenSessions_andTheTimeDownIsBounded() {
        members(2, active(ANN, at(1)));
        book = kept.open();
        add(new UserRead(ANN, List.of(), true, read(90)));

        assertThat(only().sessions()).singleElement().satisfies(session -> assertThat(session.to())
                .isEqualTo(between(2, 90)));
    }

    @Test
    void anIdThatIsUsedAgain_isAnotherMeeting() {
        Meeting first = new Meeting(MEETING, null, null, null, null, at(0), null, null, null);
        Meeting second = new Meeting(MEETING, null, null, null, null, at(60), null, null, null);
        add(new MeetingsRead(List.of(first), true, read(1)));
        members(2, active(ANN, at(1)));
        add(new MeetingsRead(List.of(second), true, read(61)));
        members(62, active(ANN, at(61)));

        assertThat(records()).extracting(one -> one.instance().key().number()).containsExactly(1, 2);
        assertThat(records().get(0).instance().end().latest()).isEqualTo(at(60));
        assertThat(records().get(1).sessions()).hasSize(1);
    }

    @Test
    void anonymousDevices_areSessionsWithoutAUser() {
        members(2, row(null, Attendance.State.ACTIVE, at(1), null), row(null, Attendance.State.ACTIVE, null, null));
        members(4, row(null, Attendance.State.ACTIVE, at(1), null));

        assertThat(only().sessions()).hasSize(2).allMatch(session -> session.user() == null);
        assertThat(only().sessions().get(0).to()).isNull();
        assertThat(only().sessions().get(1).to()).isEqualTo(between(2, 4));
    }

    @Test
    void aRole_thatRollcallGives_isItsOwn_andEndsWhenItIsSeenGone() {
        members(2, active(ANN, at(1)));
        add(new RoleChanged(MEETING, ANN, CoHostChange.Action.PROMOTE, read(3)));
        members(5, row(ANN, Attendance.State.ACTIVE, at(1), null, null, true));
        members(9, active(ANN, at(1)));

        assertThat(only().roles()).singleElement().satisfies(role -> {
            assertThat(role.by()).isEqualTo(RoleSource.ROLLCALL);
            assertThat(role.from()).isEqualTo(between(3, 3));
            assertThat(role.to()).isEqualTo(between(5, 9));
        });
    }

    @Test
    void aRole_thatOthersGive_isBoundedByReads_andEndsWithThePresence() {
        members(2, active(ANN, at(1)));
        members(5, row(ANN, Attendance.State.ACTIVE, at(1), null, null, true));
        event(VendorEvent.Type.PARTICIPANT_LEFT, 7, row(ANN, Attendance.State.LEFT, at(1), at(7)));

        assertThat(only().roles()).singleElement().satisfies(role -> {
            assertThat(role.by()).isEqualTo(RoleSource.SEEN);
            assertThat(role.role()).isEqualTo(Role.CO_HOST);
            assertThat(role.from()).isEqualTo(between(2, 5));
            assertThat(role.to()).isEqualTo(Boundary.between(at(5), at(7)));
        });
    }

    @Test
    void aRole_endsWithThePresence_alsoIfThePersonComesBackWithIt() {
        Participant first = row(ANN, Attendance.State.ACTIVE, at(1), null, null, true);
        members(2, first);
        event(VendorEvent.Type.PARTICIPANT_LEFT, 7, row(ANN, Attendance.State.LEFT, at(1), at(7)));
        members(30, row(ANN, Attendance.State.ACTIVE, at(20), null, null, true));

        assertThat(only().roles()).hasSize(2);
        assertThat(only().roles().get(0).to()).isEqualTo(Boundary.between(at(2), at(7)));
        assertThat(only().roles().get(1).from().earliest()).isAfterOrEqualTo(at(7));
        assertThat(only().roles().get(1).to()).isNull();
    }

    @Test
    void aRole_thatRollcallGivesAgainAfterRejoining_isASecondOne() {
        members(2, active(ANN, at(1)));
        add(new RoleChanged(MEETING, ANN, CoHostChange.Action.PROMOTE, read(3)));
        event(VendorEvent.Type.PARTICIPANT_LEFT, 7, row(ANN, Attendance.State.LEFT, at(1), at(7)));
        event(VendorEvent.Type.PARTICIPANT_JOINED, 20, active(ANN, at(20)));
        add(new RoleChanged(MEETING, ANN, CoHostChange.Action.PROMOTE, read(21)));

        assertThat(only().roles()).hasSize(2).allMatch(role -> role.by() == RoleSource.ROLLCALL);
        assertThat(only().roles().get(0).to().latest()).isEqualTo(at(7));
        assertThat(only().roles().get(1).from()).isEqualTo(between(21, 21));
    }

    @Test
    void aRole_ofAnInstance_doesNotGoBeyondTheStartOfTheNextOne() {
        add(new MeetingsRead(List.of(listed(at(0))), true, read(1)));
        members(2, row(ANN, Attendance.State.ACTIVE, null, null, null, true));
        members(30, row(ANN, Attendance.State.ACTIVE, null, null, null, true));
        add(new MeetingsRead(List.of(listed(at(20))), true, read(31)));

        assertThat(records().get(0).instance().end().latest()).isEqualTo(at(20));
        assertThat(records().get(0).roles())
                .allSatisfy(role -> assertThat(role.to().latest()).isBeforeOrEqualTo(at(20)));
    }

    @Test
    void aRole_endsWithThePresence_alsoIfItWasSeenInTheReadInWhichThePersonLeft() {
        Participant coHost = row(ANN, Attendance.State.ACTIVE, at(1), null, null, true);
        add(new MembersRead(MEETING, List.of(coHost), true, new ReadTime(at(6), at(8))));
        event(VendorEvent.Type.PARTICIPANT_LEFT, 7, row(ANN, Attendance.State.LEFT, at(1), at(7)));
        members(30, row(ANN, Attendance.State.ACTIVE, at(20), null, null, true));

        assertThat(only().roles()).hasSize(2);
        assertThat(only().roles().get(0).to()).isEqualTo(Boundary.between(at(6), at(7)));
        assertThat(only().roles().get(1).from().earliest()).isAfterOrEqualTo(at(7));
    }

    @Test
    void aRole_thatALateReadShows_endsWithTheNewerReadWithoutIt() {
        members(8, active(ANN, null));
        members(6, row(ANN, Attendance.State.ACTIVE, null, null, null, true));

        assertThat(only().roles()).singleElement().satisfies(role -> assertThat(role.to())
                .isEqualTo(between(6, 8)));
    }

    @Test
    void aRole_thatALateReadShows_endsBeforeTheOneThatIsKnown() {
        members(8, active(ANN, null));
        add(new RoleChanged(MEETING, ANN, CoHostChange.Action.PROMOTE, read(9)));
        // what was seen without a role is not stored
        book = kept.open();
        members(6, row(ANN, Attendance.State.ACTIVE, null, null, null, true));

        assertThat(only().roles())
                .extracting(RolePeriod::by, RolePeriod::to)
                .containsExactlyInAnyOrder(
                        tuple(RoleSource.SEEN, Boundary.between(at(6), at(9))), tuple(RoleSource.ROLLCALL, null));
    }

    private static Meeting listed(@Nullable Instant start) {
        return new Meeting(MEETING, null, null, null, null, start, null, null, null);
    }

    @Test
    void timesThatCannotBe_areNoTimes() {
        Instant seconds = Instant.ofEpochMilli(at(1).getEpochSecond());
        Instant micros = Instant.ofEpochMilli(at(1).toEpochMilli() * 1_000);
        add(new MeetingsRead(List.of(listed(seconds)), true, read(1)));
        members(2, active(ANN, seconds), row(BOB, Attendance.State.ACTIVE, micros, null));
        members(22, row(ANN, Attendance.State.LEFT, seconds, seconds), row(BOB, Attendance.State.LEFT, null, micros));

        assertThat(only().instance().start()).isEqualTo(Boundary.between(null, at(1).plusSeconds(1)));
        assertThat(only().sessions()).hasSize(2).allSatisfy(session -> {
            assertThat(session.from()).isEqualTo(Boundary.between(null, at(2).plusSeconds(1)));
            assertThat(session.to()).isEqualTo(between(2, 22));
        });
    }

    @Test
    void eventsWithTimesThatCannotBe_areNotTaken_asIfTheyHadNone() {
        Instant seconds = Instant.ofEpochMilli(at(1).getEpochSecond());
        event(VendorEvent.Type.PARTICIPANT_JOINED, 1, active(ANN, seconds));
        event(VendorEvent.Type.PARTICIPANT_LEFT, 5, row(ANN, Attendance.State.LEFT, seconds, seconds));

        assertThat(only().sessions()).singleElement().satisfies(session -> {
            assertThat(session.from()).isEqualTo(Boundary.at(at(1), Known.EVENT));
            assertThat(session.to()).isEqualTo(Boundary.at(at(5), Known.EVENT));
        });
    }

    @Test
    void aStart_thatAnEventAndTheListTellDifferently_isOneMeeting() {
        add(new EventReceived(
                new VendorEvent.OfMeeting(VendorEvent.Type.MEETING_STARTED, at(0).plusSeconds(8), MEETING), at(1)));
        add(new MeetingsRead(List.of(listed(at(0))), true, read(2)));
        members(3, active(ANN, at(1)));
        Meeting details = new Meeting(MEETING, null, null, null, null, at(0), at(40), null, null);
        add(new EventReceived(
                new VendorEvent.OfMeeting(VendorEvent.Type.MEETING_ENDED, at(40), MEETING, details), at(40)));

        assertThat(only().instance().end()).isEqualTo(Boundary.at(at(40), Known.EVENT));
        assertThat(only().instance().lastSeen()).isEqualTo(at(3));
    }

    @Test
    void aStart_thatTheListTells_isNotAnotherOneWhereAnEventComesLater() {
        add(new MeetingsRead(List.of(listed(at(0))), true, read(2)));
        add(new EventReceived(
                new VendorEvent.OfMeeting(VendorEvent.Type.MEETING_STARTED, at(0).plusSeconds(8), MEETING), at(3)));

        assertThat(only().instance().start()).isEqualTo(Boundary.at(at(0), Known.SEEN));
    }

    @Test
    void aVeryLargeMeeting_doesNotHoldTheStore() {
        List<Participant> rows = new ArrayList<>();
        for (int i = 0; i < 40_000; i++) {
            rows.add(active(new UserId("UN" + i), at(1)));
        }
        add(new MembersRead(MEETING, rows, true, read(2)));
        assertTimeout(Duration.ofSeconds(3), () -> {
            book.add("app", new MembersRead(MEETING, rows, true, read(4)));
            book.changes();
        });
    }
}
