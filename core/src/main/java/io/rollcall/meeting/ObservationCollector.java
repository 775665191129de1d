package io.rollcall.meeting;

import io.rollcall.model.MeetingId;
import io.rollcall.model.Participant;
import io.rollcall.model.UserId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Gathers who was seen in which meeting, in whatever order answers arrive. Not thread-safe. */
public final class ObservationCollector {

    /** Meetings in the order of reports, so that two runs that see the same say the same. */
    public static final Comparator<MeetingId> BY_ID = Comparator.comparing(MeetingId::value);

    private final SortedMap<MeetingId, Map<UserId, List<Participant>>> rows = new TreeMap<>(BY_ID);

    /** Says that a meeting was looked at, even if nobody of interest is in it. */
    public void meeting(MeetingId meeting) {
        rows.computeIfAbsent(meeting, any -> new LinkedHashMap<>());
    }

    /** Adds one row of a person. */
    public void add(MeetingId meeting, UserId user, Participant row) {
        rows.computeIfAbsent(meeting, any -> new LinkedHashMap<>())
                .computeIfAbsent(user, any -> new ArrayList<>())
                .add(row);
    }

    /** Adds the rows of all people whom the vendor identifies; the others (phones, guests) cannot be told apart. */
    public void addIdentified(MeetingId meeting, List<Participant> members) {
        meeting(meeting);
        for (Participant row : members) {
            UserId user = row.user();
            if (user != null) {
                add(meeting, user, row);
            }
        }
    }

    /** Everybody who was seen, per meeting. */
    public SortedMap<MeetingId, Map<UserId, ParticipantState>> presences() {
        SortedMap<MeetingId, Map<UserId, ParticipantState>> presences = new TreeMap<>(BY_ID);
        rows.forEach((meeting, people) -> {
            Map<UserId, ParticipantState> merged = new LinkedHashMap<>();
            people.forEach((user, its) -> merged.put(user, ParticipantState.of(its)));
            presences.put(meeting, merged);
        });
        return presences;
    }
}
