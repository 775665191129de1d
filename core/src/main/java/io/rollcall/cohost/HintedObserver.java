package io.rollcall.cohost;

import io.rollcall.hint.Hints;
import io.rollcall.meeting.CountDown;
import io.rollcall.meeting.MemberLists;
import io.rollcall.meeting.Observation;
import io.rollcall.meeting.ObservationCollector;
import io.rollcall.meeting.PagedList;
import io.rollcall.meeting.ParticipantState;
import io.rollcall.meeting.ProblemSubjects;
import io.rollcall.model.MeetingId;
import io.rollcall.model.Participant;
import io.rollcall.model.UserId;
import io.rollcall.report.Problem;
import io.rollcall.state.PromotionRepository.History;
import io.rollcall.task.Commands;
import io.rollcall.vendor.OngoingMeetings;
import io.rollcall.vendor.Purpose;
import java.time.Instant;
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
 * Takes what events told as an observation. A row is enough to promote a person whom Rollcall did not promote in that
 * meeting. Of a person with a history there, one event does not tell whether a stay goes on, because it shows one device:
 * the person's meetings are read. A row that is not newer than the history, or than a stay that has ended, comes late or again, and says nothing. Meetings
 * of which only the start is known are read.
 */
final class HintedObserver implements MeetingObserver {
    private final OngoingMeetings meetings;
    private final CoHostConfig flow;
    private final boolean metered;
    private final List<UserId> users;
    private final Hints hints;
    private final ObservationCollector told = new ObservationCollector();
    private final ObservationCollector read = new ObservationCollector();
    private final SortedMap<MeetingId, List<Problem>> ofMeetings = new TreeMap<>(ObservationCollector.BY_ID);
    private Observation ofUsers = Observation.NONE;
    private boolean answered;

    HintedObserver(OngoingMeetings meetings, CoHostConfig flow, boolean metered, List<UserId> users, Hints hints) {
        this.meetings = meetings;
        this.flow = flow;
        this.metered = metered;
        this.users = users;
        this.hints = hints.withRows(row -> users.contains(row.user()));
    }

    @Override
    public void observe(Commands commands, Consumer<Observation> then) {
        Set<UserId> people = new LinkedHashSet<>();
        hints.rows().values().forEach(rows -> rows.forEach(row -> people.add(userOf(row))));
        if (people.isEmpty()) {
            read(commands, List.of(), then);
        } else {
            commands.query(
                    store -> new Known(
                            store.promotions().remembered(people),
                            store.promotions().pastStays(people)),
                    known -> read(commands, sort(known), then));
        }
    }

    /** What the store knows of the people: their promotions, and when they had joined in stays that have ended. */
    private record Known(
            Map<MeetingId, Map<UserId, History>> promotions, Map<MeetingId, Map<UserId, Instant>> pastStays) {}

    /** Collects the rows that are enough; returns the people who have to be read. */
    private List<UserId> sort(Known known) {
        Set<UserId> unsure = new LinkedHashSet<>();
        hints.rows().forEach((meeting, rows) -> {
            Map<UserId, History> histories = known.promotions().getOrDefault(meeting, Map.of());
            Map<UserId, Instant> pastStays = known.pastStays().getOrDefault(meeting, Map.of());
            for (Participant row : rows) {
                UserId user = userOf(row);
                History history = histories.get(user);
                Instant pastStay = pastStays.get(user);
                if (history != null
                        ? mayBeNewer(row, history.joinedAt())
                        : pastStay != null && row.joinedAt() == null) {
                    unsure.add(user);
                    continue;
                }
                answered = true;
                if (history == null && (pastStay == null || mayBeNewer(row, pastStay))) {
                    told.add(meeting, user, row);
                }
            }
        });
        return List.copyOf(unsure);
    }

    private static boolean mayBeNewer(Participant row, @Nullable Instant known) {
        Instant joined = row.joinedAt();
        return joined == null || known == null || joined.isAfter(known);
    }

    private void read(Commands commands, List<UserId> unsure, Consumer<Observation> then) {
        CountDown all = new CountDown(() -> then.accept(observation()));
        if (!unsure.isEmpty()) {
            all.add();
            // a part of the change: a person who joins again is promoted also when only the reserve is left
            new UsersObserver(meetings, unsure, Purpose.CHANGE).observe(commands, seen -> {
                ofUsers = seen;
                answered |= seen.answered();
                all.complete();
            });
        }
        if (!hints.reads().isEmpty()) {
            all.add();
            new MemberLists(meetings, flow.maxCalls(), flow.maxCallsKey(), metered)
                    .read(commands, hints.reads(), unsure.size(), this::add, all::complete);
        }
        all.complete();
    }

    private void add(MeetingId meeting, PagedList.Reading<Participant> members) {
        if (members.fault() == null) {
            answered = true;
            read.addIdentified(meeting, members.items());
        }
        ofMeetings.put(meeting, members.problems(ProblemSubjects.meeting(meeting)));
    }

    private Observation observation() {
        SortedMap<MeetingId, Map<UserId, ParticipantState>> people = told.participants();
        putAll(people, read.participants());
        putAll(people, ofUsers.meetings());
        List<Problem> problems = new ArrayList<>(ofUsers.problems());
        ofMeetings.values().forEach(problems::addAll);
        return new Observation(people, Set.copyOf(users), false, answered, Map.of(), problems);
    }

    // a read is newer than the event that it follows
    private static void putAll(
            SortedMap<MeetingId, Map<UserId, ParticipantState>> people,
            SortedMap<MeetingId, Map<UserId, ParticipantState>> newer) {
        newer.forEach((meeting, states) -> people.merge(meeting, states, (before, after) -> {
            before.putAll(after);
            return before;
        }));
    }

    private static UserId userOf(Participant row) {
        UserId user = row.user();
        if (user == null) {
            throw new IllegalArgumentException("a row of a listed person has a user");
        }
        return user;
    }
}
