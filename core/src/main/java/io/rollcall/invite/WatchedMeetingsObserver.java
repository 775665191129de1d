package io.rollcall.invite;

import io.rollcall.meeting.CountDown;
import io.rollcall.meeting.MemberLists;
import io.rollcall.meeting.Observation;
import io.rollcall.meeting.ObservationCollector;
import io.rollcall.meeting.PagedList;
import io.rollcall.meeting.ProblemSubjects;
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

/**
 * Finds the meetings in which a watched user is now, and reads who is in each. A meeting whose people cannot be read
 * whole is left out: no one is called who may be in it. A row that cannot be read costs that row only: like the row of a
 * guest without an id, it tells of nobody.
 */
final class WatchedMeetingsObserver {
    private final OngoingMeetings meetings;
    private final InviteConfig flow;
    private final boolean metered;
    private final List<UserId> watched;
    private final ObservationCollector sightings = new ObservationCollector();
    private final Set<MeetingId> found = new TreeSet<>(ObservationCollector.BY_ID);
    private final Map<MeetingId, Instant> firstJoined = new HashMap<>();
    private final Map<UserId, List<Problem>> ofUsers = new HashMap<>();
    private final SortedMap<MeetingId, List<Problem>> ofMeetings = new TreeMap<>(ObservationCollector.BY_ID);
    private int unreadMeetings;

    WatchedMeetingsObserver(OngoingMeetings meetings, InviteConfig flow, boolean metered, List<UserId> watched) {
        this.meetings = meetings;
        this.flow = flow;
        this.metered = metered;
        this.watched = watched;
    }

    /** Asks, and hands over what was seen once everything is answered. Called once. */
    void begin(Commands commands, Consumer<Observation> then) {
        CountDown all = new CountDown(() -> readMeetings(commands, then));
        for (UserId user : watched) {
            all.enter();
            commands.call(meetings.ongoingMeetings(), user, outcome -> {
                if (outcome instanceof Outcome.Failed<List<Participant>> failed) {
                    ofUsers.put(user, List.of(Problem.of(ProblemSubjects.user(user), failed.fault())));
                } else {
                    Outcome.Done<List<Participant>> done = (Outcome.Done<List<Participant>>) outcome;
                    if (!done.skipped().isEmpty()) {
                        ofUsers.put(
                                user, Problem.ofSkipped(ProblemSubjects.user(user), done.skipped(), done.requestId()));
                    }
                    find(user, done.value());
                }
                all.leave();
            });
        }
        all.leave();
    }

    private void find(UserId user, List<Participant> rows) {
        for (Participant row : rows) {
            // assumption: a row without a person is about the one who was asked for; a row about somebody else is not
            UserId person = row.user();
            if (row.attendance().isActive() && (person == null || person.equals(user))) {
                found.add(row.meeting());
            }
        }
    }

    private void readMeetings(Commands commands, Consumer<Observation> then) {
        new MemberLists(meetings, flow.maxCalls(), flow.maxCallsKey(), metered)
                .read(commands, found, watched.size(), this::seen, () -> then.accept(observation()));
    }

    private void seen(MeetingId meeting, PagedList.Reading<Participant> members) {
        if (members.fault() == null) {
            sightings.addIdentified(meeting, members.items());
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
        List<Problem> problems = new ArrayList<>();
        watched.stream().map(ofUsers::get).filter(Objects::nonNull).forEach(problems::addAll);
        ofMeetings.values().forEach(problems::addAll);
        boolean someoneIdle = ofUsers.size() < watched.size() && found.isEmpty();
        boolean meetingRead = unreadMeetings < found.size();
        return new Observation(
                sightings.presences(), Set.of(), problems.isEmpty(), someoneIdle || meetingRead, firstJoined, problems);
    }
}
