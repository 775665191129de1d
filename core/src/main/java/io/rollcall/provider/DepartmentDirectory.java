package io.rollcall.provider;

import io.rollcall.call.Operation;
import io.rollcall.model.Department;
import io.rollcall.model.DepartmentId;
import io.rollcall.model.Person;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Shows a company's departments and the people in them. */
public interface DepartmentDirectory {

    /** The people directly in a department, page by page. */
    Operation<PeoplePage, People> people();

    /** The departments directly below one, as far as the application may see them. */
    Operation<SubDepartments, List<Department>> subDepartments();

    /** The ids of all departments directly below one, whether the application may see them or not. */
    Operation<DepartmentId, List<DepartmentId>> subDepartmentIds();

    /**
     * Asks for a page of a department's people.
     *
     * @param cursor 0 for the first page, then {@link People#next()}
     * @param size 1 to 100
     * @param orderField the vendor's word for the order
     * @param containAccessLimit whether people with restricted access are wanted
     * @param language the vendor's word for the language
     */
    record PeoplePage(
            DepartmentId department,
            long cursor,
            int size,
            String orderField,
            boolean containAccessLimit,
            String language) {}

    /** Asks for the departments directly below one. */
    record SubDepartments(DepartmentId parent, String language) {}

    /**
     * A page of people.
     *
     * @param next the next page's cursor; null after the last page
     */
    record People(List<Person> people, @Nullable Long next) {
        public People {
            people = List.copyOf(people);
        }
    }
}
