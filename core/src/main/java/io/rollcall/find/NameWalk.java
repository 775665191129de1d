package io.rollcall.find;

import io.rollcall.model.Department;
import io.rollcall.model.DepartmentId;
import io.rollcall.model.PersonId;
import io.rollcall.report.Problem;
import io.rollcall.vendor.DepartmentDirectory;
import io.rollcall.vendor.DepartmentDirectory.People;
import io.rollcall.vendor.DepartmentDirectory.PeoplePage;
import io.rollcall.vendor.DepartmentDirectory.SubDepartments;
import io.rollcall.vendor.Fault;
import io.rollcall.vendor.ListLimits;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Offers everyone in some departments, and in those below them, to a search, as far as the application may see them. Reads no
 * further once the search has enough. Not thread-safe.
 */
final class NameWalk {
    private final PersonSearch search;
    private final DepartmentDirectory directory;
    private final Set<DepartmentId> known = new HashSet<>();
    private boolean tooLarge;

    NameWalk(PersonSearch search, DepartmentDirectory directory) {
        this.search = search;
        this.directory = directory;
    }

    void begin(List<DepartmentId> roots) {
        roots.forEach(root -> visit(root, 1));
    }

    private void visit(DepartmentId department, int depth) {
        if (search.isEnough() || known.contains(department) || !isWithinLimits(department, depth)) {
            return;
        }
        known.add(department);
        PeoplePage first = directory.firstPage(department);
        readPage(first, new HashSet<>());
        search.call(
                directory.subDepartments(),
                new SubDepartments(department, first.language()),
                subject(department),
                children -> {
                    children.forEach(search::name);
                    children.stream().map(Department::id).forEach(child -> visit(child, depth + 1));
                });
    }

    private boolean isWithinLimits(DepartmentId department, int depth) {
        boolean fits = known.size() < ListLimits.MOST_DEPARTMENTS && depth <= ListLimits.DEEPEST_DEPARTMENT;
        if (!fits && !tooLarge) {
            tooLarge = true;
            search.problem(new Problem(
                    subject(department),
                    Fault.Kind.UNREADABLE,
                    null,
                    null,
                    "Rollcall reads at most " + ListLimits.MOST_DEPARTMENTS + " departments in "
                            + ListLimits.DEEPEST_DEPARTMENT + " levels, so people may be missing."));
        }
        return fits;
    }

    private static String subject(DepartmentId department) {
        return "department " + department;
    }

    private void readPage(PeoplePage page, Set<PersonId> seen) {
        String subject = subject(page.department());
        search.call(directory.people(), page, subject, people -> {
            people.people().forEach(search::offer);
            Long start = people.next();
            if (start != null && !search.isEnough()) {
                if (stuck(page, people, start, seen, subject)) {
                    return;
                }
                readPage(page.at(start), seen);
            }
        });
    }

    private boolean stuck(PeoplePage page, People people, long start, Set<PersonId> seen, String subject) {
        int before = seen.size();
        people.people().forEach(person -> seen.add(person.id()));
        boolean anyNew = seen.size() > before;
        return Stream.of(
                        page.stuckAt(start, directory.people().name()),
                        people.goesOn(anyNew, seen.size(), directory.people().name()))
                .flatMap(fault -> fault.stream())
                .findFirst()
                .map(fault -> {
                    search.problem(Problem.of(subject, fault));
                    return true;
                })
                .orElse(false);
    }
}
