package io.rollcall.vendor;

import io.rollcall.model.Department;
import io.rollcall.model.DepartmentId;
import io.rollcall.model.PersonDetails;
import io.rollcall.model.PersonId;
import io.rollcall.vendor.OngoingMeetings.Cursor;
import io.rollcall.vendor.OngoingMeetings.Page;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Proves whether a directory was read whole, and what became of people and departments that are missing in it. Each proof may
 * need a permission of its own, so an application may have some of them and lack others.
 */
public interface DirectoryProofs {

    /** How many people the company has, also those that the application may not see. At least 0. */
    Operation<WholeCompany, Long> headCount();

    /** Which part of the directory the application may see. */
    Operation<WholeCompany, VisibleScope> scope();

    /**
     * Who left the company in a time span, page by page; a person may be named more than once, and may have returned since.
     */
    Operation<LeavePage, Page<LeaveRecord>> leaveRecords();

    /** The longest time span that a request for leave records may have. */
    Duration longestLeaveSpan();

    /**
     * A single person. Empty only where the vendor says that the company has no such person; a person whom the application may
     * not see is a fault.
     */
    Operation<PersonQuestion, Optional<PersonDetails>> person();

    /**
     * A single department, without its people. Empty only where the vendor says that there is no such department; one that the
     * application may not see is a fault.
     */
    Operation<DepartmentQuestion, Optional<Department>> department();

    /** What a request about the whole company asks about. */
    enum WholeCompany {
        /** The company that the application works for. */
        COMPANY
    }

    /**
     * What an application may see.
     *
     * @param wholeCompany whether it may see every department and person
     * @param departments that it may see, with everything below them; in the vendor's order
     * @param people that it may see besides; in the vendor's order
     */
    record VisibleScope(boolean wholeCompany, List<DepartmentId> departments, List<PersonId> people) {
        public VisibleScope {
            departments = List.copyOf(departments);
            people = List.copyOf(people);
        }

        /** Shows no person. */
        @Override
        public String toString() {
            return "VisibleScope[wholeCompany=" + wholeCompany + ", departments=" + departments + ", " + people.size()
                    + " people]";
        }
    }

    /**
     * Asks for a page of the leave records.
     *
     * @param from the beginning of the time span; vendors may count in seconds
     * @param until its end; not before {@code from}, and at most {@link #longestLeaveSpan} after it
     */
    record LeavePage(Instant from, Instant until, Cursor cursor) {
        /** @throws IllegalArgumentException if the span ends before it begins */
        public LeavePage {
            if (until.isBefore(from)) {
                throw new IllegalArgumentException("a time span must not end before it begins");
            }
        }

        /** Asks for the page of the same time span that starts elsewhere. */
        public LeavePage at(Cursor start) {
            return new LeavePage(from, until, start);
        }
    }

    /**
     * Says that a person left the company.
     *
     * @param leftAt by the vendor's clock; vendors may cut it to whole seconds, so it can seem to be before something that was
     *     seen in the same second
     */
    record LeaveRecord(PersonId person, Instant leftAt) {}

    /**
     * Asks for a person.
     *
     * @param language the vendor's word for the language of names; blank for its default
     */
    record PersonQuestion(PersonId person, String language) {
        /** Shows no person. */
        @Override
        public String toString() {
            return "PersonQuestion[" + language + "]";
        }
    }

    /**
     * Asks for a department.
     *
     * @param language the vendor's word for the language of names; blank for its default
     */
    record DepartmentQuestion(DepartmentId department, String language) {}
}
