package io.rollcall.roster.tracking;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rollcall.roster.tracking.TrackedRun.Reviewed;
import io.rollcall.state.RosterRepository.StagedPerson;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the records that are to be staged: all of the staging that needs no store, so that a second thread can do it while the store
 * writes the records before. Used by one thread at a time, after the last person was marked.
 */
public final class RecordReading {
    private final boolean baseline;
    private final PersonComparison people;
    private final Marks marks;

    /** @param baseline whether this is the first run of the flow: everyone is new */
    RecordReading(boolean baseline, PersonComparison people, Marks marks) {
        this.baseline = baseline;
        this.people = people;
        this.marks = marks;
    }

    /** Records that were read, of which either list is empty. Opaque outside this package. */
    public static final class Records {
        private final PersonComparison people;
        private final List<StagedPerson> joined;
        private final List<Known> known;

        private Records(PersonComparison people, List<StagedPerson> joined, List<Known> known) {
            this.people = people;
            this.joined = joined;
            this.known = known;
        }

        PersonComparison people() {
            return people;
        }

        /** What is staged of people of a first run. */
        List<StagedPerson> joined() {
            return joined;
        }

        /** What is compared with the store first. */
        List<Known> known() {
            return known;
        }
    }

    /**
     * A record that is compared with what the store has.
     *
     * @param number of the person as the first comparison found it, {@link Marks#NEW} for none; null if it marked no one
     */
    record Known(PersonComparison.Seen seen, @Nullable Long number) {}

    /** Reads records. */
    public Records read(List<Reviewed> records) {
        List<StagedPerson> joined = new ArrayList<>();
        List<Known> known = new ArrayList<>();
        for (Reviewed one : records) {
            int mark = marks.find(one.ordinal());
            if (baseline) {
                // no two records are compared, so a new person's few fields are enough
                joined.add(
                        people.joined(seen(one, mark, RecordJson.read(one.line(), PersonComparison.OF_A_NEW_PERSON))));
            } else {
                known.add(new Known(
                        seen(one, mark, RecordJson.read(one.line())), mark < 0 ? null : (Long) marks.number(mark)));
            }
        }
        return new Records(people, joined, known);
    }

    private PersonComparison.Seen seen(Reviewed reviewed, int mark, ObjectNode record) {
        return mark < 0
                ? new PersonComparison.Seen(reviewed.line(), record, null, null)
                : new PersonComparison.Seen(
                        reviewed.line(),
                        record,
                        marks.personPrint(mark),
                        reviewed.withdrawn() ? null : marks.accountPrint(mark));
    }
}
