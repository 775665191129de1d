package io.rollcall.roster;

import io.rollcall.hint.DirectoryMarks;
import io.rollcall.model.Department;
import io.rollcall.model.DepartmentId;
import io.rollcall.model.Person;
import io.rollcall.model.PersonDetails;
import io.rollcall.model.PersonId;
import io.rollcall.report.Problem;
import io.rollcall.roster.FlowDepartments.Place;
import io.rollcall.roster.tracking.TrackedPart;
import io.rollcall.state.RosterRepository.TrackedDepartment;
import io.rollcall.vendor.DirectoryProofs.DepartmentQuestion;
import io.rollcall.vendor.DirectoryProofs.PersonQuestion;
import io.rollcall.vendor.Outcome;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads the people and departments that events named, one by one, and finds out who of them is in which of the flow's
 * departments. Not thread-safe.
 */
final class LiveReads {
    /** The most departments that a run reads to find out whether people are in the flow. */
    private static final int MOST_FURTHER_DEPARTMENTS = 200;

    private final DirectoryMarks marks;
    private final String language;
    private final TrackedPart tracked;
    private final FlowDepartments departments;
    private final BatchQueue<PersonQuestion, Optional<PersonDetails>> people;
    private final BatchQueue<DepartmentQuestion, Optional<Department>> single;
    private final Map<PersonId, PersonDetails> found = new LinkedHashMap<>();
    private final Set<PersonId> left = new LinkedHashSet<>();
    private final Set<PersonId> outside = new LinkedHashSet<>();
    private final Map<Place, List<Person>> lists = new TreeMap<>();
    private final Map<DepartmentId, TrackedDepartment> stored = new HashMap<>();
    private final Map<DepartmentId, TrackedDepartment> read = new LinkedHashMap<>();
    private final Set<DepartmentId> gone = new HashSet<>();
    private final List<Problem> problems = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private int outstanding;
    private int further;
    private boolean done;

    LiveReads(
            DirectoryMarks marks,
            String language,
            TrackedPart tracked,
            FlowDepartments departments,
            BatchQueue<PersonQuestion, Optional<PersonDetails>> people,
            BatchQueue<DepartmentQuestion, Optional<Department>> single) {
        this.marks = marks;
        this.language = language;
        this.tracked = tracked;
        this.departments = departments;
        this.people = people;
        this.single = single;
    }

    /** Reads everything. */
    void begin() {
        outstanding = 1;
        for (PersonId person : marks.people()) {
            outstanding++;
            people.call(new PersonQuestion(person, language), outcome -> {
                took(person, outcome);
                ended();
            });
        }
        for (DepartmentId department : marks.departments()) {
            outstanding++;
            read(department, this::ended);
        }
        ended();
    }

    private void took(PersonId person, Outcome<Optional<PersonDetails>> outcome) {
        if (outcome instanceof Outcome.Done<Optional<PersonDetails>> known) {
            known.value().ifPresentOrElse(details -> found.put(person, details), () -> left.add(person));
        } else if (marks.leavers().contains(person)) {
            // the event is proof enough where the person cannot be read
            left.add(person);
        } else if (outcome instanceof Outcome.Failed<Optional<PersonDetails>> failure) {
            problems.add(Problem.of("user " + person, failure.fault()));
        }
    }

    private void read(DepartmentId department, Runnable then) {
        single.call(new DepartmentQuestion(department, language), outcome -> {
            if (outcome instanceof Outcome.Done<Optional<Department>> known) {
                known.value()
                        .ifPresentOrElse(
                                one -> read.put(
                                        department, new TrackedDepartment(department, one.name(), one.parent())),
                                () -> gone.add(department));
            } else if (outcome instanceof Outcome.Failed<Optional<Department>> failure
                    && marks.departments().contains(department)) {
                problems.add(Problem.of("department " + department, failure.fault()));
            }
            then.run();
        });
    }

    private void ended() {
        outstanding--;
        if (outstanding > 0) {
            return;
        }
        Set<DepartmentId> ids = new LinkedHashSet<>(marks.departments());
        found.values().forEach(details -> ids.addAll(details.person().departments()));
        tracked.departments(ids, known -> {
            stored.putAll(known);
            known.values().forEach(departments::know);
            read.values().forEach(departments::know);
            gone.forEach(departments::missing);
            complete();
        });
    }

    /** Reads further departments until it is known of everyone whether they are in the flow. */
    private void complete() {
        DepartmentId needed = needed();
        if (needed == null) {
            place();
            done = true;
        } else if (++further > MOST_FURTHER_DEPARTMENTS) {
            departments.missing(needed);
            complete();
        } else {
            tracked.departments(List.of(needed), known -> {
                known.values().forEach(departments::know);
                if (departments.find(needed) != null) {
                    complete();
                    return;
                }
                read(needed, () -> {
                    TrackedDepartment one = read.get(needed);
                    if (one == null) {
                        departments.missing(needed);
                    } else {
                        departments.know(one);
                    }
                    complete();
                });
            });
        }
    }

    private @Nullable DepartmentId needed() {
        for (DepartmentId department : read.keySet()) {
            DepartmentId needed = departments.needed(department);
            if (needed != null) {
                return needed;
            }
        }
        for (PersonDetails details : found.values()) {
            List<DepartmentId> of = details.person().departments();
            // one of the flow's departments is not enough: the record is of the first one
            for (DepartmentId department : of) {
                DepartmentId needed = departments.needed(department);
                if (needed != null) {
                    return needed;
                }
            }
        }
        return null;
    }

    private void place() {
        found.forEach((id, details) -> {
            Person person = details.person();
            boolean any = false;
            // everyone is in some department, so an empty list says nothing
            boolean unknown = person.departments().isEmpty();
            for (DepartmentId department : person.departments()) {
                Place place = departments.place(department);
                if (place != null) {
                    lists.computeIfAbsent(place, none -> new ArrayList<>()).add(details.listedIn(department));
                    any = true;
                } else {
                    unknown |= !gone.contains(department) && departments.isUnknown(department);
                }
            }
            if (!any && unknown) {
                note(
                        "Not all departments of people whom events named can be read, so the next walk decides about them.");
            } else if (!any) {
                outside.add(id);
            }
        });
        for (DepartmentId department : marks.departments()) {
            boolean was = stored.containsKey(department);
            boolean is = departments.place(department) != null;
            if (was != is && !gone.contains(department)) {
                note("Department " + department + (is ? " is new in the roster" : " is no longer in the roster")
                        + ". Its people follow as events name them, and with the next walk.");
            }
        }
    }

    private void note(String note) {
        if (!notes.contains(note)) {
            notes.add(note);
        }
    }

    boolean isDone() {
        return done;
    }

    /** The people in each of the flow's departments, in the order of the walk. */
    Map<Place, List<Person>> lists() {
        return lists;
    }

    /** What is known of a department. */
    Department department(DepartmentId id) {
        TrackedDepartment known = departments.find(id);
        return new Department(
                id, known == null ? null : known.name(), known == null ? null : known.parent(), null, null);
    }

    /** The departments of the flow that are new or different. */
    List<TrackedDepartment> different() {
        return read.values().stream()
                .filter(department -> departments.place(department.id()) != null)
                .filter(department -> !department.equals(stored.get(department.id())))
                .toList();
    }

    /** The people who have left, with proof. */
    Set<PersonId> left() {
        return left;
    }

    /** The people who exist and are in none of the flow's departments. */
    Set<PersonId> outside() {
        return outside;
    }

    List<Problem> problems() {
        return problems;
    }

    List<String> notes() {
        return notes;
    }
}
