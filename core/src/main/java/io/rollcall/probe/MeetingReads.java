package io.rollcall.probe;

import io.rollcall.model.MeetingId;
import io.rollcall.model.UserId;
import io.rollcall.vendor.OngoingMeetings;
import io.rollcall.vendor.OngoingMeetings.Cursor;
import io.rollcall.vendor.OngoingMeetings.MeetingPage;
import io.rollcall.vendor.Provider;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The reading calls about meetings: lists of two pages, members of three meetings, and a person in a meeting and one in none. */
final class MeetingReads {
    private static final int PAGES = 2;
    private static final int MEETINGS = 3;
    private static final int USERS = 2;

    private final RecordingTask task;
    private final Provider provider;
    private final Known known;

    MeetingReads(RecordingTask task, Provider provider, Known known) {
        this.task = task;
        this.provider = provider;
        this.known = known;
    }

    static int meteredCalls(Provider provider) {
        return provider.capability(OngoingMeetings.class)
                .map(meetings -> (meetings.organizationMeetings().metered() ? PAGES : 0)
                        + (meetings.members().metered() ? MEETINGS + 1 : 0)
                        + (meetings.ongoingMeetings().metered() ? USERS : 0))
                .orElse(0);
    }

    void plan() {
        provider.capability(OngoingMeetings.class).ifPresent(meetings -> {
            task.then(() -> organization(meetings, Cursor.FIRST, 1));
            task.then(() -> chooseMeetings(meetings));
            task.then(() -> chooseUsers(meetings));
        });
    }

    private void organization(OngoingMeetings meetings, Cursor cursor, int page) {
        task.read(meetings.organizationMeetings(), cursor, this::anonymous, found -> {
            task.facts().meetings(found.items());
            found.items().forEach(meeting -> {
                known.meetings.put(meeting.id(), meeting);
                known.listedBy.putIfAbsent(meeting.id(), provider);
            });
            Cursor next = found.next();
            if (next != null && page < PAGES) {
                task.thenAtOnce(() -> organization(meetings, next, page + 1));
            }
        });
    }

    private Cursor anonymous(Cursor cursor) {
        String value = cursor.value();
        return value == null ? cursor : new Cursor(task.anonymizer().id(value));
    }

    private void chooseMeetings(OngoingMeetings meetings) {
        List<MeetingId> chosen = known.differentMeetings(provider, MEETINGS);
        if (chosen.isEmpty()) {
            task.skip(meetings.members().name(), "No running meeting is known. Run probe while a meeting runs.");
            return;
        }
        for (int i = chosen.size() - 1; i >= 0; i--) {
            MeetingId meeting = chosen.get(i);
            boolean first = i == 0;
            task.thenAtOnce(() -> members(meetings, new MeetingPage(meeting, Cursor.FIRST), first));
        }
        task.next();
    }

    private void members(OngoingMeetings meetings, MeetingPage page, boolean goesOn) {
        task.read(
                meetings.members(),
                page,
                asked -> new MeetingPage(task.anonymizer().meeting(asked.meeting()), anonymous(asked.cursor())),
                found -> {
                    task.facts().members(found.items());
                    found.items().stream()
                            .flatMap(row -> Stream.ofNullable(row.user()))
                            .forEach(known.inMeetings::add);
                    Cursor next = found.next();
                    if (next != null && goesOn) {
                        task.thenAtOnce(() -> members(meetings, new MeetingPage(page.meeting(), next), false));
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
            task.skip(
                    meetings.ongoingMeetings().name(),
                    "No user is known: the application may read neither a running meeting nor the directory.");
            return;
        }
        idle.ifPresent(user -> task.thenAtOnce(() -> ongoing(meetings, user, true)));
        busy.ifPresent(user -> task.thenAtOnce(() -> ongoing(meetings, user, false)));
        task.next();
    }

    private void ongoing(OngoingMeetings meetings, UserId user, boolean idle) {
        task.read(meetings.ongoingMeetings(), user, task.anonymizer()::user, rows -> {
            if (idle) {
                task.facts().idle(rows.size());
            }
        });
    }
}
