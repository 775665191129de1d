package io.rollcall.flow.internal.cohost;

import io.rollcall.call.Fault;
import io.rollcall.flow.internal.Agenda;
import io.rollcall.flow.internal.meetings.Gate;
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
import org.jspecify.annotations.Nullable;

/**
 * Reads the list of all running meetings, then the people of each. A meeting whose people cannot be read whole is left
 * out: a page that is missing may hold the very row that tells a co-host from a guest.
 */
final class LookAtOrganization implements Look {
    private final OngoingMeetings meetings;
    private final String flow;
    private final List<UserId> users;
    private final Sightings sightings = new Sightings();
    private final SortedMap<MeetingId, Fault> faults = new TreeMap<>(Sightings.BY_ID);
    private @Nullable Fault listFault;
    private boolean answered;

    LookAtOrganization(OngoingMeetings meetings, String flow, List<UserId> users) {
        this.meetings = meetings;
        this.flow = flow;
        this.users = users;
    }

    @Override
    public void begin(Agenda agenda, Consumer<Sight> then) {
        Pages.read(agenda, meetings.organizationMeetings(), cursor -> cursor, list -> {
            listFault = list.fault();
            Set<MeetingId> running = new LinkedHashSet<>();
            list.items().stream().map(Meeting::id).forEach(running::add);
            answered = list.fault() == null && running.isEmpty();
            Gate all = new Gate(() -> then.accept(sight()));
            for (MeetingId meeting : running) {
                all.enter();
                Pages.members(agenda, meetings, meeting, members -> {
                    seen(meeting, members);
                    all.leave();
                });
            }
            all.leave();
        });
    }

    private void seen(MeetingId meeting, Pages.Reading<Participant> members) {
        Fault fault = members.fault();
        if (fault == null) {
            answered = true;
            sightings.addIdentified(meeting, members.items());
        } else {
            faults.put(meeting, fault);
        }
    }

    private Sight sight() {
        List<Problem> problems = new ArrayList<>();
        if (listFault != null) {
            problems.add(Problem.of(Subjects.flow(flow), listFault));
        }
        faults.forEach((meeting, fault) -> problems.add(Problem.of(Subjects.meeting(meeting), fault)));
        SortedMap<MeetingId, Map<UserId, Presence>> presences = sightings.presences();
        boolean whole = problems.isEmpty();
        return new Sight(presences, whole ? Set.of() : Set.copyOf(users), whole, answered, problems);
    }
}
