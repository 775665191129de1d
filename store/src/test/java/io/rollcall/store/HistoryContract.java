package io.rollcall.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.event.VendorEvent;
import io.rollcall.history.HistoryBook;
import io.rollcall.history.Known;
import io.rollcall.history.MeetingInstance;
import io.rollcall.history.MeetingRecord;
import io.rollcall.history.RolePeriod;
import io.rollcall.history.RoleSource;
import io.rollcall.history.Session;
import io.rollcall.meeting.update.MeetingUpdate;
import io.rollcall.meeting.update.MeetingUpdate.ReadTime;
import io.rollcall.model.Attendance;
import io.rollcall.model.CoHostChange;
import io.rollcall.model.Meeting;
import io.rollcall.model.MeetingId;
import io.rollcall.model.Participant;
import io.rollcall.model.UserId;
import io.rollcall.state.HistoryRepository;
import io.rollcall.state.HistoryRepository.HistoryQuery;
import io.rollcall.state.HistoryRepository.MeetingCount;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What {@link HistoryRepository} promises, held against real databases. */
abstract class HistoryContract extends StoreContract {
    private static final String APPLICATION = "app";
    private static final MeetingId MEETING = new MeetingId("c1");
    private static final UserId ANN = new UserId("UN1");
    private static final UserId BOB = new UserId("UN2");
    static final HistoryQuery ALL = new HistoryQuery(null, null, null, null);

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    private static HistoryBook book(HistoryRepository history) {
        return new HistoryBook(
                application -> history.open(application, Instant.EPOCH),
                (application, meeting) -> history.last(application, meeting, 3));
    }

    private static void add(HistoryRepository history, HistoryBook book, MeetingUpdate update) {
        book.add(APPLICATION, update);
        history.save(book.changes());
        book.saved();
    }

    private static Participant row(MeetingId meeting, @Nullable UserId user, @Nullable Instant joined, boolean coHost) {
        return row(meeting, user, joined, coHost, "Mac");
    }

    private static Participant row(
            MeetingId meeting, @Nullable UserId user, @Nullable Instant joined, boolean coHost, String device) {
        return new Participant(
                meeting,
                user,
                "Secret Name",
                new Attendance(Attendance.State.ACTIVE, null),
                false,
                coHost,
                user == null,
                false,
                joined,
                null,
                null,
                device);
    }

    /** Keeps a meeting of another id than before. */
    final void keepOneMeeting(Store store) {
        MeetingId meeting =
                new MeetingId("kept-" + store.history().meetings(ALL, null, 9).size());
        add(store.history(), book(store.history()), members(meeting, 2, row(meeting, ANN, now(), false)));
    }

    private ReadTime read(int second) {
        return new ReadTime(now().plusSeconds(second), now().plusSeconds(second + 1));
    }

    private MeetingUpdate members(MeetingId meeting, int second, Participant... rows) {
        return new MeetingUpdate.MembersRead(meeting, List.of(rows), true, read(second));
    }

    private static Meeting listed(MeetingId meeting, Instant start) {
        return new Meeting(meeting, "Secret Title", null, null, null, start, null, null, null);
    }

    @Test
    void reading_whenNothingWasKept_isEmptyAndMakesNoStore() {
        Store store = open();

        assertThat(store.history().meetings(ALL, null, 10)).isEmpty();
        assertThat(store.history().open(APPLICATION, Instant.EPOCH)).isEmpty();
        assertThat(store.history().meeting(new MeetingInstance.Key(APPLICATION, MEETING, 1)))
                .isEmpty();
    }

    @Test
    void saving_whatABookBuilds_isReadAsItWas_andGoesOnAfterARestart() {
        HistoryRepository history = open().history();
        Instant start = now();
        HistoryBook book = book(history);
        add(history, book, new MeetingUpdate.MeetingsRead(List.of(listed(MEETING, start)), true, read(1)));
        add(history, book, members(MEETING, 2, row(MEETING, ANN, start, false), row(MEETING, null, null, false)));
        add(history, book, new MeetingUpdate.RoleChanged(MEETING, ANN, CoHostChange.Action.PROMOTE, read(4)));

        HistoryBook again = book(open().history());
        add(history, again, members(MEETING, 10, row(MEETING, ANN, start, true), row(MEETING, BOB, null, false)));
        add(history, again, members(MEETING, 20, row(MEETING, ANN, start, true)));
        add(
                history,
                again,
                new MeetingUpdate.EventReceived(
                        new VendorEvent.OfMeeting(VendorEvent.Type.MEETING_ENDED, start.plusSeconds(30), MEETING),
                        now()));

        MeetingRecord kept = history.meeting(new MeetingInstance.Key(APPLICATION, MEETING, 1))
                .orElseThrow();
        assertThat(kept.instance().start().latest()).isEqualTo(start);
        assertThat(kept.instance().start().known()).isEqualTo(Known.SEEN);
        assertThat(kept.instance().end()).isNotNull();
        assertThat(kept.instance().end().known()).isEqualTo(Known.EVENT);
        assertThat(kept.sessions()).extracting(Session::user).containsExactly(ANN, null, BOB);
        Session ann = kept.sessions().get(0);
        assertThat(ann.from().known()).isEqualTo(Known.SEEN);
        assertThat(ann.device()).isEqualTo("Mac");
        assertThat(ann.to().earliest()).isEqualTo(start.plusSeconds(20));
        assertThat(ann.to().latest()).isEqualTo(start.plusSeconds(30));
        assertThat(ann.to().known()).isEqualTo(Known.BOUNDED);
        // after a restart the last read is forgotten: the start is bounded by that of the meeting
        assertThat(kept.sessions().get(2).from().earliest()).isEqualTo(start);
        assertThat(kept.sessions().get(2).to().latest()).isEqualTo(start.plusSeconds(21));
        assertThat(kept.roles()).extracting(RolePeriod::by).containsExactly(RoleSource.ROLLCALL);
        assertThat(history.open(APPLICATION, Instant.EPOCH)).isEmpty();
    }

    @Test
    void meetings_arePagedNewestFirst_andFilteredByTimeMeetingAndPerson() {
        HistoryRepository history = open().history();
        HistoryBook book = book(history);
        for (int i = 0; i < 5; i++) {
            MeetingId meeting = new MeetingId("m" + i);
            add(
                    history,
                    book,
                    new MeetingUpdate.MeetingsRead(
                            List.of(listed(meeting, now().plusSeconds(100L * i))), false, read(100 * i)));
            add(history, book, members(meeting, 100 * i + 1, row(meeting, i == 2 ? BOB : ANN, null, false)));
        }

        List<MeetingCount> first = history.meetings(ALL, null, 2);
        assertThat(first)
                .extracting(one -> one.instance().key().meeting().value())
                .containsExactly("m4", "m3");
        assertThat(first).allMatch(one -> one.people() == 1 && one.guests() == 0);
        List<MeetingCount> second = history.meetings(ALL, first.get(1), 9);
        assertThat(second)
                .extracting(one -> one.instance().key().meeting().value())
                .containsExactly("m2", "m1", "m0");
        assertThat(history.records(new HistoryQuery(null, null, null, BOB), null, 9))
                .singleElement()
                .satisfies(one -> assertThat(one.sessions()).hasSize(1));
        assertThat(history.meetings(new HistoryQuery(now().plusSeconds(350), null, null, null), null, 9))
                .hasSize(1);
        assertThat(history.meetings(new HistoryQuery(null, now().plusSeconds(150), null, null), null, 9))
                .hasSize(2);
        assertThat(history.meetings(new HistoryQuery(null, null, new MeetingId("m3"), null), null, 9))
                .hasSize(1);
    }

    @Test
    void meetings_thatEndedAfterTheyWereSeenLast_tookPlaceUntilThen() {
        HistoryRepository history = open().history();
        HistoryBook book = book(history);
        MeetingId told = new MeetingId("told");
        add(history, book, members(told, 0, row(told, ANN, null, false)));
        add(
                history,
                book,
                new MeetingUpdate.EventReceived(
                        new VendorEvent.OfMeeting(VendorEvent.Type.MEETING_ENDED, now().plusSeconds(3_600), told),
                        now().plusSeconds(3_600)));
        MeetingId bounded = new MeetingId("bounded");
        add(history, book, members(bounded, 0, row(bounded, ANN, null, false)));
        add(history, book, new MeetingUpdate.MeetingNotFound(bounded, read(3_600)));

        assertThat(history.meetings(new HistoryQuery(now().plusSeconds(1_800), null, null, null), null, 9))
                .hasSize(2);
        assertThat(history.meetings(new HistoryQuery(now().plusSeconds(3_700), null, null, null), null, 9))
                .isEmpty();
    }

    @Test
    void aDevice_withCharactersThatAStoreRefuses_doesNotStopTheHistory() {
        HistoryRepository history = open().history();
        HistoryBook book = book(history);
        MeetingId meeting = new MeetingId("devices");
        Participant row = row(meeting, ANN, null, false, "Ma\u0000c");
        add(history, book, members(meeting, 0, row));
        add(history, book, members(meeting, 2, row));

        assertThat(history.records(ALL, null, 9).get(0).sessions())
                .singleElement()
                .satisfies(session -> assertThat(session.device()).isEqualTo("Mac"));
    }

    @Test
    void times_ofAnyYear_areAnswered() {
        Store store = open();
        HistoryRepository history = store.history();
        keepOneMeeting(store);
        assertThat(history.meetings(new HistoryQuery(Instant.MIN, Instant.MAX, null, null), null, 9))
                .hasSize(1);
        assertThat(history.meetings(new HistoryQuery(Instant.MAX, null, null, null), null, 9))
                .isEmpty();
    }

    @Test
    void theStore_holdsNoNameAndNoTitle_andItsViewsAreReadable() throws Exception {
        HistoryRepository history = open().history();
        HistoryBook book = book(history);
        add(history, book, new MeetingUpdate.MeetingsRead(List.of(listed(MEETING, now())), true, read(1)));
        add(history, book, members(MEETING, 2, row(MEETING, ANN, now(), true)));

        String all = "" + query("SELECT * FROM rollcall_history_meeting")
                + query("SELECT * FROM rollcall_history_session") + query("SELECT * FROM rollcall_history_role");
        assertThat(all).contains("UN1").doesNotContain("Secret");
        assertThat(query("SELECT meeting, user_id, from_known FROM rollcall_attendance_sessions"))
                .containsExactly(List.of("c1", "UN1", "seen"));
        assertThat(query("SELECT user_id, role, given_by FROM rollcall_attendance_roles"))
                .containsExactly(List.of("UN1", "co-host", "seen"));
        assertThat(query("SELECT meeting, start_known FROM rollcall_attendance_meetings"))
                .containsExactly(List.of("c1", "seen"));
    }

    /** Personal data goes also where no vendor answers any longer. */
    @Test
    void retention_whenNoVendorSaidTheTime_removesThemToo() {
        Store store = open().keepingHistory(Duration.ofDays(30));
        HistoryBook book = book(store.history());
        add(store.history(), book, members(MEETING, 2, row(MEETING, ANN, now(), false)));
        clock.advance(Duration.ofDays(31));

        assertThat(open().keepingHistory(Duration.ofDays(30)).upkeep().run()).isEmpty();

        assertThat(store.history().meetings(ALL, null, 10)).isEmpty();
    }

    @Test
    void retention_removesMeetingsThatWereSeenLastBeforeIt() {
        Store store = open().keepingHistory(Duration.ofDays(30));
        HistoryBook book = book(store.history());
        add(store.history(), book, members(MEETING, 2, row(MEETING, ANN, now(), false)));
        clock.advance(Duration.ofDays(20));
        MeetingId later = new MeetingId("later");
        add(store.history(), book, members(later, 2, row(later, ANN, now(), false)));
        clock.advance(Duration.ofDays(15));
        store.upkeep().vendorTime("dingtalk", clock.instant());
        assertThat(store.upkeep().run()).isEmpty();

        assertThat(store.history().meetings(ALL, null, 10))
                .singleElement()
                .satisfies(one -> assertThat(one.instance().key().meeting()).isEqualTo(later));
    }
}
