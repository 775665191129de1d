package io.rollcall.roster;

import io.rollcall.model.DepartmentId;
import io.rollcall.model.Person;
import java.util.List;

/**
 * A page of the people directly in a department. A department without people has no page. Immutable and thread-safe.
 *
 * @param department a department of this run's walk
 * @param people in the vendor's order
 */
public record PersonPage(DepartmentId department, List<Person> people) {
    public PersonPage {
        people = List.copyOf(people);
    }
}
