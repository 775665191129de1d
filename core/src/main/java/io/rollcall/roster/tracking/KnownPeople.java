package io.rollcall.roster.tracking;

import io.rollcall.model.PersonId;
import io.rollcall.model.UserId;
import io.rollcall.state.RosterRepository;
import io.rollcall.state.RosterRepository.KnownPerson;
import io.rollcall.state.RosterRepository.State;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds out who people are: the unionId says it where both sides have one, else the userId. Stateless. */
final class KnownPeople {
    private KnownPeople() {}

    /** By what a person is identified. */
    record Identity(PersonId id, @Nullable UserId unionId) {
        /** Shows no personal data. */
        @Override
        public String toString() {
            return "Identity[***]";
        }

        private boolean mayBe(KnownPerson known) {
            return unionId == null || known.unionId() == null || Objects.equals(unionId, known.unionId());
        }
    }

    /** Whom the store knows of these people, in their order; null for those that it does not know. At most 1,000 people. */
    static List<@Nullable KnownPerson> of(RosterRepository rosters, String flow, List<Identity> people) {
        Set<PersonId> ids = new LinkedHashSet<>();
        people.forEach(person -> ids.add(person.id()));
        Map<PersonId, List<KnownPerson>> byId = new HashMap<>();
        for (KnownPerson known : rosters.byId(flow, ids)) {
            byId.computeIfAbsent(known.id(), any -> new ArrayList<>(1)).add(known);
        }
        List<@Nullable KnownPerson> found = new ArrayList<>(people.size());
        Set<UserId> missing = new HashSet<>();
        for (Identity person : people) {
            KnownPerson best = null;
            for (KnownPerson known : byId.getOrDefault(person.id(), List.of())) {
                if (person.mayBe(known) && (best == null || isBetter(known, best, person))) {
                    best = known;
                }
            }
            found.add(best);
            if (best == null && person.unionId() != null) {
                missing.add(person.unionId());
            }
        }
        if (!missing.isEmpty()) {
            addByUnionId(rosters.byUnionId(flow, missing), people, found);
        }
        return found;
    }

    private static void addByUnionId(
            List<KnownPerson> known, List<Identity> people, List<@Nullable KnownPerson> found) {
        Map<UserId, KnownPerson> byUnionId = new HashMap<>();
        for (KnownPerson one : known) {
            UserId unionId = one.unionId();
            if (unionId != null) {
                byUnionId.merge(unionId, one, (first, second) -> isLater(second, first) ? second : first);
            }
        }
        for (int i = 0; i < people.size(); i++) {
            UserId unionId = people.get(i).unionId();
            if (found.get(i) == null && unionId != null) {
                found.set(i, byUnionId.get(unionId));
            }
        }
    }

    // a userId may have belonged to others before
    private static boolean isBetter(KnownPerson one, KnownPerson other, Identity person) {
        boolean same = Objects.equals(one.unionId(), person.unionId());
        boolean otherSame = Objects.equals(other.unionId(), person.unionId());
        return same == otherSame ? isLater(one, other) : same;
    }

    private static boolean isLater(KnownPerson one, KnownPerson other) {
        boolean present = one.state() == State.PRESENT;
        boolean otherPresent = other.state() == State.PRESENT;
        return present == otherPresent ? one.lastSeen().isAfter(other.lastSeen()) : present;
    }
}
