package io.rollcall.people;

import io.rollcall.model.PersonId;
import io.rollcall.model.PersonReference;
import io.rollcall.model.PersonReference.Kind;
import io.rollcall.model.SearchText;
import io.rollcall.setting.PhoneNumbers;
import io.rollcall.state.PeopleRepository;
import io.rollcall.state.RosterRepository.FoundPerson;
import io.rollcall.state.RosterRepository.KnownPerson;
import io.rollcall.state.RosterRepository.State;
import io.rollcall.state.RosterRepository.TrackedDepartment;
import io.rollcall.state.StateStore;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The people in the tracked rosters of one directory. Used by the thread that uses the store. */
final class TrackedPeople {
    /** People whose names contain a searched name; more cannot be told apart. */
    static final int MOST = 1000;

    private final StateStore store;
    private final Set<String> flows;
    private final String region;

    private TrackedPeople(StateStore store, Set<String> flows, String region) {
        this.store = store;
        this.flows = flows;
        this.region = region;
    }

    /**
     * The people of some flows' rosters.
     *
     * @param flows the roster flows of the directory; people of others may have other unionIds
     * @param region of telephone numbers without a country code
     */
    static TrackedPeople in(StateStore store, Collection<String> flows, String region) {
        Set<String> tracked = flows.stream()
                .filter(flow -> store.rosters().status(flow).isPresent())
                .collect(Collectors.toCollection(TreeSet::new));
        return new TrackedPeople(store, tracked, region);
    }

    /**
     * What the rosters say.
     *
     * @param tracked whether there is a roster
     * @param present those who have not left, as far as it is known
     * @param anyLeft whether there is anyone who has left
     * @param cut whether there may be more with the name
     */
    record Found(boolean tracked, List<Candidate> present, boolean anyLeft, boolean cut) {
        Found {
            present = List.copyOf(present);
        }
    }

    Found find(PersonReference person) {
        if (flows.isEmpty()) {
            return new Found(false, List.of(), false, false);
        }
        if (person.kind() == Kind.USERID) {
            return byId(new PersonId(person.text()));
        }
        String text = person.kind() == Kind.MOBILE ? PhoneNumbers.e164(person.text(), region) : person.text();
        PeopleRepository.Page page = store.people().search(PeopleRepository.Query.of(text), null, MOST);
        List<FoundPerson> meant = page.people().stream()
                .filter(found -> flows.contains(found.flow()))
                .filter(found -> isMeant(person.kind(), text, found))
                .toList();
        Map<String, Candidate> present = new LinkedHashMap<>();
        for (FoundPerson found : meant) {
            if (found.state() != State.LEFT) {
                present.merge(
                        found.id().value(), candidate(found), (first, other) -> first.user() == null ? other : first);
            }
        }
        boolean anyLeft = meant.stream().anyMatch(found -> found.state() == State.LEFT);
        return new Found(
                true, List.copyOf(present.values()), anyLeft, person.kind() == Kind.NAME && page.next() != null);
    }

    private Found byId(PersonId id) {
        List<KnownPerson> known = flows.stream()
                .flatMap(flow -> store.rosters().byId(flow, List.of(id)).stream())
                .toList();
        return new Found(
                true,
                known.stream()
                        .filter(one -> one.state() != State.LEFT && one.unionId() != null)
                        .map(one -> new Candidate(one.id(), one.unionId(), List.of()))
                        .limit(1)
                        .toList(),
                known.stream().anyMatch(one -> one.state() == State.LEFT),
                false);
    }

    // the search by a number finds numbers, and ids that are equal to it, which is no number
    private static boolean isMeant(Kind kind, String text, FoundPerson found) {
        String name = found.name();
        return kind == Kind.MOBILE
                ? !found.id().value().equals(text)
                : name != null && SearchText.of(name).equals(SearchText.of(text));
    }

    private static Candidate candidate(FoundPerson found) {
        return new Candidate(
                found.id(),
                found.unionId(),
                found.departments().stream().map(TrackedPeople::words).toList());
    }

    private static String words(TrackedDepartment department) {
        return department.name() == null ? "department " + department.id() : department.name();
    }
}
