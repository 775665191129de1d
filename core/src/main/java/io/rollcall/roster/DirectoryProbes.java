package io.rollcall.roster;

import io.rollcall.check.CheckTask;
import io.rollcall.check.Probe;
import io.rollcall.check.ProbePlan;
import io.rollcall.find.DepartmentSearch;
import io.rollcall.model.DepartmentId;
import io.rollcall.model.DepartmentReference;
import io.rollcall.model.Person;
import io.rollcall.model.UserDetails;
import io.rollcall.report.Problem;
import io.rollcall.task.Commands;
import io.rollcall.vendor.Application;
import io.rollcall.vendor.DepartmentDirectory;
import io.rollcall.vendor.DepartmentDirectory.PeoplePage;
import io.rollcall.vendor.DepartmentDirectory.SubDepartments;
import io.rollcall.vendor.UserLookup;
import io.rollcall.vendor.UserLookup.Question;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Probes the directories that roster flows read and the accounts in which they look people up. Not thread-safe. */
final class DirectoryProbes implements ProbePlan {
    /** An id that no person has. */
    private static final String UNUSED_ID = "rollcall-check";

    private static final DepartmentId COMPANY = new DepartmentId(1);

    private final List<RosterConfig> rosters = new ArrayList<>();
    /** The people of the first page, by the account of the directory. */
    private final Map<String, List<Person>> people = new HashMap<>();
    /** The first department of rosters that name departments by paths, by the name of the flow. */
    private final Map<String, DepartmentId> starts = new HashMap<>();

    void add(RosterConfig roster) {
        rosters.add(roster);
    }

    @Override
    public void plan(CheckTask check, Map<String, Application> applications) {
        applications.forEach((account, application) -> {
            List<RosterConfig> walking = of(check, account, RosterConfig::directoryProvider);
            if (!walking.isEmpty()) {
                application
                        .provider()
                        .capability(DepartmentDirectory.class)
                        .ifPresent(directory -> directory(check, account, directory, walking));
            }
        });
        applications.forEach((account, application) -> {
            List<RosterConfig> tracked = of(check, account, RosterConfig::directoryProvider).stream()
                    .filter(roster -> roster.tracking() != null)
                    .toList();
            if (!tracked.isEmpty()) {
                new ProofProbes(check, account, tracked, this::start, () -> people.getOrDefault(account, List.of()))
                        .plan(application.provider());
            }
        });
        applications.forEach((account, application) -> {
            List<RosterConfig> readers = of(check, account, RosterConfig::lookupProvider);
            if (!readers.isEmpty()) {
                application
                        .provider()
                        .capability(UserLookup.class)
                        .ifPresent(lookup -> check.then(() -> lookUp(check, account, lookup, readers)));
            }
        });
    }

    private List<RosterConfig> of(CheckTask check, String account, Function<RosterConfig, @Nullable String> named) {
        return rosters.stream()
                .filter(roster -> {
                    String name = named.apply(roster);
                    return name != null && check.account(name).equals(account);
                })
                .toList();
    }

    private static List<String> names(List<RosterConfig> rosters) {
        return rosters.stream().map(RosterConfig::name).toList();
    }

    private void directory(
            CheckTask check, String provider, DepartmentDirectory directory, List<RosterConfig> rosters) {
        rosters.stream()
                .filter(roster -> roster.start().hasPaths())
                .forEach(roster -> check.then(() -> check.run(
                        "departments",
                        provider,
                        List.of(roster.name()),
                        (commands, then) -> find(roster, directory, commands, then),
                        () -> "Every path in departments leads to one department.")));
        RosterConfig first = rosters.get(0);
        List<String> walking =
                names(rosters.stream().filter(RosterConfig::recursive).toList());
        if (!walking.isEmpty()) {
            check.then(() -> check.probe(new Probe<>(
                    provider,
                    directory.subDepartments(),
                    new SubDepartments(start(first), first.language()),
                    "department " + start(first),
                    walking,
                    children -> null)));
            check.then(() -> check.probe(new Probe<>(
                    provider,
                    directory.subDepartmentIds(),
                    start(first),
                    "department " + start(first),
                    walking,
                    children -> null)));
        }
        check.then(() -> check.probe(new Probe<>(
                provider,
                directory.people(),
                // equal to the flow's first request, including its page size, so that a success here means a success
                // there
                new PeoplePage(start(first), 0, first.pageSize(), first.language(), first.directoryOptions()),
                "department " + start(first),
                names(rosters),
                read -> {
                    people.put(provider, read.people());
                    return null;
                })));
    }

    private void find(
            RosterConfig roster, DepartmentDirectory directory, Commands commands, Consumer<List<Problem>> then) {
        DepartmentSearch search = new DepartmentSearch(
                roster.start(), (question, list) -> commands.call(directory.subDepartments(), question, list));
        search.begin(() -> {
            search.found().stream().findFirst().ifPresent(found -> starts.put(roster.name(), found.id()));
            then.accept(search.problems());
        });
    }

    /** The department that a roster starts with; the company, with which every path begins, if it was not found. */
    private DepartmentId start(RosterConfig roster) {
        DepartmentReference first = roster.departments().get(0);
        return first instanceof DepartmentId id ? id : starts.getOrDefault(roster.name(), COMPANY);
    }

    private void lookUp(CheckTask check, String provider, UserLookup lookup, List<RosterConfig> rosters) {
        List<String> flows = names(rosters);
        for (RosterConfig roster : rosters) {
            Optional<String> key = key(check, roster);
            if (key.isPresent()) {
                check.probe(new Probe<>(
                        provider,
                        lookup.details(),
                        new Question(roster.lookup().idType(), List.of(key.get())),
                        "one person of department " + start(roster),
                        flows,
                        DirectoryProbes::remark));
                return;
            }
        }
        // the other vendor is probed also if the department has no people
        String noKey = "The vendor responds. No person of department "
                + start(rosters.get(0))
                + " has the attribute of lookup.key, so the check requested an unused id.";
        check.probe(new Probe<>(
                provider,
                lookup.details(),
                new Question(rosters.get(0).lookup().idType(), List.of(UNUSED_ID)),
                "the id " + UNUSED_ID,
                flows,
                found -> noKey,
                noKey));
    }

    private Optional<String> key(CheckTask check, RosterConfig roster) {
        KeyAttribute attribute = new KeyAttribute(roster.lookup().key());
        return Objects.requireNonNullElse(people.get(check.account(roster.directoryProvider())), List.<Person>of())
                .stream()
                .flatMap(person -> Optional.ofNullable(attribute.of(person)).stream())
                .findFirst();
    }

    private static @Nullable String remark(List<UserDetails> found) {
        boolean known = found.stream()
                .anyMatch(item ->
                        item.status() != UserDetails.Status.NOT_FOUND && item.status() != UserDetails.Status.FORBIDDEN);
        return known
                ? null
                : "The vendor responds, but does not return this person. If a roster finds no one, check lookup.key"
                        + " and lookup.id-type.";
    }
}
