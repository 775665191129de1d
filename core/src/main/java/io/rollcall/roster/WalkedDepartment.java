package io.rollcall.roster;

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

    private final DepartmentId id;
    private int rank = UNPLACED;

    /** The departments below it that are walked; null until they are known, and again after they took their places. */
    @Nullable List<DepartmentId> children;

    /** The ids below it, whether they may be seen or not; null until they are known. */
    @Nullable List<DepartmentId> named;

    /** Whether the list of its visible departments had rows that could not be read. */
    boolean childrenSkipped;

    /** Lists of the departments below that are still to come. */
    int listingsToCome;

    /** Whether all its people that could be read were taken in. */
    boolean consumed;

    /** The level on which it was found; the roots are on level 1. */
    private final int depth;

    /** Who was read, while pages that promise more come: each must bring somebody new. */
    private @Nullable Set<PersonId> seen;

    private final List<Problem> skipped = new ArrayList<>();
    private @Nullable Fault pagesFault;
    private @Nullable Fault childrenFault;
    private @Nullable Fault namedFault;

    /** Pages that were read and not consumed. */
    final Deque<List<Person>> pages = new ArrayDeque<>(2);

    PageState state = PageState.UNREAD;

    /** The cursor of the page that is asked for or wanted next. */
    long cursor;

    /** People of this department that are buffered or on their way. */
    int held;

    WalkedDepartment(DepartmentId id, int depth) {
        this.id = id;
        this.depth = depth;
    }

    int depth() {
        return depth;
    }

    /** Takes rows that could not be read into its problems. */
    <O> void skipped(Outcome.Done<O> done) {
        skipped.addAll(Problem.ofSkipped(subject(id), done.skipped(), done.requestId()));
    }

    /** Whether it has a problem. */
    boolean hasProblems() {
        return !skipped.isEmpty() || pagesFault != null || childrenFault != null || namedFault != null;
    }

    /** Notes who is on a page that promises another one; whether anybody was on no page before. */
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

    /** No page comes any more. */
    void endPages() {
        state = PageState.ENDED;
        seen = null;
    }

    /** How far the reading of a department's pages is. */
    enum PageState {
        UNREAD,
        ASKING,
        WANTING,
        ENDED
    }

    DepartmentId id() {
        return id;
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

    /** Whether no page comes any more. */
    boolean hasEnded() {
        return state == PageState.ENDED;
    }

    /** Whether all its people were read; meaningful once the pages have ended. */
    boolean isReadWhole() {
        return pagesFault == null;
    }

    /** What went wrong with it; one cause that several calls met is named once. */
    List<Problem> problems() {
        List<Problem> problems = new ArrayList<>(skipped);
        for (Fault fault : new @Nullable Fault[] {pagesFault, childrenFault, namedFault}) {
            if (fault != null) {
                Problem problem = Problem.of(subject(id), fault);
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
