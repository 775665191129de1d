package io.rollcall.meeting.board;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.rollcall.event.VendorEvent;
import io.rollcall.event.VendorEvent.OfMeeting;
import io.rollcall.event.VendorEvent.OfParticipant;
import io.rollcall.hint.Events;
import io.rollcall.meeting.board.SeenMeeting.Source;
import io.rollcall.meeting.board.SeenPerson.Role;
import io.rollcall.meeting.board.SeenPerson.Verdict;
import io.rollcall.meeting.update.MeetingUpdate;
import io.rollcall.meeting.update.MeetingUpdate.EventReceived;
import io.rollcall.meeting.update.MeetingUpdate.MeetingNotFound;
import io.rollcall.meeting.update.MeetingUpdate.MeetingsRead;
import io.rollcall.meeting.update.MeetingUpdate.MembersRead;
import io.rollcall.meeting.update.MeetingUpdate.ReadTime;
import io.rollcall.meeting.update.MeetingUpdate.RoleChanged;
import io.rollcall.meeting.update.MeetingUpdate.UserRead;
import io.rollcall.model.Attendance.State;
import io.rollcall.model.CoHostChange;
import io.rollcall.model.Meeting;
import io.rollcall.model.MeetingId;
import io.rollcall.model.Participant;
import io.rollcall.model.Participants;
import io.rollcall.model.UserId;
import io.rollcall.report.Change;
import io.rollcall.report.FlowReport;
import io.rollcall.report.Mode;
import io.rollcall.report.RunOutcome;
import io.rollcall.report.RunResult;
import io.rollcall.report.Trigger;
import io.rollcall.report.Unchanged;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MeetingBoardTest {
    private static final String APP = "dingtalk:app";
    private static final MeetingId M = new MeetingId("m1");
    private static final UserId ANN = new UserId("ann");
    private static final UserId BOB = new UserId("bob");
    private static final Instant START = Instant.parse("2026-11-20T08:00:00Z");

    private final MeetingBoard board = new MeetingBoard();

    private static Instant at(int second) {
        return START.plusSeconds(second);
    }

    private static ReadTime read(int asked) {
        return new ReadTime(at(asked), at(asked + 1));
    }

    private static Participant row(@Nullable UserId user, State state, boolean coHost) {
        Participant row = coHost ? Participants.row(M, user, state, "coHost") : Participants.row(M, user, state);
        return user == null ? row : Participants.named(row, "Name of " + user);
    }

    private void update(MeetingUpdate update) {
        board.updated(APP, update);
    }

    private void members(int asked, Participant... rows) {
        update(new MembersRead(M, List.of(rows), true, read(asked)));
    }

    private void event(VendorEvent.Type type, UserId user, int happened, int received) {
        update(new EventReceived(new OfParticipant(type, at(happened), row(user, State.ACTIVE, false)), at(received)));
    }

    private SeenMeeting only(int second) {
        List<SeenMeeting> meetings = board.meetings(at(second));
        assertThat(meetings).hasSize(1);
        return meetings.get(0);
    }

    private SeenPerson person(UserId user) {
        return only(100).people().stream()
                .filter(person -> person.user().equals(user))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void members_showEveryoneWithRoleDevicesAndAnonymousOnes() {
        Meeting details = new Meeting(M, "Board", null, null, null, at(-60), null, null, null);
        update(new MeetingsRead(List.of(details), true, read(0)));
        members(
                2,
                row(BOB, State.LEFT, false),
                row(ANN, State.ACTIVE, true),
                row(ANN, State.ACTIVE, false),
                row(null, State.ACTIVE, false),
                row(null, State.LEFT, false));

        SeenMeeting seen = only(60);
        assertThat(seen.title()).isEqualTo("Board");
        assertThat(seen.startedAt()).isEqualTo(at(-60));
        assertThat(seen.seenAt()).isEqualTo(at(3));
        assertThat(seen.source()).isEqualTo(Source.POLL);
        assertThat(seen.anonymous()).isEqualTo(1);
        assertThat(seen.people())
                .extracting(SeenPerson::user, SeenPerson::role, SeenPerson::state, SeenPerson::devices)
                .containsExactly(
                        tuple(ANN, Role.CO_HOST, State.ACTIVE, 2), tuple(BOB, Role.PARTICIPANT, State.LEFT, 0));
        assertThat(seen.toString() + seen.people()).doesNotContain("Board", "Name of");
    }

    @Test
    void members_whenSomeoneIsMissing_haveLeft_unlessTheListIsIncomplete() {
        members(0, row(ANN, State.ACTIVE, false), row(BOB, State.ACTIVE, false));
        update(new MembersRead(M, List.of(row(BOB, State.ACTIVE, false)), false, read(10)));
        assertThat(person(ANN).state()).isEqualTo(State.ACTIVE);

        members(20, row(BOB, State.ACTIVE, false));
        assertThat(person(ANN).state()).isEqualTo(State.LEFT);
        assertThat(person(BOB).state()).isEqualTo(State.ACTIVE);
    }

    @Test
    void event_showsAtOnce_andAReadThatWasAskedBeforeDoesNotHideIt() {
        members(0, row(ANN, State.ACTIVE, false));
        event(VendorEvent.Type.PARTICIPANT_JOINED, BOB, 10, 11);
        assertThat(only(20).source()).isEqualTo(Source.EVENT);
        assertThat(person(BOB).isActive()).isTrue();
        assertThat(person(BOB).joinedAt()).isEqualTo(at(10));

        update(new MembersRead(M, List.of(row(ANN, State.ACTIVE, false)), true, new ReadTime(at(9), at(12))));
        assertThat(person(BOB).isActive()).isTrue();

        members(13, row(ANN, State.ACTIVE, false));
        assertThat(person(BOB).state()).isEqualTo(State.LEFT);
    }

    @Test
    void promotion_showsAtOnce_andAReadThatWasAskedBeforeDoesNotHideIt() {
        members(0, row(ANN, State.ACTIVE, false));
        update(new RoleChanged(M, ANN, CoHostChange.Action.PROMOTE, read(10)));
        assertThat(person(ANN).role()).isEqualTo(Role.CO_HOST);

        update(new MembersRead(M, List.of(row(ANN, State.ACTIVE, false)), true, new ReadTime(at(9), at(12))));
        assertThat(person(ANN).role()).isEqualTo(Role.CO_HOST);

        members(13, row(ANN, State.ACTIVE, false));
        assertThat(person(ANN).role()).as("someone removed the role").isEqualTo(Role.PARTICIPANT);
    }

    @Test
    void events_whenTheyComeLate_changeNothingAboutALaterStay() {
        event(VendorEvent.Type.PARTICIPANT_JOINED, ANN, 10, 10);
        event(VendorEvent.Type.PARTICIPANT_LEFT, ANN, 20, 20);
        event(VendorEvent.Type.PARTICIPANT_JOINED, ANN, 10, 21);
        assertThat(person(ANN).state()).as("a repeated join").isEqualTo(State.LEFT);

        event(VendorEvent.Type.PARTICIPANT_JOINED, ANN, 30, 30);
        event(VendorEvent.Type.PARTICIPANT_LEFT, ANN, 20, 31);
        assertThat(person(ANN).isActive()).as("a repeated leave").isTrue();
        assertThat(person(ANN).joinedAt()).isEqualTo(at(30));
    }

    @Test
    void meeting_whenItEnded_isGone_andLateUpdatesDoNotBringItBack() {
        members(0, row(ANN, State.ACTIVE, false));
        update(new EventReceived(new OfMeeting(VendorEvent.Type.MEETING_ENDED, at(10), M), at(11)));
        assertThat(board.meetings(at(12))).isEmpty();

        event(VendorEvent.Type.PARTICIPANT_LEFT, ANN, 10, 12);
        update(new MembersRead(M, List.of(row(ANN, State.ACTIVE, false)), true, new ReadTime(at(9), at(12))));
        assertThat(board.meetings(at(13))).isEmpty();

        members(20, row(ANN, State.ACTIVE, false));
        assertThat(only(21).people()).hasSize(1);
        update(new MeetingNotFound(M, read(30)));
        assertThat(board.meetings(at(32))).isEmpty();
    }

    @Test
    void meeting_whenItEnded_isNotBroughtBackByItsStartThatComesLate() {
        event(VendorEvent.Type.PARTICIPANT_JOINED, ANN, 5, 5);
        update(new EventReceived(new OfMeeting(VendorEvent.Type.MEETING_ENDED, at(10), M), at(11)));
        update(new EventReceived(new OfMeeting(VendorEvent.Type.MEETING_STARTED, at(0), M), at(41)));
        assertThat(board.meetings(at(42))).isEmpty();

        update(new EventReceived(new OfMeeting(VendorEvent.Type.MEETING_STARTED, at(60), M), at(61)));
        assertThat(board.meetings(at(62))).as("the id is used again").hasSize(1);
    }

    @Test
    void meeting_whenAnEarlierEndComesLate_isStillThere() {
        update(new EventReceived(new OfMeeting(VendorEvent.Type.MEETING_STARTED, at(60), M), at(61)));
        update(new EventReceived(new OfMeeting(VendorEvent.Type.MEETING_ENDED, at(10), M), at(62)));
        assertThat(board.meetings(at(63))).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 20})
    void meeting_whoseIdIsUsedAgain_isThere_inAnyOrderOfTheEvents(int startsAgain) {
        MeetingUpdate end = new EventReceived(new OfMeeting(VendorEvent.Type.MEETING_ENDED, at(10), M), at(41));
        MeetingUpdate start =
                new EventReceived(new OfMeeting(VendorEvent.Type.MEETING_STARTED, at(startsAgain), M), at(41));
        MeetingUpdate join = new EventReceived(
                new OfParticipant(VendorEvent.Type.PARTICIPANT_JOINED, at(startsAgain), row(ANN, State.ACTIVE, false)),
                at(41));
        for (List<MeetingUpdate> order : Events.inAnyOrder(end, start, join)) {
            MeetingBoard fresh = new MeetingBoard();
            order.forEach(update -> fresh.updated(APP, update));
            assertThat(fresh.meetings(at(42))).as("%s", order).hasSize(1);
            assertThat(fresh.meetings(at(42)).get(0).people())
                    .as("%s", order)
                    .extracting(SeenPerson::isActive)
                    .containsExactly(true);
        }
    }

    @Test
    void meeting_thatOnlyAPersonsOldRowShows_isNotRunning() {
        update(new UserRead(ANN, List.of(row(ANN, State.LEFT, false)), true, read(0)));
        assertThat(board.meetings(at(2))).isEmpty();

        update(new UserRead(ANN, List.of(row(ANN, State.ACTIVE, false)), true, read(10)));
        for (int second = 20; second < 2_000; second += 60) {
            update(new UserRead(ANN, List.of(row(ANN, State.LEFT, false)), true, read(second)));
        }
        assertThat(board.meetings(at(2_000))).isEmpty();
    }

    @Test
    void person_whoLeavesWithOneOfTwoDevices_isStillThere() {
        members(0, row(ANN, State.ACTIVE, false), row(ANN, State.ACTIVE, false));
        event(VendorEvent.Type.PARTICIPANT_LEFT, ANN, 10, 10);
        assertThat(person(ANN).isActive()).isTrue();
        assertThat(person(ANN).devices()).isEqualTo(1);

        event(VendorEvent.Type.PARTICIPANT_LEFT, ANN, 20, 20);
        assertThat(person(ANN).state()).isEqualTo(State.LEFT);
    }

    @Test
    void meeting_whenACompleteListLacksIt_isGone_butNotWhenItWasSeenSince() {
        event(VendorEvent.Type.PARTICIPANT_JOINED, ANN, 10, 10);
        update(new MeetingsRead(List.of(), true, new ReadTime(at(9), at(12))));
        assertThat(board.meetings(at(13))).hasSize(1);
        update(new MeetingsRead(List.of(), false, read(20)));
        assertThat(board.meetings(at(22))).hasSize(1);
        board.updated("dingtalk:other", new MeetingsRead(List.of(), true, read(20)));
        assertThat(board.meetings(at(22))).hasSize(1);

        update(new MeetingsRead(List.of(), true, read(30)));
        assertThat(board.meetings(at(32))).isEmpty();
    }

    @Test
    void user_whenInNoMeeting_hasLeftTheOthers_andAMeetingThatEveryoneLeftDisappears() {
        update(new UserRead(ANN, List.of(row(ANN, State.ACTIVE, true)), true, read(0)));
        assertThat(person(ANN).role()).isEqualTo(Role.CO_HOST);

        update(new UserRead(BOB, List.of(), true, read(5)));
        assertThat(person(ANN).isActive()).isTrue();
        update(new UserRead(ANN, List.of(), true, read(10)));
        assertThat(board.meetings(at(20)).get(0).people().get(0).state()).isEqualTo(State.LEFT);

        assertThat(board.meetings(at(12).plus(MeetingBoard.LEFT))).isEmpty();
    }

    @Test
    void meeting_whenNotSeenForLong_isOldAndThenGone() {
        members(0, row(ANN, State.ACTIVE, false));
        assertThat(board.meetings(START.plus(MeetingBoard.OLD)).get(0).old()).isFalse();
        assertThat(board.meetings(at(2).plus(MeetingBoard.OLD)).get(0).old()).isTrue();
        assertThat(board.meetings(at(2).plus(MeetingBoard.GONE))).isEmpty();
    }

    private static FlowReport report(Trigger trigger, int second, List<Change> changes, List<Unchanged> unchanged) {
        RunResult result = new RunResult(RunOutcome.COMPLETE, List.of(), changes, unchanged, null);
        return new FlowReport("board", "cohost", Mode.RUN, trigger, result, at(second), Duration.ZERO, Map.of(), 0);
    }

    @Test
    void verdicts_sayWhyAListedPersonIsCoHostOrNot_andSinceWhen() {
        members(0, row(ANN, State.ACTIVE, false), row(BOB, State.ACTIVE, false));
        Change promoted = new Change(Change.Action.PROMOTE, M, ANN, null, Change.Reason.LISTED, Change.Status.DONE);
        Unchanged demoted = new Unchanged(M, BOB, null, Unchanged.Reason.DEMOTED_BY_HAND);
        Unchanged nowhere = new Unchanged(null, new UserId("cat"), null, Unchanged.Reason.IN_NO_MEETING);
        board.report(APP, report(Trigger.SCHEDULE, 10, List.of(promoted), List.of(demoted, nowhere)));

        assertThat(person(ANN).verdicts()).containsExactly(new Verdict("board", true, "promoted", at(10)));
        assertThat(person(BOB).verdicts()).containsExactly(new Verdict("board", true, "demoted-by-hand", at(10)));

        Unchanged already = new Unchanged(M, ANN, null, Unchanged.Reason.ALREADY_CO_HOST);
        board.report(APP, report(Trigger.EVENT, 20, List.of(), List.of(already)));
        assertThat(person(ANN).verdicts()).containsExactly(new Verdict("board", true, "already-co-host", at(20)));
        assertThat(person(BOB).verdicts())
                .as("a run on an event read one meeting")
                .hasSize(1);

        board.report(APP, report(Trigger.SCHEDULE, 30, List.of(), List.of(already)));
        assertThat(person(ANN).verdicts().get(0).since()).isEqualTo(at(20));
        assertThat(person(BOB).verdicts()).as("no longer listed").isEmpty();
    }

    @Test
    void board_isBounded_andDropsWhatWasSeenLongestAgo() {
        IntStream.range(0, MeetingBoard.MOST_MEETINGS + 5)
                .forEach(i -> update(new EventReceived(
                        new OfMeeting(VendorEvent.Type.MEETING_STARTED, null, new MeetingId("m" + i)), at(i))));

        List<SeenMeeting> meetings = board.meetings(at(MeetingBoard.MOST_MEETINGS + 5));
        assertThat(meetings).hasSize(MeetingBoard.MOST_MEETINGS);
        assertThat(meetings.get(meetings.size() - 1).meeting()).isEqualTo(new MeetingId("m5"));
    }
}
