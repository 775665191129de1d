package io.rollcall.roster;

import io.rollcall.model.Department;
import io.rollcall.model.DepartmentId;
import io.rollcall.report.Problem;
import io.rollcall.vendor.DepartmentDirectory.SubDepartments;
import io.rollcall.vendor.Fault;
import io.rollcall.vendor.ListLimits;
import io.rollcall.vendor.Outcome;
import java.util.ArrayList;
import java.util.Comparator;
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
 * Which departments there are, and in which order: level by level, ids ascending in a level, each department once, in
 * the first level that has it.
 *
 * <p>A level takes its place in the order once all lists of the level above are there. The lists of a department are
 * asked for as soon as it is discovered, long before its place is known, so that level borders never idle a vendor.
 *
 * <p>A department that the id list of its parent names and the parent's scoped list hides is no part of the walk; it
 * is a problem, and its own ids are read, so that everything missing below it is named too. Where the scoped list,
 * or a row of it, cannot be read, nobody knows what it hides: the departments of the id list are then walked, and what cannot
 * be read of them says so itself.
 */
final class DepartmentWalk {
    private final BatchQueue<SubDepartments, List<Department>> lists;
    private final BatchQueue<DepartmentId, List<DepartmentId>> idLists;
    private final boolean recursive;
    private final String language;
    private final PageReader pages;
    private final Consumer<Problem> announce;

    private final Set<DepartmentId> placed = new HashSet<>();
    private final Map<DepartmentId, WalkedDepartment> discovered = new HashMap<>();
    private final DepartmentRanks ranks;
    private List<WalkedDepartment> level = List.of();
    private int unlisted;
    private boolean ended;

    private final List<WalkedDepartment> faulty = new ArrayList<>();
    private final Map<DepartmentId, @Nullable Fault> hidden = new TreeMap<>();
    private int found;
    private @Nullable Problem tooMany;
    private @Nullable Problem tooDeep;

    /** @param announce told of a department's problems once no more can come */
    DepartmentWalk(
            BatchQueue<SubDepartments, List<Department>> lists,
            BatchQueue<DepartmentId, List<DepartmentId>> idLists,
            boolean recursive,
            String language,
            PageReader pages,
            DepartmentRanks ranks,
            Consumer<Problem> announce) {
        this.lists = lists;
        this.idLists = idLists;
        this.recursive = recursive;
        this.language = language;
        this.pages = pages;
        this.ranks = ranks;
        this.announce = announce;
    }

    void begin(List<DepartmentId> roots) {
        roots.forEach(root -> discover(root, 1));
        open(roots);
    }

    /** Whether the order is known to its end. */
    boolean hasWholeOrder() {
        return ended;
    }

    /** Whether nothing is asked any more. */
    boolean isDone() {
        return ended && lists.isIdle() && idLists.isIdle();
    }

    /** All people of a department that could be read were taken in. */
    void consumed(WalkedDepartment department) {
        department.consumed = true;
        noteProblems(department);
        announceOnceSettled(department);
    }

    private void noteProblems(WalkedDepartment department) {
        if (department.hasProblems()) {
            faulty.add(department);
        }
    }

    // of several calls that met one cause the report names one, so nothing is certain before all were answered
    private void announceOnceSettled(WalkedDepartment department) {
        if (department.consumed && department.listingsToCome == 0) {
            department.problems().forEach(announce);
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
            // one that another department's list shows after all was walked
            if (!placed.contains(id)) {
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

    /** Whether a department may be read; where it may not, the run has a problem that says so once. */
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

    private void discover(DepartmentId id, int depth) {
        if (placed.contains(id) || discovered.containsKey(id) || !isWithinLimits(id, depth)) {
            return;
        }
        WalkedDepartment department = new WalkedDepartment(id, depth);
        discovered.put(id, department);
        pages.foresee(department);
        if (recursive) {
            department.listingsToCome = 2;
            lists.ask(new SubDepartments(id, language), outcome -> listed(department, outcome));
            idLists.ask(id, outcome -> named(department, outcome));
        }
    }

    private void listed(WalkedDepartment department, Outcome<List<Department>> outcome) {
        if (outcome instanceof Outcome.Done<List<Department>> done) {
            List<DepartmentId> children = new ArrayList<>(done.value().size());
            done.value().forEach(child -> children.add(child.id()));
            department.children = children;
            department.skipped(done);
            department.childrenSkipped = !done.skipped().isEmpty();
            noteProblems(department);
            children.forEach(child -> discover(child, department.depth() + 1));
        } else if (outcome instanceof Outcome.Failed<List<Department>> failed) {
            department.childrenFailed(failed.fault());
            faulty.add(department);
        }
        answered(department);
    }

    private void named(WalkedDepartment department, Outcome<List<DepartmentId>> outcome) {
        if (outcome instanceof Outcome.Done<List<DepartmentId>> done) {
            department.named = done.value();
            department.skipped(done);
            noteProblems(department);
        } else if (outcome instanceof Outcome.Failed<List<DepartmentId>> failed) {
            department.namedFailed(failed.fault());
            faulty.add(department);
        }
        answered(department);
    }

    private void answered(WalkedDepartment department) {
        if (--department.listingsToCome > 0) {
            return;
        }
        announceOnceSettled(department);
        List<DepartmentId> named = department.named == null ? List.of() : department.named;
        department.named = null;
        if (department.childrenUnknown()) {
            List<DepartmentId> children =
                    new ArrayList<>(department.children == null ? List.of() : department.children);
            children.addAll(named);
            department.children = children;
            named.forEach(child -> discover(child, department.depth() + 1));
        } else if (department.children != null) {
            Set<DepartmentId> shown = new HashSet<>(department.children);
            for (DepartmentId id : named) {
                if (!shown.contains(id)) {
                    hide(id, department.depth() + 1);
                }
            }
        }
        if (department.isPlaced() && --unlisted == 0) {
            close();
        }
    }

    private void hide(DepartmentId id, int depth) {
        boolean known = placed.contains(id) || discovered.containsKey(id) || hidden.containsKey(id);
        if (known || !isWithinLimits(id, depth)) {
            return;
        }
        hidden.put(id, null);
        idLists.ask(id, outcome -> {
            if (outcome instanceof Outcome.Done<List<DepartmentId>> done) {
                done.value().forEach(child -> hide(child, depth + 1));
            } else if (outcome instanceof Outcome.Failed<List<DepartmentId>> failed) {
                hidden.put(id, failed.fault());
            }
        });
    }

    private void close() {
        List<DepartmentId> next = new ArrayList<>();
        do {
            next.clear();
            for (WalkedDepartment department : level) {
                if (department.children != null) {
                    next.addAll(department.children);
                    department.children = null;
                }
            }
        } while (open(next));
    }

    /** Gives the departments that have no place yet theirs; true where all their lists are there already. */
    private boolean open(List<DepartmentId> ids) {
        level = new ArrayList<>();
        unlisted = 0;
        for (DepartmentId id : new LinkedHashSet<>(ids.stream().sorted().toList())) {
            WalkedDepartment department = discovered.remove(id);
            if (department != null) {
                placed.add(id);
                department.place(ranks.add(id));
                level.add(department);
                pages.inOrder(department);
                unlisted += department.listingsToCome > 0 ? 1 : 0;
            }
        }
        ended = level.isEmpty() || !recursive;
        return !ended && unlisted == 0;
    }
}
