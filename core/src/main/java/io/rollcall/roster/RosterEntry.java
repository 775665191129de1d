package io.rollcall.roster;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.rollcall.json.DocumentedJson;
import io.rollcall.model.DepartmentId;
import io.rollcall.model.Person;
import io.rollcall.model.UserAccount;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the roster says of one person.
 *
 * @param person as the first department in the walk's order shows them
 * @param departments the vendor's list joined with the department in which the person was listed; at least one
 * @param lookup null if the look-up failed
 * @param account null if there is nothing to show
 */
@DocumentedJson
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonPropertyOrder({"person", "lookup", "account"})
public record RosterEntry(
        @JsonUnwrapped Person person,
        @JsonIgnore List<DepartmentId> departments,
        @Nullable LookupStatus lookup,
        @Nullable UserAccount account) {
    public RosterEntry {
        departments = List.copyOf(departments);
        person = person.departments().equals(departments) ? person : person.in(departments);
    }

    /** Shows the person's id only. */
    @Override
    public String toString() {
        return "RosterEntry[" + person.id() + "]";
    }
}
