package io.rollcall.roster;

import io.rollcall.model.DepartmentId;
import io.rollcall.model.Person;
import io.rollcall.model.PersonId;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The people read so far, in at most 22 bytes a person, and their further departments. Not thread-safe. */
final class PeopleIndex {
    private final Fingerprint.Maker fingerprints = new Fingerprint.Maker();
    private final FingerprintIndex people = FingerprintIndex.ofOrdinalsWithHash();
    private final LateUpdates updates;
    private int count;

    PeopleIndex(LateUpdates updates) {
        this.updates = updates;
    }

    /** The result of {@link #add} for a person who was added before, and of {@link #number} for one who was not. */
    static final int NONE = -1;

    /**
     * Adds a person, or a further department of a person.
     *
     * @param department where the person is listed
     * @param rank the department's place in the walk
     * @return the person's number, from 0 in the order of first listing; {@link #NONE} for a person who has one
     */
    int add(Person person, DepartmentId department, int rank) {
        int hash = person.departments().hashCode();
        long before = people.putIfAbsent(fingerprints.of(person.id().value()), count, hash);
        if (before == FingerprintIndex.ABSENT) {
            return count++;
        }
        // the vendor repeats a person's departments in every listing; the list is compared by its hash, so that the
        // usual case, a department that the first record lists, costs nothing
        boolean sameList = (int) before == hash;
        if (!sameList || !person.departments().contains(department)) {
            updates.addDepartment((int) (before >>> 32), rank);
        }
        return NONE;
    }

    /** The number of a person; {@link #NONE} if the person was not added. */
    int number(PersonId id) {
        return number(id.value());
    }

    /** The number of the person with a userId; {@link #NONE} if there is none. */
    int number(String id) {
        long found = people.get(fingerprints.of(id));
        return found == FingerprintIndex.ABSENT ? NONE : (int) (found >>> 32);
    }

    /** The vendor's list, then the department where the person is listed unless it is in it; each once. */
    static List<DepartmentId> departments(Person person, DepartmentId listedIn) {
        if (person.departments().size() == 1 && person.departments().contains(listedIn)) {
            return person.departments();
        }
        Set<DepartmentId> departments = new LinkedHashSet<>(person.departments());
        departments.add(listedIn);
        return List.copyOf(departments);
    }

    long bytes() {
        return people.bytes();
    }
}
