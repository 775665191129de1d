package io.rollcall.vendor;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.rollcall.json.DocumentedJson;
import io.rollcall.model.Department;
import io.rollcall.model.DepartmentId;
import io.rollcall.model.Person;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Shows a company's departments and the people in them. */
public interface DepartmentDirectory {

    /** The people directly in a department, page by page. */
    Operation<PeoplePage, People> people();

    /** Asks for the first page of a department's people, in whatever is usual at this vendor. */
    PeoplePage firstPage(DepartmentId department);

    /** The departments directly below one, as far as the application may see them. */
    Operation<SubDepartments, List<Department>> subDepartments();

    /** The ids of all departments directly below one, whether the application may see them or not. */
    Operation<DepartmentId, List<DepartmentId>> subDepartmentIds();

    /**
     * Asks for a page of a department's people.
     *
     * @param cursor 0 for the first page, then {@link People#next()}
     * @param size 1 to 100
     * @param language the vendor's word for the language
     * @param options what only the vendor understands, by the names of {@link Vendor#flowSettings}
     */
    record PeoplePage(DepartmentId department, long cursor, int size, String language, Map<String, String> options) {
        public PeoplePage {
            options = Map.copyOf(options);
        }

        /** The same question about the page that starts elsewhere. */
        public PeoplePage at(long start) {
            return new PeoplePage(department, start, size, language, options);
        }

        /** The same request for the first page of another department. */
        public PeoplePage forDepartment(DepartmentId other) {
            return new PeoplePage(other, 0, size, language, options);
        }

        /**
         * What is wrong with a next page that does not start after this one: reading on would go in circles, and
         * stopping would take half a department for the whole. Empty where nothing is wrong.
         *
         * @param next where the vendor says that the next page starts
         */
        public Optional<Fault> stuckAt(long next, OperationName operation) {
            // a cursor counts people (docs/vendors/dingtalk.md §5)
            return next > cursor
                    ? Optional.empty()
                    : Optional.of(new Fault.Unreadable(
                            Fault.Origin.of(operation),
                            "The vendor promises another page without saying where it starts; run the flow again, and"
                                    + " tell the vendor if it stays so."));
        }
    }

    /** Asks for the departments directly below one. */
    record SubDepartments(DepartmentId parent, String language) {}

    /**
     * A page of people.
     *
     * @param next the next page's cursor; null after the last page
     */
    @DocumentedJson
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record People(List<Person> people, @Nullable Long next) {
        public People {
            people = List.copyOf(people);
        }

        /**
         * What keeps a department from being read on after a page that promises another one: reading on might never
         * come to an end. Empty where nothing does.
         *
         * @param anyNew whether anybody on the page was on none before
         * @param seen how many people were read of the department
         */
        public Optional<Fault> goesOn(boolean anyNew, int seen, OperationName operation) {
            if (!anyNew) {
                return Optional.of(new Fault.Unreadable(
                        Fault.Origin.of(operation),
                        "The vendor promises another page, but this one contains no new person, so the department cannot be"
                                + " read whole. If this lasts, report it to the vendor."));
            }
            return seen < ListLimits.MOST_PEOPLE_OF_A_DEPARTMENT
                    ? Optional.empty()
                    : Optional.of(
                            new Fault.Unreadable(
                                    Fault.Origin.of(operation),
                                    "The department has more than " + ListLimits.MOST_PEOPLE_OF_A_DEPARTMENT
                                            + " people, so it cannot be read whole. If that is not so, report it to the vendor."));
        }
    }
}
