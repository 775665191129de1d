package io.rollcall.roster;

import io.rollcall.model.DepartmentId;
import io.rollcall.model.Person;
import io.rollcall.model.UserDetails;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the roster says of one person.
 *
 * @param person as the first department in the walk's order shows them
 * @param departments the vendor's list joined with the department where the person was seen; at least one
 * @param lookup null where the look-up failed
 * @param account null where there is nothing to show
 */
public record RosterEntry(
        Person person, List<DepartmentId> departments, @Nullable LookupStatus lookup, @Nullable UserDetails account) {
    public RosterEntry {
        departments = List.copyOf(departments);
    }

    /** Shows the person's id only. */
    @Override
    public String toString() {
        return "RosterEntry[" + person.id() + "]";
    }
}
