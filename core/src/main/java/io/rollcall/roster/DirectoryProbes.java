package io.rollcall.roster;

import io.rollcall.check.CheckTask;
import io.rollcall.check.Probe;
import io.rollcall.check.ProbePlan;
import io.rollcall.model.DepartmentId;
import io.rollcall.model.Person;
import io.rollcall.vendor.Application;
import io.rollcall.vendor.DepartmentDirectory;
import io.rollcall.vendor.DepartmentDirectory.PeoplePage;
import io.rollcall.vendor.DepartmentDirectory.SubDepartments;
import io.rollcall.vendor.UserLookup;
import io.rollcall.vendor.UserLookup.Found;
import io.rollcall.vendor.UserLookup.Question;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What roster flows need of the directories that they walk and of the vendors that they ask about people. */
final class DirectoryProbes implements ProbePlan {
    /** An id that nobody has: asking for it is harmless. */
    private static final String MADE_UP = "rollcall-check";

    private final List<RosterConfig> rosters = new ArrayList<>();
    /** The people on the page that was read, by the account of the directory. */
    private final Map<String, List<Person>> people = new HashMap<>();

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
            List<RosterConfig> asking = of(check, account, RosterConfig::lookupProvider);
            if (!asking.isEmpty()) {
                application
                        .provider()
                        .capability(UserLookup.class)
                        .ifPresent(lookup -> check.then(() -> lookUp(check, account, lookup, asking)));
            }
        });
    }

    private List<RosterConfig> of(CheckTask check, String account, Function<RosterConfig, String> named) {
        return rosters.stream()
                .filter(roster -> check.account(named.apply(roster)).equals(account))
                .toList();
    }

    private static List<String> names(List<RosterConfig> rosters) {
        return rosters.stream().map(RosterConfig::name).toList();
    }

    private void directory(
            CheckTask check, String provider, DepartmentDirectory directory, List<RosterConfig> rosters) {
        RosterConfig first = rosters.get(0);
        DepartmentId department = first.departments().get(0);
        String subject = "department " + department;
        List<String> walking =
                names(rosters.stream().filter(RosterConfig::recursive).toList());
        if (!walking.isEmpty()) {
            check.then(() -> check.probe(new Probe<>(
                    provider,
                    directory.subDepartments(),
                    new SubDepartments(department, first.language()),
                    subject,
                    walking,
                    children -> null)));
            check.then(() -> check.probe(new Probe<>(
                    provider, directory.subDepartmentIds(), department, subject, walking, children -> null)));
        }
        // word for word the flow's own first question, its page size included: what is accepted here is accepted there
        PeoplePage page = new PeoplePage(department, 0, first.pageSize(), first.language(), first.directoryOptions());
        check.then(
                () -> check.probe(new Probe<>(provider, directory.people(), page, subject, names(rosters), answer -> {
                    people.put(provider, answer.people());
                    return null;
                })));
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
                        "one person of department " + roster.departments().get(0),
                        flows,
                        DirectoryProbes::remark));
                return;
            }
        }
        // a department without people is no reason to leave the other vendor untested
        String nobody = "The vendor answers. Nobody with the attribute that lookup.key names was seen in department "
                + rosters.get(0).departments().get(0) + ", so an id that nobody has was asked for.";
        check.probe(new Probe<>(
                provider,
                lookup.details(),
                new Question(rosters.get(0).lookup().idType(), List.of(MADE_UP)),
                "the id " + MADE_UP,
                flows,
                answers -> nobody,
                nobody));
    }

    private Optional<String> key(CheckTask check, RosterConfig roster) {
        KeyAttribute attribute = new KeyAttribute(roster.lookup().key());
        return Objects.requireNonNullElse(people.get(check.account(roster.directoryProvider())), List.<Person>of())
                .stream()
                .flatMap(person -> Optional.ofNullable(attribute.of(person)).stream())
                .findFirst();
    }

    private static @Nullable String remark(List<Found> answers) {
        boolean known = answers.stream()
                .anyMatch(answer -> answer.status() != UserLookup.Status.NOT_FOUND
                        && answer.status() != UserLookup.Status.FORBIDDEN);
        return known
                ? null
                : "The vendor answers, but does not show this person. If a roster finds nobody, look at lookup.key"
                        + " and lookup.id-type.";
    }
}
