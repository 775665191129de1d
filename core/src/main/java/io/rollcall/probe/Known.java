package io.rollcall.probe;

import io.rollcall.model.Meeting;
import io.rollcall.model.MeetingId;
import io.rollcall.model.Person;
import io.rollcall.model.UserId;
import io.rollcall.vendor.Provider;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What earlier answers of a recording named, for the inputs of later calls. In memory only. Used by one thread. */
final class Known {
    final List<Person> people = new ArrayList<>();
    /** Running meetings, with the vendor's word for their kind where it is known. */
    final Map<MeetingId, Meeting> meetings = new LinkedHashMap<>();

    /** Whose list named each of them. */
    final Map<MeetingId, Provider> listedBy = new HashMap<>();

    final Set<UserId> inMeetings = new LinkedHashSet<>();
    boolean wholeCompany;

    /** Meetings of as many kinds as there are, at most some, of those that a vendor's account listed. */
    List<MeetingId> differentMeetings(Provider provider, int most) {
        List<Meeting> listed = meetings.values().stream()
                .filter(meeting -> provider.equals(listedBy.get(meeting.id())))
                .toList();
        Map<String, MeetingId> byKind = new LinkedHashMap<>();
        listed.forEach(meeting -> byKind.putIfAbsent(String.valueOf(meeting.kind()), meeting.id()));
        Set<MeetingId> chosen = new LinkedHashSet<>(byKind.values());
        listed.forEach(meeting -> chosen.add(meeting.id()));
        return chosen.stream().limit(most).toList();
    }

    @Override
    public String toString() {
        return "Known[" + people.size() + " people, " + meetings.size() + " meetings]";
    }
}
