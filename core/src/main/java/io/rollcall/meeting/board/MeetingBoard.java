package io.rollcall.meeting.board;

import io.rollcall.event.VendorEvent;
import io.rollcall.meeting.board.SeenMeeting.Source;
import io.rollcall.meeting.board.SeenPerson.Role;
import io.rollcall.meeting.update.MeetingUpdate;
import io.rollcall.meeting.update.MeetingUpdate.EventReceived;
import io.rollcall.meeting.update.MeetingUpdate.MeetingNotFound;
import io.rollcall.meeting.update.MeetingUpdate.MeetingsRead;
import io.rollcall.meeting.update.MeetingUpdate.MembersRead;
import io.rollcall.meeting.update.MeetingUpdate.RoleChanged;
import io.rollcall.meeting.update.MeetingUpdate.UserRead;
import io.rollcall.meeting.update.MeetingUpdateListener;
import io.rollcall.model.Attendance;
import io.rollcall.model.CoHostChange;
import io.rollcall.model.Meeting;
import io.rollcall.model.MeetingId;
import io.rollcall.model.Participant;
import io.rollcall.model.UserId;
import io.rollcall.report.FlowReport;
import io.rollcall.report.Mode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The running meetings as last seen, in memory and bounded. Updates may come late, twice or in another order; a meeting that ended
 * disappears, one that was not seen for long is marked as old and disappears later. Thread-safe.
 */
public final class MeetingBoard implements MeetingUpdateListener {
    /** After this time without any sign a meeting may have ended. */
    public static final Duration OLD = Duration.ofHours(2);

    /** No meeting is shown that was not seen for so long. */
    static final Duration GONE = Duration.ofHours(24);

    /** A meeting that everyone left is not shown after this time: its end may not have been pushed. */
    static final Duration LEFT = Duration.ofMinutes(10);

    static final int MOST_MEETINGS = 2_000;
    static final int MOST_PEOPLE = 50_000;

    private final Map<BoardKey, MeetingState> meetings = new LinkedHashMap<>();
    private final FlowVerdicts verdicts = new FlowVerdicts();
    /** When meetings ended, so that an update that comes late does not bring them back. */
    private final Map<BoardKey, End> ended = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<BoardKey, End> eldest) {
            return size() > MOST_MEETINGS;
        }
    };

    private long revision;

    /** @param told by the vendor's clock; null if unknown */
    private record End(Instant seen, @Nullable Instant told) {}

    @Override
    public synchronized void updated(String application, MeetingUpdate update) {
        revision++;
        if (update instanceof MeetingsRead read) {
            read(application, read);
        } else if (update instanceof MembersRead read) {
            MeetingState meeting =
                    running(application, read.meeting(), read.time().asked(), Source.POLL);
            if (meeting != null) {
                meeting.members(read.rows(), read.complete(), read.time());
                meeting.seen(read.time().answered(), Source.POLL);
            }
        } else if (update instanceof UserRead read) {
            read(application, read);
        } else if (update instanceof MeetingNotFound missing) {
            end(new BoardKey(application, missing.meeting()), missing.time().asked(), null);
        } else if (update instanceof RoleChanged changed) {
            MeetingState meeting =
                    running(application, changed.meeting(), changed.time().answered(), Source.POLL);
            if (meeting != null) {
                meeting.role(
                        changed.user(),
                        changed.action() == CoHostChange.Action.PROMOTE ? Role.CO_HOST : Role.PARTICIPANT,
                        changed.time().answered());
            }
        } else if (update instanceof EventReceived received) {
            event(application, received);
        }
        limit();
    }

    /**
     * Takes the report of a run: whom its flow lists, and why each was changed or not. Ignores plans.
     *
     * @param application the id of the application that the flow's account uses
     */
    public synchronized void report(String application, FlowReport report) {
        if (report.mode() != Mode.PLAN) {
            revision++;
            verdicts.report(application, report);
        }
    }

    /** A number that grows with each update and report. Meetings also become old, and disappear, by time alone. */
    public synchronized long revision() {
        return revision;
    }

    /** The meeting, if it did not end after the time of the evidence. */
    private @Nullable MeetingState running(String application, MeetingId id, Instant at, Source source) {
        BoardKey key = new BoardKey(application, id);
        End end = ended.get(key);
        if (end != null && !at.isAfter(end.seen())) {
            return null;
        }
        ended.remove(key);
        return meetings.computeIfAbsent(key, any -> new MeetingState(key, at, source));
    }

    private void end(BoardKey key, Instant at, @Nullable Instant told) {
        MeetingState meeting = meetings.get(key);
        // a poll that was asked before the meeting was seen does not end it
        if (meeting == null || !at.isBefore(meeting.seenAt())) {
            meetings.remove(key);
            verdicts.ended(key);
            ended.put(key, new End(at, told));
        }
    }

    private void read(String application, MeetingsRead read) {
        for (Meeting details : read.meetings()) {
            MeetingState meeting =
                    running(application, details.id(), read.time().asked(), Source.POLL);
            if (meeting != null) {
                meeting.describe(details);
                meeting.seen(read.time().answered(), Source.POLL);
            }
        }
        if (read.complete()) {
            var listed = read.meetings().stream().map(Meeting::id).collect(Collectors.toSet());
            List<BoardKey> missing = meetings.keySet().stream()
                    .filter(key -> key.application().equals(application) && !listed.contains(key.meeting()))
                    .toList();
            missing.forEach(key -> end(key, read.time().asked(), null));
        }
    }

    private void read(String application, UserRead read) {
        Map<MeetingId, List<Participant>> byMeeting = new LinkedHashMap<>();
        read.rows().forEach(row -> byMeeting
                .computeIfAbsent(row.meeting(), any -> new ArrayList<>())
                .add(row));
        byMeeting.forEach((id, rows) -> {
            if (rows.stream().allMatch(MeetingBoard::isOut)) {
                // says nothing about the others in the meeting, nor whether it goes on
                MeetingState known = meetings.get(new BoardKey(application, id));
                if (known != null) {
                    known.person(read.user()).read(rows, read.time().asked());
                }
                return;
            }
            MeetingState meeting = running(application, id, read.time().asked(), Source.POLL);
            if (meeting != null) {
                meeting.person(read.user()).read(rows, read.time().asked());
                meeting.seen(read.time().answered(), Source.POLL);
            }
        });
        if (read.complete()) {
            meetings.forEach((key, meeting) -> {
                PersonState person = meeting.known(read.user());
                if (person != null && key.application().equals(application) && !byMeeting.containsKey(key.meeting())) {
                    person.read(List.of(), read.time().asked());
                }
            });
        }
    }

    private static boolean isOut(Participant row) {
        return switch (row.attendance().state()) {
            case LEFT, REMOVED, NOT_JOINED -> true;
            default -> false;
        };
    }

    private void event(String application, EventReceived received) {
        Instant at = received.receivedAt();
        if (received.event() instanceof VendorEvent.OfMeeting event) {
            meeting(application, event, at);
        } else if (received.event() instanceof VendorEvent.OfParticipant event) {
            BoardKey key = new BoardKey(application, event.participant().meeting());
            boolean joined = event.type() == VendorEvent.Type.PARTICIPANT_JOINED;
            if (!ended.containsKey(key) || joined && event.at() != null && reopen(key, event.at())) {
                participant(application, event, at);
            }
        }
    }

    private void meeting(String application, VendorEvent.OfMeeting event, Instant receivedAt) {
        BoardKey key = new BoardKey(application, event.meeting());
        Meeting details = event.details();
        if (event.type() == VendorEvent.Type.MEETING_ENDED) {
            Instant told = details == null || details.endedAt() == null ? event.at() : details.endedAt();
            MeetingState known = meetings.get(key);
            Instant ran = known == null ? null : known.lastRan();
            if (ran == null || told == null || ran.isBefore(told)) {
                end(key, receivedAt, told);
            }
            return;
        }
        Instant start = details == null || details.startedAt() == null ? event.at() : details.startedAt();
        End end = ended.get(key);
        if (end != null && end.told() != null && start != null && !reopen(key, start)) {
            return;
        }
        MeetingState meeting = running(application, event.meeting(), receivedAt, Source.EVENT);
        if (meeting != null) {
            meeting.describe(details);
            meeting.started(start);
            meeting.seen(receivedAt, Source.EVENT);
        }
    }

    /**
     * Forgets the end of a meeting if something happened in it at that moment or later, by the vendor's clock: the meeting goes on,
     * or its id is used again. Events come in any order, so what happened before the end may arrive after it.
     *
     * @return whether it did
     */
    private boolean reopen(BoardKey key, Instant happened) {
        End end = ended.get(key);
        boolean since = end != null && end.told() != null && !happened.isBefore(end.told());
        if (since) {
            ended.remove(key);
        }
        return since;
    }

    private void participant(String application, VendorEvent.OfParticipant event, Instant receivedAt) {
        Participant row = event.participant();
        MeetingState meeting = running(application, row.meeting(), receivedAt, Source.EVENT);
        if (meeting == null) {
            return;
        }
        meeting.seen(receivedAt, Source.EVENT);
        UserId user = row.user();
        if (user == null) {
            if (event.type() == VendorEvent.Type.PARTICIPANT_JOINED) {
                meeting.anonymous(1, receivedAt);
            } else if (event.type() != VendorEvent.Type.PARTICIPANT_INVITED) {
                meeting.anonymous(-1, receivedAt);
            }
            return;
        }
        PersonState person = meeting.person(user);
        switch (event.type()) {
            case PARTICIPANT_JOINED -> person.joined(row, event.at(), receivedAt);
            case PARTICIPANT_LEFT -> person.changed(Attendance.State.LEFT, row, event.at(), receivedAt);
            case PARTICIPANT_REMOVED -> person.changed(Attendance.State.REMOVED, row, event.at(), receivedAt);
            case PARTICIPANT_INVITED -> person.changed(Attendance.State.CALLING, row, event.at(), receivedAt);
            default -> {
                // other types are not about participants
            }
        }
    }

    /** Drops the meetings that were not seen for the longest time. */
    private void limit() {
        int people = meetings.values().stream().mapToInt(MeetingState::size).sum();
        while (meetings.size() > MOST_MEETINGS || (people > MOST_PEOPLE && meetings.size() > 1)) {
            BoardKey oldest = meetings.entrySet().stream()
                    .min(Comparator.comparing(meeting -> meeting.getValue().seenAt()))
                    .orElseThrow()
                    .getKey();
            MeetingState dropped = meetings.remove(oldest);
            people -= dropped == null ? 0 : dropped.size();
            verdicts.ended(oldest);
        }
    }

    /** The running meetings as known at a time, the one that was seen last first. */
    public synchronized List<SeenMeeting> meetings(Instant now) {
        List<BoardKey> gone = meetings.entrySet().stream()
                .filter(meeting -> meeting.getValue().seenAt().plus(GONE).isBefore(now)
                        || meeting.getValue().isLeft(now, LEFT))
                .map(Map.Entry::getKey)
                .toList();
        gone.forEach(key -> {
            meetings.remove(key);
            verdicts.ended(key);
        });
        return meetings.entrySet().stream()
                .map(meeting -> meeting.getValue()
                        .snapshot(
                                meeting.getValue().seenAt().plus(OLD).isBefore(now),
                                user -> verdicts.of(meeting.getKey(), user)))
                .sorted(Comparator.comparing(SeenMeeting::seenAt).reversed().thenComparing(meeting -> meeting.meeting()
                        .value()))
                .toList();
    }
}
