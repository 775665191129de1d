package io.rollcall.probe;

import io.rollcall.model.Meeting;
import io.rollcall.model.MeetingId;
import io.rollcall.model.Person;
import io.rollcall.model.UserId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What earlier answers of one application named, for the inputs of its later calls: another application may be another company's. In
 * memory only. Used by one thread.
 */
final class Known {
    final List<Person> people = new ArrayList<>();
    /** Running meetings, with the vendor's word for their kind where it is known. */
    final Map<MeetingId, Meeting> meetings = new LinkedHashMap<>();

    final Set<UserId> inMeetings = new LinkedHashSet<>();

    /** Whether the application may see the whole company; null where that is not known. */
    @Nullable Boolean wholeCompany;

    /** Meetings of as many kinds as there are, at most some. */
    List<Meeting> differentMeetings(int most) {
        Map<String, Meeting> byKind = new LinkedHashMap<>();
        meetings.values().forEach(meeting -> byKind.putIfAbsent(String.valueOf(meeting.kind()), meeting));
        Set<Meeting> chosen = new LinkedHashSet<>(byKind.values());
        chosen.addAll(meetings.values());
        return chosen.stream().limit(most).toList();
    }

    @Override
    public String toString() {
        return "Known[" + people.size() + " people, " + meetings.size() + " meetings]";
    }
}
