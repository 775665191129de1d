package io.rollcall.find;

import io.rollcall.find.DepartmentSearch.Found;
import io.rollcall.model.Department;
import io.rollcall.model.DepartmentId;
import io.rollcall.model.Person;
import io.rollcall.model.PersonDetails;
import io.rollcall.model.PersonId;
import io.rollcall.model.PhoneNumber;
import io.rollcall.model.SearchText;
import io.rollcall.model.UserId;
import io.rollcall.report.Problem;
import io.rollcall.task.Commands;
import io.rollcall.task.Task;
import io.rollcall.vendor.DepartmentDirectory;
import io.rollcall.vendor.DirectoryProofs;
import io.rollcall.vendor.DirectoryProofs.DepartmentQuestion;
import io.rollcall.vendor.DirectoryProofs.PersonQuestion;
import io.rollcall.vendor.Operation;
import io.rollcall.vendor.Outcome;
import io.rollcall.vendor.PeopleSearch;
import io.rollcall.vendor.Provider;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Searches a directory for people: by userId, unionId and mobile number, and if none of these is known, by a part of the name in
 * every department that the application may see. Changes nothing. Not thread-safe.
 */
public final class PersonSearch implements Task {
    /** What can be an id: DingTalk's have at most 64 characters (docs/vendors/dingtalk.md §5). */
    private static final Pattern ID = Pattern.compile("[!-~]{1,64}");

    private final Directory directory;
    private final Query query;
    private final SearchText searched;
    private final Map<PersonId, Person> people = new LinkedHashMap<>();
    private final Map<DepartmentId, String> departmentNames = new HashMap<>();
    private final List<Problem> problems = new ArrayList<>();
    private final List<DepartmentSearch> roots = new ArrayList<>();
    private Stage stage = Stage.IDS;
    private int open;
    private boolean cut;
    private @Nullable Commands commands;

    private enum Stage {
        IDS,
        ROOTS,
        NAMES,
        DEPARTMENTS,
        DONE
    }

    /** The capabilities that a search needs. */
    public record Directory(DepartmentDirectory departments, DirectoryProofs people, PeopleSearch search) {
        /** Those of a vendor; empty if it lacks one of them. */
        public static Optional<Directory> of(Provider provider) {
            return provider.capability(DepartmentDirectory.class)
                    .flatMap(departments -> provider.capability(DirectoryProofs.class)
                            .flatMap(people -> provider.capability(PeopleSearch.class)
                                    .map(search -> new Directory(departments, people, search))));
        }
    }

    /**
     * Whom to search.
     *
     * @param text an id or a part of a name; not blank
     * @param phone the text as a telephone number in E.164; null if it is none
     * @param roots the departments where the search for a name begins; empty for no such search
     * @param most the most people that are found by name
     */
    public record Query(String text, @Nullable PhoneNumber phone, List<DepartmentSearch.Query> roots, int most) {
        public Query {
            roots = List.copyOf(roots);
        }

        /** Shows no person. */
        @Override
        public String toString() {
            return "Query[" + roots + "]";
        }
    }

    public PersonSearch(Directory directory, Query query) {
        this.directory = directory;
        this.query = query;
        this.searched = SearchText.of(query.text());
    }

    /** The people who were found, each once. */
    public List<Person> people() {
        return List.copyOf(people.values());
    }

    /** The names of departments, as far as they are known. */
    public Map<DepartmentId, String> departmentNames() {
        return Map.copyOf(departmentNames);
    }

    /** Whether there are more people with this name than were wanted. */
    public boolean isCut() {
        return cut;
    }

    /** What could not be read, so that people may be missing. */
    public List<Problem> problems() {
        return List.copyOf(problems);
    }

    @Override
    public void begin(Commands first) {
        commands = first;
        PhoneNumber phone = query.phone();
        if (phone != null) {
            call(directory.search().byMobile(), phone, "the mobile number", ids -> ids.forEach(this::read));
        }
        if (ID.matcher(query.text()).matches() && !query.text().startsWith("+")) {
            read(new PersonId(query.text()));
            call(
                    directory.search().byUserId(),
                    new UserId(query.text()),
                    "the unionId",
                    ids -> ids.forEach(this::read));
        }
        if (open == 0) {
            next();
        }
    }

    @Override
    public void abort(Problem problem) {
        problems.add(problem);
        commands = null;
    }

    private void read(PersonId id) {
        call(directory.people().person(), new PersonQuestion(id, language()), "the userId", details -> details.map(
                        PersonDetails::person)
                .ifPresent(person -> people.put(person.id(), person)));
    }

    private String language() {
        return directory.departments().firstPage(new DepartmentId(1)).language();
    }

    /** Takes a person whose name was read, if it is one that is searched. */
    void offer(Person person) {
        String name = person.name();
        if (name == null
                || searched.isEmpty()
                || !SearchText.of(name).contains(searched)
                || people.containsKey(person.id())) {
            return;
        }
        if (people.size() < query.most()) {
            people.put(person.id(), person);
        } else {
            cut = true;
        }
    }

    /** Whether enough people are found, so that no more need be read. */
    boolean isEnough() {
        return cut;
    }

    void name(Department department) {
        if (department.name() != null) {
            departmentNames.put(department.id(), department.name());
        }
    }

    void problem(Problem problem) {
        problems.add(problem);
    }

    /**
     * Calls the directory; when its last call has ended, the next stage begins.
     *
     * @param subject for problems; names no person
     */
    <I, O> void call(Operation<I, O> operation, I input, String subject, Consumer<O> then) {
        call(operation, input, outcome -> {
            if (outcome instanceof Outcome.Failed<O> failed) {
                problems.add(Problem.of(subject, failed.fault()));
            } else {
                Outcome.Done<O> done = (Outcome.Done<O>) outcome;
                problems.addAll(Problem.ofSkipped(subject, done.skipped(), done.requestId()));
                then.accept(done.value());
            }
        });
    }

    private <I, O> void call(Operation<I, O> operation, I input, Consumer<Outcome<O>> then) {
        open++;
        Objects.requireNonNull(commands, "the search has begun").call(operation, input, outcome -> {
            open--;
            then.accept(outcome);
            if (open == 0) {
                next();
            }
        });
    }

    private void next() {
        switch (stage) {
            case IDS -> {
                stage = Stage.ROOTS;
                if (people.isEmpty()) {
                    query.roots().forEach(this::findRoots);
                }
                if (open == 0) {
                    next();
                }
            }
            case ROOTS -> {
                stage = Stage.NAMES;
                roots.forEach(search -> problems.addAll(search.problems()));
                List<DepartmentId> found = roots.stream()
                        .flatMap(search -> search.found().stream())
                        .map(Found::id)
                        .distinct()
                        .toList();
                if (found.isEmpty()) {
                    next();
                } else {
                    new NameWalk(this, directory.departments()).begin(found);
                }
            }
            case NAMES -> {
                stage = Stage.DEPARTMENTS;
                if (!readDepartmentNames()) {
                    stage = Stage.DONE;
                }
            }
            case DEPARTMENTS, DONE -> stage = Stage.DONE;
        }
    }

    private void findRoots(DepartmentSearch.Query departments) {
        DepartmentSearch search = new DepartmentSearch(
                departments, (question, then) -> call(directory.departments().subDepartments(), question, then));
        roots.add(search);
        search.begin(() -> {});
    }

    private boolean readDepartmentNames() {
        List<DepartmentId> unnamed = people.values().stream()
                .map(Person::departments)
                .flatMap(Collection::stream)
                .distinct()
                .filter(id -> !departmentNames.containsKey(id))
                .toList();
        // a name that cannot be read is no problem: the id is shown
        unnamed.forEach(id -> {
            open++;
            Objects.requireNonNull(commands, "the search has begun")
                    .call(directory.people().department(), new DepartmentQuestion(id, language()), outcome -> {
                        open--;
                        if (outcome instanceof Outcome.Done<Optional<Department>> done) {
                            done.value().ifPresent(this::name);
                        }
                    });
        });
        return !unnamed.isEmpty();
    }
}
