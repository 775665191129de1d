package io.rollcall.find;

import io.rollcall.json.Sanitizer;
import io.rollcall.model.Department;
import io.rollcall.model.DepartmentId;
import io.rollcall.model.DepartmentPath;
import io.rollcall.model.DepartmentReference;
import io.rollcall.report.Problem;
import io.rollcall.setting.Suggestions;
import io.rollcall.vendor.DepartmentDirectory.SubDepartments;
import io.rollcall.vendor.Fault;
import io.rollcall.vendor.Outcome;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Finds the departments that a configuration names. An id is taken as it is; for a path, it reads the departments below each
 * department on the path, each list once. A path that leads to no department, or to more than one, is a problem. Not
 * thread-safe.
 */
public final class DepartmentSearch {
    private static final DepartmentId COMPANY = new DepartmentId(1);
    private static final int MOST_SUGGESTED = 3;

    private final Query query;
    private final Directory directory;
    private final Map<DepartmentId, Listing> listings = new HashMap<>();
    private final Map<Integer, Found> found = new TreeMap<>();
    private final Map<Integer, List<Problem>> problems = new TreeMap<>();
    private int open;
    private @Nullable Runnable then;

    /**
     * Which departments to find.
     *
     * @param language the directory's word for the language of the names
     */
    public record Query(List<DepartmentReference> departments, String language) {
        public Query {
            departments = List.copyOf(departments);
        }

        /** Whether any department is named by its path, so that a search reads the directory. */
        public boolean hasPaths() {
            return departments.stream().anyMatch(DepartmentPath.class::isInstance);
        }
    }

    /** A department, and how the configuration names it. */
    public record Found(DepartmentReference reference, DepartmentId id) {}

    /** Reads the departments below one. */
    @FunctionalInterface
    public interface Directory {
        /** @param then receives the outcome, at once or later, on the thread of the search */
        void list(SubDepartments question, Consumer<Outcome<List<Department>>> then);
    }

    /** A list of departments that is read or has been. */
    private static final class Listing {
        private final List<Consumer<Outcome<List<Department>>>> waiting = new ArrayList<>();
        private @Nullable Outcome<List<Department>> outcome;
    }

    public DepartmentSearch(Query query, Directory directory) {
        this.query = query;
        this.directory = directory;
    }

    /** Starts the search. @param whenDone runs once everything is found or a problem; at once if nothing is to be read */
    public void begin(Runnable whenDone) {
        then = whenDone;
        List<DepartmentReference> named = query.departments();
        open = named.size() + 1;
        for (int i = 0; i < named.size(); i++) {
            if (named.get(i) instanceof DepartmentPath path) {
                descend(i, path, COMPANY, 1);
            } else if (named.get(i) instanceof DepartmentId id) {
                found(i, id);
            }
        }
        ended();
    }

    /** The departments that were found, in the order of the query. */
    public List<Found> found() {
        return List.copyOf(found.values());
    }

    /** Why others were not found, in the order of the query. */
    public List<Problem> problems() {
        return problems.values().stream().flatMap(List::stream).toList();
    }

    private void descend(int index, DepartmentPath path, DepartmentId above, int next) {
        if (next == path.names().size()) {
            found(index, above);
        } else {
            list(above, outcome -> choose(index, path, next, outcome));
        }
    }

    private void list(DepartmentId parent, Consumer<Outcome<List<Department>>> reader) {
        Listing known = listings.get(parent);
        if (known == null) {
            Listing listing = new Listing();
            listing.waiting.add(reader);
            listings.put(parent, listing);
            directory.list(new SubDepartments(parent, query.language()), outcome -> {
                listing.outcome = outcome;
                listing.waiting.forEach(waiting -> waiting.accept(outcome));
            });
        } else if (known.outcome == null) {
            known.waiting.add(reader);
        } else {
            reader.accept(known.outcome);
        }
    }

    private void choose(int index, DepartmentPath path, int next, Outcome<List<Department>> outcome) {
        String subject = "department " + path;
        if (outcome instanceof Outcome.Failed<List<Department>> failed) {
            failed(index, List.of(Problem.of(subject, failed.fault())));
            return;
        }
        Outcome.Done<List<Department>> done = (Outcome.Done<List<Department>>) outcome;
        String name = path.names().get(next);
        List<Department> matching = done.value().stream()
                .filter(department -> name.equals(department.name()))
                .toList();
        if (matching.size() == 1) {
            descend(index, path, matching.get(0).id(), next + 1);
            return;
        }
        List<Problem> why = new ArrayList<>();
        why.add(problem(
                subject, matching.isEmpty() ? missing(path, next, done.value()) : ambiguous(path, next, matching)));
        why.addAll(Problem.ofSkipped(subject, done.skipped(), done.requestId()));
        failed(index, why);
    }

    private static Problem problem(String subject, String message) {
        return new Problem(subject, Fault.Kind.NOT_FOUND, "path", null, message);
    }

    private static String missing(DepartmentPath path, int next, List<Department> others) {
        String name = path.names().get(next);
        List<String> nearest = Suggestions.nearest(
                name,
                others.stream()
                        .map(Department::name)
                        .filter(Objects::nonNull)
                        .map(Sanitizer::words)
                        .toList(),
                MOST_SUGGESTED);
        String there =
                switch (nearest.size()) {
                    case 0 -> "There is no department below it that the application may see. ";
                    case 1 -> "The nearest name there is " + nearest.get(0) + ". ";
                    default -> "The nearest names there are " + String.join(", ", nearest) + ". ";
                };
        return path.first(next) + " has no department " + name + " that the application may see. " + there
                + "Correct the path in departments, name the department by its id, or widen the application's contact"
                + " scope.";
    }

    private static String ambiguous(DepartmentPath path, int next, List<Department> matching) {
        return "Several departments have the path " + path.first(next + 1) + ": "
                + matching.stream()
                        .map(Department::id)
                        .sorted()
                        .map(DepartmentId::toString)
                        .collect(Collectors.joining(", "))
                + ". Name the department by its id in departments.";
    }

    private void found(int index, DepartmentId id) {
        found.put(index, new Found(query.departments().get(index), id));
        ended();
    }

    private void failed(int index, List<Problem> why) {
        problems.put(index, why);
        ended();
    }

    private void ended() {
        open--;
        if (open == 0 && then != null) {
            then.run();
        }
    }
}
