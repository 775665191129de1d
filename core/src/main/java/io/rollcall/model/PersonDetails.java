package io.rollcall.model;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A person as a directory shows them when it is asked for one person: what depends on the department is there for all of them.
 *
 * @param person whose {@code departmentOrder} and {@code leader} are null
 * @param orders the person's position in departments, as far as it is known
 * @param leads whether the person leads departments, as far as it is known
 */
public record PersonDetails(Person person, Map<DepartmentId, Long> orders, Map<DepartmentId, Boolean> leads) {
    public PersonDetails {
        orders = Collections.unmodifiableMap(new LinkedHashMap<>(orders));
        leads = Collections.unmodifiableMap(new LinkedHashMap<>(leads));
    }

    /** The person as the department's list shows them. */
    public Person listedIn(DepartmentId department) {
        return new Person(
                person.id(),
                person.unionId(),
                person.name(),
                person.departments(),
                person.title(),
                person.jobNumber(),
                person.email(),
                person.orgEmail(),
                person.stateCode(),
                person.mobile(),
                person.hideMobile(),
                person.telephone(),
                person.workPlace(),
                person.remark(),
                person.avatar(),
                orders.get(department),
                person.extension(),
                person.hiredAt(),
                person.active(),
                person.admin(),
                person.boss(),
                leads.get(department),
                person.enterpriseAccount(),
                person.enterprise());
    }

    /** Shows the id only: the rest is personal data. */
    @Override
    public String toString() {
        return "PersonDetails[" + person.id() + "]";
    }
}
