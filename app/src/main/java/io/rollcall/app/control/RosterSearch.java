package io.rollcall.app.control;

import io.rollcall.app.text.Candidate;
import io.rollcall.model.PhoneNumber;
import io.rollcall.setting.MalformedValueException;
import io.rollcall.setting.PhoneNumbers;
import io.rollcall.state.PeopleRepository;
import io.rollcall.state.PeopleRepository.Page;
import io.rollcall.state.PeopleRepository.Query;
import io.rollcall.state.RosterRepository;
import io.rollcall.state.RosterRepository.FoundPerson;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Searches people in tracked rosters. Thread-safe.
 *
 * @param region of telephone numbers without a country code
 */
public record RosterSearch(PeopleRepository people, String region) {
    /** Whom an id names comes before those whose names have the text as a part. */
    private static final int MOST_ROWS = 1_000;

    /**
     * The people whose id, mobile number or name it is; those who left come last. A person of several rosters comes once, as in the
     * one that was walked last: a roster whose flow was renamed or removed stays as it was.
     *
     * @param rosters says when a roster was walked
     */
    public List<Candidate> find(String text, int most, RosterRepository rosters) {
        for (int rows = most; ; rows *= 2) {
            List<FoundPerson> found = search(text, null, null, rows).people();
            List<Candidate> candidates = onePerPerson(text, found, rosters);
            if (candidates.size() >= most || found.size() < rows) {
                return candidates.subList(0, Math.min(most, candidates.size()));
            }
        }
    }

    private static List<Candidate> onePerPerson(String text, List<FoundPerson> found, RosterRepository rosters) {
        Map<Object, List<FoundPerson>> people = new LinkedHashMap<>();
        for (FoundPerson one : found) {
            // without a unionId it may be a person of another developer account who has the same userId
            Object person = one.unionId() == null ? one : one.unionId();
            people.computeIfAbsent(person, any -> new ArrayList<>()).add(one);
        }
        Map<String, Instant> walked = new HashMap<>();
        List<Candidate> candidates = new ArrayList<>();
        for (List<FoundPerson> rows : people.values()) {
            rows.sort(Comparator.comparing(
                    (FoundPerson one) -> walked.computeIfAbsent(one.flow(), flow -> walked(rosters, flow)),
                    Comparator.reverseOrder()));
            List<String> flows = rows.stream().map(FoundPerson::flow).distinct().toList();
            candidates.add(Candidate.of(text, rows.get(0), flows));
        }
        candidates.sort(Comparator.comparing(candidate -> candidate.state().equals("left")));
        return candidates;
    }

    private static Instant walked(RosterRepository rosters, String flow) {
        return rosters.status(flow).map(status -> status.last().endedAt()).orElse(Instant.EPOCH);
    }

    /** @param next where the next page continues; null if this is the last */
    public record Found(List<Candidate> people, @Nullable String next) {
        public Found {
            people = List.copyOf(people);
        }
    }

    /**
     * A page of these people; a person of several rosters comes once for each, because the rows of one person can be on different
     * pages, and the next page cannot say whom the earlier ones had.
     *
     * @param flow null for all flows
     * @param after the {@link Found#next} of the page before; null for the first page
     * @throws IllegalArgumentException if {@code after} is not from a page
     */
    public Found page(String text, @Nullable String flow, @Nullable String after, int most) {
        Page page = search(text, flow, after, most);
        return new Found(
                page.people().stream().map(person -> Candidate.of(text, person)).toList(), page.next());
    }

    /**
     * The people whose userId or unionId it is exactly: for those who may not see which names and telephone numbers people have.
     *
     * @param flow null for all flows
     */
    public List<Candidate> byId(String text, @Nullable String flow, int most) {
        return page(text, flow, null, MOST_ROWS).people().stream()
                .filter(one -> one.userId().value().equals(text)
                        || (one.unionId() != null && one.unionId().value().equals(text)))
                .limit(most)
                .toList();
    }

    private Page search(String text, @Nullable String flow, @Nullable String after, int most) {
        return people.search(new Query(text.strip(), phone(text, region).orElse(null), flow), after, most);
    }

    /** A text as a telephone number in E.164; empty if it is none. */
    public static Optional<PhoneNumber> phone(String text, String region) {
        try {
            String number = PhoneNumbers.e164(PhoneNumbers.parse(text).value(), region);
            return number.startsWith("+") ? Optional.of(new PhoneNumber(number)) : Optional.empty();
        } catch (MalformedValueException other) {
            return Optional.empty();
        }
    }
}
