package io.rollcall.roster.tracking;

import io.rollcall.model.DepartmentId;
import io.rollcall.roster.tracking.KnownPeople.Identity;
import io.rollcall.state.RosterRepository;
import io.rollcall.state.RosterRepository.KnownPerson;
import io.rollcall.state.RosterRepository.State;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The first pass over a run's people: finds those who are new or different, and remembers who was seen. It only reads the store.
 * Keeps one bit a person, and {@link Marks} for those who differ. Not thread-safe.
 */
public final class SnapshotComparison {
    private final String flow;
    private final BitSet seen = new BitSet();
    private final Marks marks = new Marks();
    private long stayed;

    public SnapshotComparison(String flow) {
        this.flow = flow;
    }

    /** Compares a batch; batches come in the order of their records. At most 1,000 people. */
    public void compare(RosterRepository rosters, List<SeenPerson> people) {
        List<Identity> identities = new ArrayList<>(people.size());
        people.forEach(person -> identities.add(new Identity(person.id(), person.unionId())));
        List<@Nullable KnownPerson> known = KnownPeople.of(rosters, flow, identities);
        for (int i = 0; i < people.size(); i++) {
            compare(people.get(i), known.get(i));
        }
    }

    /** The same where the store knows no one. */
    void addNew(List<SeenPerson> people) {
        people.forEach(person -> marks.add(person, Marks.NEW));
    }

    private void compare(SeenPerson person, @Nullable KnownPerson known) {
        // two people of one run are never one person
        if (known == null || isSeen(known)) {
            marks.add(person, Marks.NEW);
            return;
        }
        seen.set(index(known));
        stayed += known.state() == State.PRESENT ? 1 : 0;
        if (isDifferent(person, known)) {
            marks.add(person, known.number());
        }
    }

    private static boolean isDifferent(SeenPerson person, KnownPerson known) {
        Long accountPrint = person.accountPrint();
        return known.state() != State.PRESENT
                || known.frozen()
                || known.personPrint() != person.personPrint()
                || (accountPrint != null && !accountPrint.equals(known.accountPrint()))
                || !known.id().equals(person.id())
                || !areSame(known.departments(), person.departments());
    }

    /** Whether two lists name the same departments. */
    static boolean areSame(List<DepartmentId> one, List<DepartmentId> other) {
        return one.equals(other) || (one.size() == other.size() && new HashSet<>(one).equals(new HashSet<>(other)));
    }

    /** Whether a person of the store was seen. */
    boolean isSeen(KnownPerson known) {
        return seen.get(index(known));
    }

    // the numbers of a store count its people
    private static int index(KnownPerson known) {
        return Math.toIntExact(known.number());
    }

    /** The people of the last roster who were seen. */
    public long stayed() {
        return stayed;
    }

    /** Who is new or different. */
    Marks marks() {
        return marks;
    }
}
