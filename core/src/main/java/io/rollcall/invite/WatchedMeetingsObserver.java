package io.rollcall.invite;

import io.rollcall.hint.Hints;
import io.rollcall.meeting.CountDown;
import io.rollcall.meeting.MemberLists;
import io.rollcall.meeting.Observation;
import io.rollcall.meeting.ObservationCollector;
import io.rollcall.meeting.PagedList;
import io.rollcall.meeting.ParticipantState;
import io.rollcall.meeting.ProblemSubjects;
import io.rollcall.meeting.UserMeetings;
import io.rollcall.model.MeetingId;
import io.rollcall.model.Participant;
import io.rollcall.model.UserId;
import io.rollcall.report.Problem;
import io.rollcall.task.Commands;
import io.rollcall.vendor.OngoingMeetings;
import io.rollcall.vendor.Outcome;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Finds the meetings in which a watched user is active, and reads the participants of each. With hints it reads only the
 * meetings that they name, and adds the people of whom events told. A meeting whose participants
 * cannot be read completely is ignored, so that no one is called who may be in it. A single row that cannot be read is
 * ignored like the row of a guest without an id. Not thread-safe.
 */
final class WatchedMeetingsObserver {
    private final OngoingMeetings meetings;
    private final InviteConfig flow;
    private final boolean metered;
    private final List<UserId> watched;
    private final Hints hints;
    private final ObservationCollector collector = new ObservationCollector();
    private final Set<MeetingId> found = new TreeSet<>(ObservationCollector.BY_ID);
    private final Map<MeetingId, Instant> firstJoined = new HashMap<>();
    private final Map<UserId, List<Problem>> ofUsers = new HashMap<>();
    private final SortedMap<MeetingId, List<Problem>> ofMeetings = new TreeMap<>(ObservationCollector.BY_ID);
    private int unreadMeetings;

    WatchedMeetingsObserver(
            OngoingMeetings meetings, InviteConfig flow, boolean metered, List<UserId> watched, Hints hints) {
        this.meetings = meetings;
        this.flow = flow;
        this.metered = metered;
        this.watched = watched;
        this.hints = hints;
    }

    /** Sends the requests; calls {@code then} after the last response. Called once. */
    void observe(Commands commands, Consumer<Observation> then) {
        if (!hints.isEmpty()) {
            found.addAll(hints.reads());
            readMeetings(commands, 0, then);
            return;
        }
        CountDown all = new CountDown(() -> readMeetings(commands, watched.size(), then));
        for (UserId user : watched) {
            all.add();
            UserMeetings.read(commands, meetings, user, outcome -> {
                if (outcome instanceof Outcome.Failed<List<Participant>> failed) {
                    ofUsers.put(user, List.of(Problem.of(ProblemSubjects.user(user), failed.fault())));
                } else {
                    Outcome.Done<List<Participant>> done = (Outcome.Done<List<Participant>>) outcome;
                    if (!done.skipped().isEmpty()) {
                        ofUsers.put(
                                user, Problem.ofSkipped(ProblemSubjects.user(user), done.skipped(), done.requestId()));
                    }
                    find(done.value());
                }
                all.complete();
            });
        }
        all.complete();
    }

    private void find(List<Participant> rows) {
        for (Participant row : rows) {
            if (row.attendance().isActive()) {
                found.add(row.meeting());
            }
        }
    }

    private void readMeetings(Commands commands, int made, Consumer<Observation> then) {
        new MemberLists(meetings, flow.maxCalls(), flow.maxCallsKey(), metered)
                .read(commands, found, made, this::add, () -> then.accept(observation()));
    }

    private void add(MeetingId meeting, PagedList.Reading<Participant> members) {
        if (members.fault() == null) {
            collector.addIdentified(meeting, members.items());
            // the list may lack a person who left
            collector.addIdentified(meeting, hints.rows().getOrDefault(meeting, List.of()));
            members.items().stream()
                    .map(Participant::joinedAt)
                    .filter(Objects::nonNull)
                    .min(Comparator.naturalOrder())
                    .ifPresent(first -> firstJoined.put(meeting, first));
        } else {
            unreadMeetings++;
        }
        ofMeetings.put(meeting, members.problems(ProblemSubjects.meeting(meeting)));
    }

    private Observation observation() {
        Observation seen = observed();
        return hints.isEmpty()
                ? seen
                : seen.without(meeting -> !isWatched(seen.meetings().get(meeting)));
    }

    private boolean isWatched(@Nullable Map<UserId, ParticipantState> people) {
        return people != null && watched.stream().map(people::get).anyMatch(state -> state != null && state.isActive());
    }

    private Observation observed() {
        List<Problem> problems = new ArrayList<>();
        watched.stream().map(ofUsers::get).filter(Objects::nonNull).forEach(problems::addAll);
        ofMeetings.values().forEach(problems::addAll);
        boolean noMeetingFound = ofUsers.size() < watched.size() && found.isEmpty();
        boolean meetingRead = unreadMeetings < found.size();
        return new Observation(
                collector.participants(),
                Set.of(),
                problems.isEmpty() && hints.isEmpty(),
                noMeetingFound || meetingRead,
                firstJoined,
                problems);
    }
}
