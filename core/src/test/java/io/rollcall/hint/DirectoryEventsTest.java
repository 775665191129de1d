package io.rollcall.hint;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.event.VendorEvent;
import io.rollcall.event.VendorEvent.Type;
import io.rollcall.model.DepartmentId;
import io.rollcall.model.MeetingId;
import io.rollcall.model.PersonId;
import io.rollcall.report.Problem;
import io.rollcall.report.RosterResult;
import io.rollcall.report.RunOutcome;
import io.rollcall.report.RunResult;
import io.rollcall.vendor.Fault;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Time is driven by hand. */
class DirectoryEventsTest {
    private final DirectoryEvents events = new DirectoryEvents();
    private Instant now = Instant.EPOCH;

    private void person(Type type, String userId) {
        events.received(new VendorEvent.OfPerson(type, null, userId), now);
    }

    private void changed(String userId) {
        person(Type.PERSON_CHANGED, userId);
    }

    private void pass(Duration time) {
        now = now.plus(time);
    }

    private DirectoryMarks take() {
        return events.take(now).directory();
    }

    private static Set<PersonId> ids(String... ids) {
        Set<PersonId> people = new HashSet<>();
        for (String id : ids) {
            people.add(new PersonId(id));
        }
        return people;
    }

    private void ended(DirectoryMarks marks, long renamed) {
        RosterResult roster = new RosterResult(
                1,
                1,
                new RosterResult.Lookups(0, 0, 0, 0, 0, 0),
                null,
                new RosterResult.Changed(0, 0, 0, 0, renamed, 0, 0),
                null,
                List.of());
        events.ended(
                Hints.ofDirectory(marks),
                new RunResult(RunOutcome.COMPLETE, List.of(), List.of(), List.of(), roster),
                now);
    }

    @Test
    void ended_whenTheRunFailed_marksThemAgainThreeTimes() {
        changed("a");
        person(Type.PERSON_LEFT, "gone");
        pass(DirectoryEvents.QUIET);
        DirectoryMarks marks = take();
        List<Duration> waits = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            events.ended(Hints.ofDirectory(marks), failed(Fault.Kind.SERVER), now);
            waits.add(events.untilNext(now));
            pass(waits.get(i));
            marks = take();
            assertThat(marks.people()).containsExactly(new PersonId("a"), new PersonId("gone"));
            assertThat(marks.leavers()).containsExactly(new PersonId("gone"));
        }
        events.ended(Hints.ofDirectory(marks), failed(Fault.Kind.SERVER), now);

        assertThat(waits).containsExactly(Duration.ofMinutes(1), Duration.ofMinutes(5), Duration.ofMinutes(15));
        assertThat(events.untilNext(now)).isNull();
    }

    @Test
    void ended_whenARetrySucceeds_orAPermissionIsMissing_isNotRepeated() {
        changed("a");
        pass(DirectoryEvents.QUIET);
        DirectoryMarks marks = take();
        events.ended(Hints.ofDirectory(marks), failed(Fault.Kind.SERVER), now);
        pass(Duration.ofMinutes(1));
        ended(take(), 0);
        assertThat(events.untilNext(now)).isNull();

        events.ended(Hints.ofDirectory(marks), failed(Fault.Kind.PERMISSION).as(RunOutcome.INCOMPLETE), now);
        assertThat(events.untilNext(now)).isNull();
    }

    private static RunResult failed(Fault.Kind fault) {
        return new RunResult(
                RunOutcome.FAILED,
                List.of(new Problem("user a", fault, null, null, "failed")),
                List.of(),
                List.of(),
                null);
    }

    @Test
    void take_twoSecondsAfterTheLastEvent_hasEveryoneOnce() {
        changed("a");
        pass(Duration.ofMillis(1500));
        changed("b");
        changed("a");
        assertThat(events.untilNext(now)).isEqualTo(DirectoryEvents.QUIET);
        pass(Duration.ofMillis(1999));
        assertThat(events.take(now).isEmpty()).isTrue();
        pass(Duration.ofMillis(1));

        assertThat(take().people()).containsExactlyElementsOf(List.of(new PersonId("a"), new PersonId("b")));
        assertThat(events.untilNext(now)).isNull();
    }

    @Test
    void take_whileEventsKeepComing_isDueTenSecondsAfterTheFirst() {
        for (int second = 0; second < 10; second++) {
            changed("p" + second);
            assertThat(events.take(now).isEmpty()).isTrue();
            pass(Duration.ofSeconds(1));
        }
        assertThat(events.untilNext(now)).isZero();
        assertThat(take().people()).hasSize(10);
    }

    @Test
    void take_knowsWhoLeft_byThePersonsLastEvent() {
        person(Type.PERSON_LEFT, "gone");
        person(Type.PERSON_LEFT, "back");
        person(Type.PERSON_ADDED, "back");
        events.received(new VendorEvent.OfDepartment(Type.DEPARTMENT_CHANGED, null, new DepartmentId(7)), now);
        events.received(new VendorEvent.OfMeeting(Type.MEETING_STARTED, null, new MeetingId("m")), now);
        pass(DirectoryEvents.QUIET);

        DirectoryMarks marks = take();
        assertThat(marks.people()).isEqualTo(ids("gone", "back"));
        assertThat(marks.leavers()).isEqualTo(ids("gone"));
        assertThat(marks.departments()).containsExactly(new DepartmentId(7));
    }

    @Test
    void take_ofManyPeople_leavesTheRestDue() {
        for (int i = 0; i < DirectoryEvents.MOST_OF_A_RUN + 1; i++) {
            changed("p" + i);
        }
        pass(DirectoryEvents.QUIET);
        assertThat(take().people()).hasSize(DirectoryEvents.MOST_OF_A_RUN);
        assertThat(events.untilNext(now)).isZero();
        assertThat(take().people()).isEqualTo(ids("p" + DirectoryEvents.MOST_OF_A_RUN));
    }

    @Test
    void putBack_waitsAgain_andKeepsWhatCameSince() {
        person(Type.PERSON_LEFT, "a");
        pass(DirectoryEvents.QUIET);
        Hints hints = events.take(now);
        person(Type.PERSON_ADDED, "a");
        events.putBack(hints, now);
        assertThat(events.untilNext(now)).isEqualTo(DirectoryEvents.QUIET);
        pass(DirectoryEvents.QUIET);

        DirectoryMarks again = take();
        assertThat(again.people()).isEqualTo(ids("a"));
        assertThat(again.leavers()).isEmpty();
        assertThat(again.rewrite()).isTrue();
    }

    @Test
    void rewrite_isOnceAMinute_andOnlyAfterChanges() {
        changed("a");
        pass(DirectoryEvents.QUIET);
        DirectoryMarks first = take();
        assertThat(first.rewrite()).isTrue();
        ended(first, 1);
        assertThat(events.untilNext(now)).isNull();

        changed("b");
        pass(DirectoryEvents.QUIET);
        DirectoryMarks second = take();
        assertThat(second.rewrite()).isFalse();
        ended(second, 0);
        assertThat(events.untilNext(now)).isNull();

        changed("c");
        pass(DirectoryEvents.QUIET);
        ended(take(), 1);
        assertThat(events.untilNext(now)).isEqualTo(Duration.ofSeconds(56));
        pass(Duration.ofSeconds(56));
        DirectoryMarks rewrite = take();
        assertThat(rewrite.rewrite()).isTrue();
        assertThat(rewrite.people()).isEmpty();
        assertThat(events.untilNext(now)).isNull();
    }

    @Test
    void takesPoll_afterMoreMarksThanAreKept_andAtMostOnceAnHour() {
        overflow();
        assertThat(events.takesPoll(now)).isFalse();
        pass(DirectoryEvents.QUIET);
        assertThat(events.take(now).isEmpty()).isTrue();
        assertThat(events.takesPoll(now)).isTrue();
        assertThat(events.takesPoll(now)).isFalse();
        assertThat(events.untilNext(now)).isNull();

        changed("after");
        overflow();
        pass(DirectoryEvents.QUIET);
        assertThat(events.takesPoll(now)).isFalse();
        assertThat(events.untilNext(now)).isEqualTo(DirectoryEvents.BETWEEN_WALKS.minus(DirectoryEvents.QUIET));
        pass(DirectoryEvents.BETWEEN_WALKS);
        assertThat(events.takesPoll(now)).isTrue();
    }

    private void overflow() {
        for (int i = 0; i <= DirectoryEvents.MOST_MARKS; i++) {
            changed("p" + i);
        }
    }
}
