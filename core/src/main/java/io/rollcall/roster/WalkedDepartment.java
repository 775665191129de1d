package io.rollcall.roster;

import io.rollcall.model.Department;
import io.rollcall.model.DepartmentId;
import io.rollcall.model.Person;
import io.rollcall.model.PersonId;
import io.rollcall.report.Problem;
import io.rollcall.vendor.Fault;
import io.rollcall.vendor.Outcome;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A department of the walk: what is known of the departments below it, and its pages as far as they were read. */
final class WalkedDepartment {
    private static final int UNPLACED = -1;

    private final Department department;
    private final int depth;
    private int rank = UNPLACED;

    /** The departments below it that are walked; null until they are known, and again after they took their places. */
    @Nullable List<DepartmentId> children;

    /** The ids below it, whether the application may see them or not; null until they are known. */
    @Nullable List<DepartmentId> named;

    /** Whether the list of its visible departments had rows that could not be read. */
    boolean childrenSkipped;

    /** Lists of the departments below whose responses are still to come. */
    int listingsToCome;

    /** Whether every page of it that could be read was handed on. */
    boolean consumed;

    /** The people of pages that promise more: each such page must bring someone new. */
    private @Nullable Set<PersonId> seen;

    private boolean peopleSkipped;

    private final List<Problem> skipped = new ArrayList<>();
    private @Nullable Fault pagesFault;
    private @Nullable Fault childrenFault;
    private @Nullable Fault namedFault;

    /** Pages that were read and not handed on. */
    final Deque<List<Person>> pages = new ArrayDeque<>(2);

    private boolean ended;

    /** The cursor of the page that is requested or will be requested next. */
    long cursor;

    /** @param depth the level on which it was found; the roots are on level 1 */
    WalkedDepartment(Department department, int depth) {
        this.department = department;
        this.depth = depth;
    }

    int depth() {
        return depth;
    }

    /** Adds rows that could not be read to its problems. */
    <O> void skipped(Outcome.Done<O> done) {
        skipped.addAll(Problem.ofSkipped(subject(id()), done.skipped(), done.requestId()));
    }

    /** Adds people who could not be read to its problems. */
    <O> void peopleSkipped(Outcome.Done<O> done) {
        skipped(done);
        peopleSkipped |= !done.skipped().isEmpty();
    }

    /** Whether everyone in it was read; meaningful once the pages have ended. */
    boolean hasEveryone() {
        return isReadWhole() && !peopleSkipped;
    }

    /** Whether it has a problem. */
    boolean hasProblems() {
        return !skipped.isEmpty() || pagesFault != null || childrenFault != null || namedFault != null;
    }

    /** Remembers the people of a page that promises another one; whether any of them was on no page before. */
    boolean anyNew(List<Person> page) {
        if (seen == null) {
            seen = new HashSet<>();
        }
        boolean anyNew = false;
        for (Person person : page) {
            anyNew |= seen.add(person.id());
        }
        return anyNew;
    }

    /** How many people were on the pages that promised another one. */
    int seen() {
        return seen == null ? 0 : seen.size();
    }

    /** No further page will be read. */
    void endPages() {
        ended = true;
        seen = null;
    }

    DepartmentId id() {
        return department.id();
    }

    /** The department as its parent's list shows it. */
    Department department() {
        return department;
    }

    /** Its place in the walk's order, from 0. */
    int rank() {
        return rank;
    }

    /** Whether its place in the walk's order is known. */
    boolean isPlaced() {
        return rank != UNPLACED;
    }

    void place(int place) {
        rank = place;
    }

    void pagesFailed(Fault fault) {
        pagesFault = fault;
        endPages();
    }

    void childrenFailed(Fault fault) {
        childrenFault = fault;
    }

    void namedFailed(Fault fault) {
        namedFault = fault;
    }

    /** Whether the list of its visible departments, or a row of it, could not be read. */
    boolean childrenUnknown() {
        return childrenFault != null || childrenSkipped;
    }

    /** Whether its id list was read whole and names no department below it. */
    boolean isLeaf() {
        return named != null && named.isEmpty() && skipped.isEmpty();
    }

    /** Whether all pages were read that can be read. */
    boolean hasEnded() {
        return ended;
    }

    /** Whether all its people were read; meaningful once the pages have ended. */
    boolean isReadWhole() {
        return pagesFault == null;
    }

    /** Its problems; one cause that several calls met is named once. */
    List<Problem> problems() {
        List<Problem> problems = new ArrayList<>(skipped);
        for (Fault fault : new @Nullable Fault[] {pagesFault, childrenFault, namedFault}) {
            if (fault != null) {
                Problem problem = Problem.of(subject(id()), fault);
                if (problems.stream().skip(skipped.size()).noneMatch(known -> sameCause(known, problem))) {
                    problems.add(problem);
                }
            }
        }
        return problems;
    }

    static String subject(DepartmentId id) {
        return "department " + id;
    }

    private static boolean sameCause(Problem one, Problem other) {
        return one.fault() == other.fault() && Objects.equals(one.code(), other.code());
    }
}
