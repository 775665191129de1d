package io.rollcall.probe;

import io.rollcall.model.Meeting;
import io.rollcall.model.Participant;
import io.rollcall.model.UserId;
import io.rollcall.vendor.OngoingMeetings;
import io.rollcall.vendor.OngoingMeetings.Cursor;
import io.rollcall.vendor.OngoingMeetings.MeetingPage;
import io.rollcall.vendor.Operation;
import io.rollcall.vendor.Outcome;
import io.rollcall.vendor.Provider;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** The reading calls about meetings: lists of two pages, members of three meetings, and a person in a meeting and one in none. */
final class MeetingReads {
    private static final int PAGES = 2;
    private static final int MEETINGS = 3;

    private final RecordingTask task;
    private final Provider provider;
    private final Known known;

    MeetingReads(RecordingTask task, Provider provider, Known known) {
        this.task = task;
        this.provider = provider;
        this.known = known;
    }

    void plan() {
        provider.capability(OngoingMeetings.class).ifPresent(meetings -> {
            Operation<?, ?> list = meetings.organizationMeetings();
            Operation<?, ?> members = meetings.members();
            Operation<?, ?> user = meetings.ongoingMeetings();
            task.then(() -> organization(meetings, Cursor.FIRST, 1), list, list);
            // three meetings, and a second page of the first
            task.then(() -> chooseMeetings(meetings), members, members, members, members);
            task.then(() -> chooseUsers(meetings), user, user);
        });
    }

    private void organization(OngoingMeetings meetings, Cursor cursor, int page) {
        task.readAnswer(meetings.organizationMeetings(), cursor, this::anonymous, found -> {
            task.facts().meetings(words(meetings), found.items());
            found.items().forEach(meeting -> known.meetings.put(meeting.id(), meeting));
            Cursor next = found.next();
            if (next != null && page < PAGES) {
                task.thenAtOnce(() -> organization(meetings, next, page + 1));
            }
        });
    }

    private static ListedWords words(OngoingMeetings meetings) {
        return new ListedWords(meetings.organizationMeetings().recordedFields());
    }

    private Cursor anonymous(Cursor cursor) {
        String value = cursor.value();
        return value == null ? cursor : new Cursor(task.anonymizer().id(value));
    }

    private void chooseMeetings(OngoingMeetings meetings) {
        List<Meeting> chosen = known.differentMeetings(MEETINGS);
        if (chosen.isEmpty()) {
            task.skip(meetings.members().name(), Sentence.NO_MEETING);
            return;
        }
        for (int i = chosen.size() - 1; i >= 0; i--) {
            Meeting meeting = chosen.get(i);
            boolean first = i == 0;
            task.thenAtOnce(() -> members(meetings, meeting, Cursor.FIRST, first));
        }
        task.next();
    }

    private void members(OngoingMeetings meetings, Meeting meeting, Cursor cursor, boolean goesOn) {
        task.readAnswer(
                meetings.members(),
                new MeetingPage(meeting.id(), cursor),
                asked -> new MeetingPage(task.anonymizer().meeting(asked.meeting()), anonymous(asked.cursor())),
                found -> {
                    task.facts().members(words(meetings), meeting, found.items());
                    found.items().stream()
                            .flatMap(row -> Stream.ofNullable(row.user()))
                            .forEach(known.inMeetings::add);
                    Cursor next = found.next();
                    if (next != null && goesOn) {
                        task.thenAtOnce(() -> members(meetings, meeting, next, false));
                    }
                });
    }

    private void chooseUsers(OngoingMeetings meetings) {
        Optional<UserId> busy = known.inMeetings.stream().findFirst();
        Optional<UserId> idle = known.people.stream()
                .flatMap(person -> Stream.ofNullable(person.unionId()))
                .filter(user -> !known.inMeetings.contains(user))
                .findFirst();
        if (busy.isEmpty() && idle.isEmpty()) {
            task.skip(meetings.ongoingMeetings().name(), Sentence.NO_USER);
            return;
        }
        idle.ifPresent(user -> task.thenAtOnce(() -> ongoing(meetings, user, task.facts()::idle)));
        busy.ifPresent(user -> task.thenAtOnce(() -> ongoing(meetings, user, rows -> {})));
        task.next();
    }

    private void ongoing(OngoingMeetings meetings, UserId user, Consumer<Outcome<List<Participant>>> then) {
        task.read(meetings.ongoingMeetings(), user, task.anonymizer()::user, then);
    }
}
