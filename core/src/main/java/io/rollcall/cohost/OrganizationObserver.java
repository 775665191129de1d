package io.rollcall.cohost;

import io.rollcall.meeting.MemberLists;
import io.rollcall.meeting.MemberReads;
import io.rollcall.meeting.Observation;
import io.rollcall.meeting.ObservationCollector;
import io.rollcall.meeting.PagedList;
import io.rollcall.meeting.ParticipantState;
import io.rollcall.meeting.ProblemSubjects;
import io.rollcall.model.Meeting;
import io.rollcall.model.MeetingId;
import io.rollcall.model.Participant;
import io.rollcall.model.UserId;
import io.rollcall.report.Problem;
import io.rollcall.report.UnreadMeetings;
import io.rollcall.task.Commands;
import io.rollcall.vendor.OngoingMeetings;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads the list of all running meetings, then the participants of each. A meeting whose participants cannot be read
 * completely is ignored, because a missing page may contain the row that shows the role. A single row that cannot be read
 * is ignored and removes no role. With {@link MemberReads}, meetings that were read shortly before are not read: the people in
 * them are uncertain, not absent. A meeting in which a change was not made is read in the next poll.
 */
final class OrganizationObserver implements MeetingObserver {
    private final OngoingMeetings meetings;
    private final CoHostConfig flow;
    private final boolean metered;
    private final List<UserId> users;
    private final ObservationCollector collector = new ObservationCollector();
    private final SortedMap<MeetingId, List<Problem>> ofMeetings = new TreeMap<>(ObservationCollector.BY_ID);
    private List<Problem> ofList = List.of();
    private final @Nullable MemberReads reads;
    private final InstantSource clock;
    private final Set<MeetingId> unread = new LinkedHashSet<>();
    private final Set<MeetingId> readable = new LinkedHashSet<>();
    private boolean anyRead;

    /** @param reads what earlier polls read; null to read every meeting */
    OrganizationObserver(
            OngoingMeetings meetings,
            CoHostConfig flow,
            boolean metered,
            List<UserId> users,
            @Nullable MemberReads reads,
            InstantSource clock) {
        this.reads = reads;
        this.clock = clock;
        this.meetings = meetings;
        this.flow = flow;
        this.metered = metered;
        this.users = users;
    }

    @Override
    public void observe(Commands commands, Consumer<Observation> then) {
        MemberLists lists = new MemberLists(meetings, flow.maxCalls(), flow.maxCallsKey(), metered);
        lists.meetings(commands, list -> {
            ofList = list.problems(ProblemSubjects.flow(flow.name()));
            Set<MeetingId> running = new LinkedHashSet<>();
            list.items().stream().map(Meeting::id).forEach(running::add);
            Set<MeetingId> due = reads == null ? running : reads.due(running, clock.instant());
            unread.addAll(running);
            unread.removeAll(due);
            anyRead = ofList.isEmpty() && due.isEmpty();
            lists.read(commands, due, list.pages(), this::add, () -> then.accept(observation()));
        });
    }

    private void add(MeetingId meeting, PagedList.Reading<Participant> members) {
        if (members.fault() == null) {
            anyRead = true;
            collector.addIdentified(meeting, members.items());
            readable.add(meeting);
        }
        ofMeetings.put(meeting, members.problems(ProblemSubjects.meeting(meeting)));
    }

    /** Nothing is to be changed in the other meetings that were read. A meeting with a change counts as read once that is made. */
    void planned(Set<MeetingId> withChanges) {
        readable.stream().filter(meeting -> !withChanges.contains(meeting)).forEach(this::settled);
    }

    /** Everything that was to be changed in a meeting is changed. */
    void settled(MeetingId meeting) {
        if (reads != null) {
            reads.read(meeting, clock.instant());
        }
    }

    /** The running meetings that were not read; null for none. */
    @Nullable UnreadMeetings unread() {
        return reads == null || unread.isEmpty()
                ? null
                : new UnreadMeetings(unread.size(), reads.longestDistance(unread));
    }

    private Observation observation() {
        List<Problem> problems = new ArrayList<>(ofList);
        ofMeetings.values().forEach(problems::addAll);
        SortedMap<MeetingId, Map<UserId, ParticipantState>> participants = collector.participants();
        boolean whole = problems.isEmpty() && unread.isEmpty();
        return new Observation(participants, whole ? Set.of() : Set.copyOf(users), whole, anyRead, Map.of(), problems);
    }
}
