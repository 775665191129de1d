package io.rollcall.roster;

import io.rollcall.model.Department;
import io.rollcall.model.DepartmentId;
import io.rollcall.report.Problem;
import io.rollcall.vendor.DepartmentDirectory.SubDepartments;
import io.rollcall.vendor.Fault;
import io.rollcall.vendor.ListLimits;
import io.rollcall.vendor.Outcome;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The departments of a run and their order: level by level, ids ascending in a level, each department once, in the first
 * level that has it. Not thread-safe.
 *
 * <p>A level takes its place in the order once all lists of the level above are there. The lists of a department are
 * requested as soon as it is discovered, long before its place is known, so that no vendor is idle between two levels: first
 * the id list, which shows all departments. Most departments have none below them, and need no second list.
 *
 * <p>A department that the id list of its parent names and the parent's scoped list hides is no part of the walk; it
 * is a problem, and its own ids are read, so that everything missing below it is named too. If the scoped list,
 * or a row of it, cannot be read, it is unknown what it hides: the departments of the id list are then walked, and those
 * that cannot be read become problems of their own.
 */
final class DepartmentWalk {
    private final BatchQueue<SubDepartments, List<Department>> lists;
    private final BatchQueue<DepartmentId, List<DepartmentId>> idLists;
    private final boolean recursive;
    private final String language;
    private final Consumer<Problem> publish;

    private final ExcludedDepartments excluded;
    private final WalkOrder order;
    private final Map<DepartmentId, WalkedDepartment> discovered = new HashMap<>();
    private final Deque<WalkedDepartment> next = new ArrayDeque<>();
    private List<WalkedDepartment> level = List.of();
    private int unlisted;
    private boolean ended;

    private final List<WalkedDepartment> faulty = new ArrayList<>();
    private final Map<DepartmentId, @Nullable Fault> hidden = new TreeMap<>();
    private int found;
    private @Nullable Problem tooMany;
    private @Nullable Problem tooDeep;

    /** @param publish receives the problems of a department once no more can come */
    DepartmentWalk(
            BatchQueue<SubDepartments, List<Department>> lists,
            BatchQueue<DepartmentId, List<DepartmentId>> idLists,
            boolean recursive,
            String language,
            ExcludedDepartments excluded,
            WalkOrder order,
            Consumer<Problem> publish) {
        this.lists = lists;
        this.idLists = idLists;
        this.recursive = recursive;
        this.language = language;
        this.excluded = excluded;
        this.order = order;
        this.publish = publish;
    }

    void begin(List<DepartmentId> roots) {
        roots.forEach(root -> discover(known(root, null), 1));
        place(roots);
    }

    /** Whether the next department of the order is known, or that there is none. */
    boolean isNextKnown() {
        return ended || !next.isEmpty();
    }

    /** The next department of the order; null if it is not known yet, and at the end. */
    @Nullable WalkedDepartment poll() {
        return next.poll();
    }

    /** Whether a call for {@link #poll} would find a department. */
    boolean hasNext() {
        return !next.isEmpty();
    }

    /** Whether no call is outstanding. */
    boolean isDone() {
        return ended && lists.isIdle() && idLists.isIdle();
    }

    /** Every page of the department that could be read was handed on. */
    void consumed(WalkedDepartment department) {
        department.consumed = true;
        noteProblems(department);
        publishOnceSettled(department);
    }

    private void noteProblems(WalkedDepartment department) {
        if (department.hasProblems()) {
            faulty.add(department);
        }
    }

    // of several calls that met one cause the report names one, so no problem is certain before all have ended
    private void publishOnceSettled(WalkedDepartment department) {
        if (department.consumed && department.listingsToCome == 0) {
            department.problems().forEach(publish);
        }
    }

    /** What is missing, in the walk's order, then the hidden departments by id. */
    List<Problem> problems() {
        List<Problem> problems = new ArrayList<>();
        faulty.stream()
                .distinct()
                .sorted(Comparator.comparingInt(WalkedDepartment::rank))
                .forEach(department -> problems.addAll(department.problems()));
        Stream.of(tooMany, tooDeep).filter(Objects::nonNull).forEach(problems::add);
        hidden.forEach((id, fault) -> {
            // a department that another list shows was walked
            if (!order.contains(id)) {
                problems.add(new Problem(
                        WalkedDepartment.subject(id),
                        Fault.Kind.PERMISSION,
                        null,
                        null,
                        "The application may not see this department, so its people are missing: widen the"
                                + " application's contact scope to include it."));
                if (fault != null && fault.kind() != Fault.Kind.PERMISSION) {
                    problems.add(Problem.of(WalkedDepartment.subject(id), fault));
                }
            }
        });
        return problems;
    }

    /** Whether a department is within the limits; if not, the run has one problem that says so. */
    private boolean isWithinLimits(DepartmentId id, int depth) {
        if (found >= ListLimits.MOST_DEPARTMENTS) {
            if (tooMany == null) {
                tooMany = limit(id, "Rollcall reads at most " + ListLimits.MOST_DEPARTMENTS + " departments in a run");
            }
            return false;
        }
        if (depth > ListLimits.DEEPEST_DEPARTMENT) {
            if (tooDeep == null) {
                tooDeep =
                        limit(id, "Rollcall reads at most " + ListLimits.DEEPEST_DEPARTMENT + " levels of departments");
            }
            return false;
        }
        found++;
        return true;
    }

    private static Problem limit(DepartmentId id, String limit) {
        return new Problem(
                WalkedDepartment.subject(id),
                Fault.Kind.UNREADABLE,
                null,
                null,
                limit + ". This department is beyond that limit; it and further ones are missing. Check in the vendor's"
                        + " console whether they are real, and name fewer departments in the flow's configuration.");
    }

    private static Department known(DepartmentId id, @Nullable DepartmentId parent) {
        return new Department(id, null, parent, null, null);
    }

    private void discover(Department shown, int depth) {
        DepartmentId id = shown.id();
        boolean known = order.contains(id) || discovered.containsKey(id) || excluded.contains(id);
        if (known || !isWithinLimits(id, depth)) {
            return;
        }
        WalkedDepartment department = new WalkedDepartment(shown, depth);
        discovered.put(id, department);
        if (recursive) {
            department.listingsToCome = 1;
            idLists.call(id, outcome -> idsListed(department, outcome));
        }
    }

    private void childrenListed(WalkedDepartment department, Outcome<List<Department>> outcome) {
        if (outcome instanceof Outcome.Done<List<Department>> done) {
            List<DepartmentId> children = new ArrayList<>(done.value().size());
            done.value().forEach(child -> children.add(child.id()));
            department.children = children;
            department.skipped(done);
            department.childrenSkipped = !done.skipped().isEmpty();
            noteProblems(department);
            excluded.note(department.id(), done.value());
            done.value().forEach(child -> discover(child, department.depth() + 1));
        } else if (outcome instanceof Outcome.Failed<List<Department>> failed) {
            department.childrenFailed(failed.fault());
            faulty.add(department);
        }
        listed(department);
    }

    private void idsListed(WalkedDepartment department, Outcome<List<DepartmentId>> outcome) {
        if (outcome instanceof Outcome.Done<List<DepartmentId>> done) {
            department.named = done.value();
            department.skipped(done);
            noteProblems(department);
        } else if (outcome instanceof Outcome.Failed<List<DepartmentId>> failed) {
            department.namedFailed(failed.fault());
            faulty.add(department);
        }
        if (department.isLeaf()) {
            department.children = List.of();
        } else {
            department.listingsToCome++;
            lists.call(new SubDepartments(department.id(), language), listed -> childrenListed(department, listed));
        }
        listed(department);
    }

    private void listed(WalkedDepartment department) {
        if (--department.listingsToCome > 0) {
            return;
        }
        publishOnceSettled(department);
        List<DepartmentId> named = department.named == null ? List.of() : department.named;
        department.named = null;
        if (department.childrenUnknown()) {
            List<DepartmentId> children =
                    new ArrayList<>(department.children == null ? List.of() : department.children);
            children.addAll(named);
            department.children = children;
            named.forEach(child -> discover(known(child, department.id()), department.depth() + 1));
        } else if (department.children != null) {
            Set<DepartmentId> shown = new HashSet<>(department.children);
            for (DepartmentId id : named) {
                if (!shown.contains(id)) {
                    hide(id, department.depth() + 1);
                }
            }
        }
        if (department.isPlaced() && --unlisted == 0) {
            placeNextLevel();
        }
    }

    private void hide(DepartmentId id, int depth) {
        boolean known = order.contains(id) || discovered.containsKey(id) || hidden.containsKey(id);
        if (known || excluded.contains(id) || !isWithinLimits(id, depth)) {
            return;
        }
        hidden.put(id, null);
        idLists.call(id, outcome -> {
            if (outcome instanceof Outcome.Done<List<DepartmentId>> done) {
                done.value().forEach(child -> hide(child, depth + 1));
            } else if (outcome instanceof Outcome.Failed<List<DepartmentId>> failed) {
                hidden.put(id, failed.fault());
            }
        });
    }

    private void placeNextLevel() {
        List<DepartmentId> below = new ArrayList<>();
        do {
            below.clear();
            for (WalkedDepartment department : level) {
                if (department.children != null) {
                    below.addAll(department.children);
                    department.children = null;
                }
            }
        } while (place(below));
    }

    /** Gives the departments that have no place yet theirs; true if all their lists are there already. */
    private boolean place(List<DepartmentId> ids) {
        level = new ArrayList<>();
        unlisted = 0;
        for (DepartmentId id : new LinkedHashSet<>(ids.stream().sorted().toList())) {
            WalkedDepartment department = discovered.remove(id);
            if (department != null) {
                department.place(order.add(id));
                level.add(department);
                next.add(department);
                unlisted += department.listingsToCome > 0 ? 1 : 0;
            }
        }
        ended = level.isEmpty() || !recursive;
        return !ended && unlisted == 0;
    }
}
