package io.rollcall.check;

import io.rollcall.check.CheckTask.Probe;
import io.rollcall.config.FlowConfig;
import io.rollcall.config.FlowConfig.Roster;
import io.rollcall.model.DepartmentId;
import io.rollcall.model.Person;
import io.rollcall.roster.KeyAttribute;
import io.rollcall.vendor.Application;
import io.rollcall.vendor.DepartmentDirectory;
import io.rollcall.vendor.DepartmentDirectory.PeoplePage;
import io.rollcall.vendor.DepartmentDirectory.SubDepartments;
import io.rollcall.vendor.UserLookup;
import io.rollcall.vendor.UserLookup.Found;
import io.rollcall.vendor.UserLookup.Question;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What roster flows need of the directories that they walk and of the vendors that they ask about people. */
final class DirectoryProbes {
    /** An id that nobody has: asking for it is harmless. */
    private static final String MADE_UP = "rollcall-check";

    private final CheckTask run;
    private final Map<String, Application> applications;
    /** The people on the page that was read, by the directory's provider. */
    private final Map<String, List<Person>> people = new HashMap<>();

    DirectoryProbes(CheckTask run, Map<String, Application> applications) {
        this.run = run;
        this.applications = applications;
    }

    void plan(List<FlowConfig> flows) {
        List<Roster> rosters = flows.stream()
                .filter(Roster.class::isInstance)
                .map(Roster.class::cast)
                .toList();
        applications.forEach((name, application) -> {
            List<Roster> walking = rosters.stream()
                    .filter(roster -> run.account(roster.directoryProvider()).equals(name))
                    .toList();
            if (!walking.isEmpty()) {
                application
                        .provider()
                        .capability(DepartmentDirectory.class)
                        .ifPresent(directory -> directory(name, directory, walking));
            }
        });
        applications.forEach((name, application) -> {
            List<Roster> asking = rosters.stream()
                    .filter(roster -> run.account(roster.lookupProvider()).equals(name))
                    .toList();
            if (!asking.isEmpty()) {
                application
                        .provider()
                        .capability(UserLookup.class)
                        .ifPresent(lookup -> run.then(() -> lookUp(name, lookup, asking)));
            }
        });
    }

    private void directory(String provider, DepartmentDirectory directory, List<Roster> rosters) {
        Roster first = rosters.get(0);
        DepartmentId department = first.departments().get(0);
        String subject = "department " + department;
        List<String> walking =
                CheckTask.names(rosters.stream().filter(Roster::recursive).toList());
        if (!walking.isEmpty()) {
            run.then(() -> run.ask(new Probe<>(
                    provider,
                    directory.subDepartments(),
                    new SubDepartments(department, first.language()),
                    subject,
                    walking,
                    children -> null)));
            run.then(() -> run.ask(new Probe<>(
                    provider, directory.subDepartmentIds(), department, subject, walking, children -> null)));
        }
        // word for word the flow's own first question, its page size included: what is accepted here is accepted there
        PeoplePage page = new PeoplePage(
                department, 0, first.pageSize(), first.orderField(), first.containAccessLimit(), first.language());
        run.then(() ->
                run.ask(new Probe<>(provider, directory.people(), page, subject, CheckTask.names(rosters), answer -> {
                    people.put(provider, answer.people());
                    return null;
                })));
    }

    private void lookUp(String provider, UserLookup lookup, List<Roster> rosters) {
        List<String> flows = CheckTask.names(rosters);
        for (Roster roster : rosters) {
            Optional<String> key = key(roster);
            if (key.isPresent()) {
                run.ask(new Probe<>(
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
        run.ask(new Probe<>(
                provider,
                lookup.details(),
                new Question(rosters.get(0).lookup().idType(), List.of(MADE_UP)),
                "the id " + MADE_UP,
                flows,
                answers -> nobody,
                nobody));
    }

    private Optional<String> key(Roster roster) {
        KeyAttribute attribute = new KeyAttribute(roster.lookup().key());
        return Objects.requireNonNullElse(people.get(run.account(roster.directoryProvider())), List.<Person>of())
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
