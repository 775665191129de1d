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

/** Collects the participants of meetings from responses that arrive in any order. Not thread-safe. */
public final class ObservationCollector {

    /** The order of meetings in reports, so that equal observations give equal reports. */
    public static final Comparator<MeetingId> BY_ID = Comparator.comparing(MeetingId::value);

    private final SortedMap<MeetingId, Map<UserId, List<Participant>>> rows = new TreeMap<>(BY_ID);

    /** Adds a meeting, also if it has no identified participants. */
    public void meeting(MeetingId meeting) {
        rows.computeIfAbsent(meeting, any -> new LinkedHashMap<>());
    }

    /** Adds one row of a user. */
    public void add(MeetingId meeting, UserId user, Participant row) {
        rows.computeIfAbsent(meeting, any -> new LinkedHashMap<>())
                .computeIfAbsent(user, any -> new ArrayList<>())
                .add(row);
    }

    /** Adds the rows with a user id; rows without one (phones, guests) cannot be attributed. */
    public void addIdentified(MeetingId meeting, List<Participant> members) {
        meeting(meeting);
        for (Participant row : members) {
            UserId user = row.user();
            if (user != null) {
                add(meeting, user, row);
            }
        }
    }

    /** The participants of each meeting. */
    public SortedMap<MeetingId, Map<UserId, ParticipantState>> participants() {
        SortedMap<MeetingId, Map<UserId, ParticipantState>> participants = new TreeMap<>(BY_ID);
        rows.forEach((meeting, people) -> {
            Map<UserId, ParticipantState> merged = new LinkedHashMap<>();
            people.forEach((user, ofUser) -> merged.put(user, ParticipantState.of(ofUser)));
            participants.put(meeting, merged);
        });
        return participants;
    }
}
