package io.rollcall.app;

import io.rollcall.app.control.RosterSearch;
import io.rollcall.app.text.Candidate;
import io.rollcall.camel.Rollcall;
import io.rollcall.config.RollcallConfig;
import io.rollcall.find.DepartmentSearch;
import io.rollcall.find.PersonSearch;
import io.rollcall.find.PersonSearch.Directory;
import io.rollcall.find.PersonSearch.Query;
import io.rollcall.model.DepartmentId;
import io.rollcall.report.Problem;
import io.rollcall.roster.RosterConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Searches people in the directories of all accounts that can be searched. Used by one thread. */
final class DirectorySearch {
    private static final DepartmentSearch.Query WHOLE_COMPANY =
            new DepartmentSearch.Query(List.of(new DepartmentId(1)), "");

    private final RollcallConfig config;
    private final boolean byName;
    private final Map<String, Directory> directories = new TreeMap<>();
    private final List<Problem> problems = new ArrayList<>();

    /** @param byName whether names are searched in all departments */
    DirectorySearch(RollcallConfig config, boolean byName) {
        this.config = config;
        this.byName = byName;
        config.applications().forEach((account, application) -> Directory.of(application.provider())
                .ifPresent(directory -> directories.put(account, directory)));
    }

    /** Whether any account can be searched. */
    boolean isPossible() {
        return !directories.isEmpty();
    }

    /** What could not be read. */
    List<Problem> problems() {
        return List.copyOf(problems);
    }

    List<Candidate> find(Rollcall rollcall, String text, int most) {
        List<Candidate> found = new ArrayList<>();
        directories.forEach((account, directory) -> {
            PersonSearch search = new PersonSearch(
                    directory,
                    new Query(
                            text,
                            RosterSearch.phone(text, config.phoneRegion()).orElse(null),
                            byName ? roots(account) : List.of(),
                            most));
            rollcall.find(search);
            search.people().forEach(person -> found.add(Candidate.of(text, person, search.departmentNames())));
            problems.addAll(search.problems());
        });
        return found;
    }

    /** Where the roster flows of the account begin: the application may see those departments. */
    private List<DepartmentSearch.Query> roots(String account) {
        List<DepartmentSearch.Query> roots = config.flows().stream()
                .filter(RosterConfig.class::isInstance)
                .map(RosterConfig.class::cast)
                .filter(roster -> roster.directoryProvider().equals(account))
                .map(RosterConfig::start)
                .distinct()
                .toList();
        return roots.isEmpty() ? List.of(WHOLE_COMPANY) : roots;
    }
}
