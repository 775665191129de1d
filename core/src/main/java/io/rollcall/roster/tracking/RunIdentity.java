package io.rollcall.roster.tracking;

import io.rollcall.model.DepartmentId;
import io.rollcall.model.PersonId;
import io.rollcall.model.UserId;
import io.rollcall.report.RosterChange;
import io.rollcall.report.RosterChange.Kind;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The run whose changes these are. Immutable and thread-safe.
 *
 * @param number of the run in the store
 * @param at when it began
 */
record RunIdentity(String flow, long number, Instant at) {

    /** A change that this run shows; its id is the same whenever this run makes it. */
    RosterChange change(
            Kind kind,
            PersonId person,
            @Nullable UserId unionId,
            List<DepartmentId> from,
            List<DepartmentId> to,
            List<String> fields) {
        return new RosterChange(id(kind, person, unionId), at, flow, kind, person, unionId, from, to, fields);
    }

    // the time beside the number: another store counts its runs anew
    private String id(Kind kind, PersonId person, @Nullable UserId unionId) {
        long print = new StablePrint()
                .add(flow)
                .add(at.toEpochMilli())
                .add(person.value())
                // a userId can pass from one person to another, and both can have a change of one kind
                .add(unionId == null ? null : unionId.value())
                .add(kind.word())
                .print();
        return number + "-" + String.format("%016x", print);
    }
}
