package io.rollcall.flow.internal.cohost;

import io.rollcall.config.FlowConfig;
import io.rollcall.flow.internal.Agenda;
import io.rollcall.flow.internal.meetings.MemberLists;
import io.rollcall.flow.internal.meetings.Pages;
import io.rollcall.flow.internal.meetings.Presence;
import io.rollcall.flow.internal.meetings.Sightings;
import io.rollcall.flow.internal.meetings.Subjects;
import io.rollcall.model.Meeting;
import io.rollcall.model.MeetingId;
import io.rollcall.model.Participant;
import io.rollcall.model.UserId;
import io.rollcall.provider.OngoingMeetings;
import io.rollcall.report.Problem;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Reads the list of all running meetings, then the people of each. A meeting whose people cannot be read whole is left
 * out: a page that is missing may hold the very row that tells a co-host from a guest. A row that cannot be read costs that
 * row, and nobody's role.
 */
final class LookAtOrganization implements Look {
    private final OngoingMeetings meetings;
    private final FlowConfig.CoHost flow;
    private final boolean metered;
    private final List<UserId> users;
    private final Sightings sightings = new Sightings();
    private final SortedMap<MeetingId, List<Problem>> ofMeetings = new TreeMap<>(Sightings.BY_ID);
    private List<Problem> ofList = List.of();
    private boolean answered;

    LookAtOrganization(OngoingMeetings meetings, FlowConfig.CoHost flow, boolean metered, List<UserId> users) {
        this.meetings = meetings;
        this.flow = flow;
        this.metered = metered;
        this.users = users;
    }

    @Override
    public void begin(Agenda agenda, Consumer<Sight> then) {
        MemberLists lists = new MemberLists(meetings, flow, metered);
        lists.meetings(agenda, list -> {
            ofList = list.problems(Subjects.flow(flow.name()));
            Set<MeetingId> running = new LinkedHashSet<>();
            list.items().stream().map(Meeting::id).forEach(running::add);
            answered = ofList.isEmpty() && running.isEmpty();
            lists.read(agenda, running, list.pages(), this::seen, () -> then.accept(sight()));
        });
    }

    private void seen(MeetingId meeting, Pages.Reading<Participant> members) {
        if (members.fault() == null) {
            answered = true;
            sightings.addIdentified(meeting, members.items());
        }
        ofMeetings.put(meeting, members.problems(Subjects.meeting(meeting)));
    }

    private Sight sight() {
        List<Problem> problems = new ArrayList<>(ofList);
        ofMeetings.values().forEach(problems::addAll);
        SortedMap<MeetingId, Map<UserId, Presence>> presences = sightings.presences();
        boolean whole = problems.isEmpty();
        return new Sight(presences, whole ? Set.of() : Set.copyOf(users), whole, answered, problems);
    }
}
