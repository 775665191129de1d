package io.rollcall.state;

import io.rollcall.history.AttendedMeeting;
import io.rollcall.history.MeetingInstance;
import io.rollcall.history.MeetingRecord;
import io.rollcall.history.Session;
import io.rollcall.model.UserId;
import io.rollcall.state.HistoryRepository.HistoryQuery;
import io.rollcall.state.HistoryRepository.MeetingCount;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads the attendance history, with people's names from tracked rosters where they are wanted. Thread-safe.
 *
 * @param names whether names are read
 */
public record AttendanceReader(StateStore store, boolean names) {
    /** A meeting may have tens of thousands of people. */
    private static final int PAGE = 10;

    /** The most ids in one question for names. */
    private static final int MOST_NAMES = 1_000;

    /**
     * A page of meeting instances, the newest first.
     *
     * @param after the last one of the page before; null for the first page
     */
    public List<MeetingCount> meetings(HistoryQuery query, @Nullable MeetingCount after, int limit) {
        return store.history().meetings(query, after, limit);
    }

    /** One meeting with everyone who was in it. */
    public Optional<AttendedMeeting> meeting(MeetingInstance.Key key) {
        return store.history().meeting(key).map(kept -> shaped(List.of(kept)).get(0));
    }

    /**
     * Reads all meetings of a query page by page, the newest first, with everyone who was in them, or with the one person of the
     * query.
     */
    public void read(HistoryQuery query, Consumer<AttendedMeeting> reader) {
        read(query, null, reader);
    }

    /**
     * The same of one application.
     *
     * @param application its id in the store; null for all
     */
    public void read(HistoryQuery query, @Nullable String application, Consumer<AttendedMeeting> reader) {
        MeetingCount after = null;
        List<MeetingRecord> page;
        do {
            page = store.history().records(query, after, PAGE);
            shaped(page.stream()
                            .filter(kept -> application == null
                                    || application.equals(kept.instance().key().application()))
                            .toList())
                    .forEach(reader);
            if (!page.isEmpty()) {
                after = new MeetingCount(page.get(page.size() - 1).instance(), 0, 0);
            }
        } while (page.size() == PAGE);
    }

    private List<AttendedMeeting> shaped(List<MeetingRecord> page) {
        Set<UserId> people = new LinkedHashSet<>();
        page.forEach(kept -> kept.sessions().stream()
                .map(Session::user)
                .filter(Objects::nonNull)
                .forEach(people::add));
        Map<UserId, String> known = names ? namesOf(people) : Map.of();
        return page.stream().map(kept -> AttendedMeeting.of(kept, known)).toList();
    }

    private Map<UserId, String> namesOf(Set<UserId> people) {
        Map<UserId, String> found = new HashMap<>();
        List<UserId> all = new ArrayList<>(people);
        for (int from = 0; from < all.size(); from += MOST_NAMES) {
            found.putAll(store.rosters().names(all.subList(from, Math.min(all.size(), from + MOST_NAMES))));
        }
        return found;
    }
}
