package io.rollcall.roster;

import io.rollcall.model.DepartmentId;
import io.rollcall.model.Person;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Who was seen, in at most 28 bytes a person, and in which further departments. Not thread-safe. */
final class PeopleIndex {
    private final Fingerprint.Maker fingerprints = new Fingerprint.Maker();
    private final FingerprintIndex people = FingerprintIndex.ofOrdinalsWithHash();
    private final LateUpdates amendments;
    private int count;

    PeopleIndex(LateUpdates amendments) {
        this.amendments = amendments;
    }

    /** What a sighting in another department than before was. */
    static final int SEEN_BEFORE = -1;

    /** The person's number, from 0 in the order of first sightings; {@link #SEEN_BEFORE} for one who has one. */
    int sight(Person person, WalkedDepartment department) {
        int hash = person.departments().hashCode();
        long before = people.putIfAbsent(fingerprints.of(person.id().value()), count, hash);
        if (before == FingerprintIndex.ABSENT) {
            return count++;
        }
        // the vendor lists a person's departments with every sighting; the list is compared by its hash, so that the
        // usual case, a department that the first record lists, costs nothing
        boolean sameList = (int) before == hash;
        if (!sameList || !person.departments().contains(department.id())) {
            amendments.addDepartment((int) (before >>> 32), department.rank());
        }
        return SEEN_BEFORE;
    }

    /** Whether the person was seen. */
    boolean contains(String id) {
        return people.contains(fingerprints.of(id));
    }

    /** The vendor's list, then the department where the person was seen unless it is listed; each once. */
    static List<DepartmentId> departments(Person person, DepartmentId seenIn) {
        if (person.departments().size() == 1 && person.departments().contains(seenIn)) {
            return person.departments();
        }
        Set<DepartmentId> departments = new LinkedHashSet<>(person.departments());
        departments.add(seenIn);
        return List.copyOf(departments);
    }

    int count() {
        return count;
    }

    long bytes() {
        return people.bytes();
    }
}
