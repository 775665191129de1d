package io.rollcall.roster;

import io.rollcall.check.CheckTask;
import io.rollcall.check.Probe;
import io.rollcall.model.DepartmentId;
import io.rollcall.model.Person;
import io.rollcall.model.PersonId;
import io.rollcall.model.PhoneNumber;
import io.rollcall.vendor.DirectoryProofs;
import io.rollcall.vendor.DirectoryProofs.DepartmentQuestion;
import io.rollcall.vendor.DirectoryProofs.LeavePage;
import io.rollcall.vendor.DirectoryProofs.PersonQuestion;
import io.rollcall.vendor.DirectoryProofs.VisibleScope;
import io.rollcall.vendor.DirectoryProofs.WholeCompany;
import io.rollcall.vendor.OngoingMeetings.Cursor;
import io.rollcall.vendor.PeopleSearch;
import io.rollcall.vendor.Provider;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Probes what proves the changes of tracked rosters. A roster works without them, so a failure is a warning that names the proof
 * that is missing. Not thread-safe.
 */
final class ProofProbes {
    /** An id that no person has. */
    private static final String UNUSED_ID = "rollcall-check";

    private static final Duration LEAVES = Duration.ofDays(1);

    private final CheckTask check;
    private final String account;
    private final RosterConfig first;
    private final List<String> flows;
    private final Function<RosterConfig, DepartmentId> start;
    private final Supplier<List<Person>> people;

    /**
     * @param tracked the tracked rosters of the account, at least one
     * @param start the department that a roster starts with, as an earlier step found it
     * @param people some people of the directory, as an earlier step read them; empty if it did not
     */
    ProofProbes(
            CheckTask check,
            String account,
            List<RosterConfig> tracked,
            Function<RosterConfig, DepartmentId> start,
            Supplier<List<Person>> people) {
        this.check = check;
        this.account = account;
        this.first = tracked.get(0);
        this.flows = tracked.stream().map(RosterConfig::name).toList();
        this.start = start;
        this.people = people;
    }

    void plan(Provider provider) {
        provider.capability(DirectoryProofs.class).ifPresent(proofs -> {
            check.then(() -> check.probe(headCount(proofs)));
            check.then(() -> check.probe(scope(proofs)));
            check.then(() -> check.probe(leaves(proofs)));
            check.then(() -> check.probe(person(proofs)));
            check.then(() -> check.probe(department(proofs)));
        });
        provider.capability(PeopleSearch.class).ifPresent(search -> check.then(() -> mobile(search)));
    }

    private Probe<?, ?> headCount(DirectoryProofs proofs) {
        return new Probe<>(account, proofs.headCount(), WholeCompany.COMPANY, "the company", flows, count -> null)
                .without("Without it, no head count proves that a tracked roster has everybody.");
    }

    private Probe<?, ?> scope(DirectoryProofs proofs) {
        return new Probe<>(
                        account, proofs.scope(), WholeCompany.COMPANY, "the company", flows, ProofProbes::scopeRemark)
                .without("Without it, the head count is no proof, because it is unknown whether the application may see"
                        + " the whole company.");
    }

    private static @Nullable String scopeRemark(VisibleScope scope) {
        return scope.wholeCompany()
                ? null
                : "The application may see a part of the company only, so the head count is no proof for a tracked"
                        + " roster.";
    }

    private Probe<?, ?> leaves(DirectoryProofs proofs) {
        LeavePage lastDay = new LeavePage(check.now().minus(LEAVES), check.now(), Cursor.FIRST);
        return new Probe<>(account, proofs.leaveRecords(), lastDay, "the last day", flows, page -> null)
                .without("Without it, no leave record proves that a person has left.");
    }

    private Probe<?, ?> person(DirectoryProofs proofs) {
        Optional<Person> known = people.get().stream().findFirst();
        PersonId id = known.map(Person::id).orElseGet(() -> new PersonId(UNUSED_ID));
        String subject = known.isPresent() ? "one person" : "the id " + UNUSED_ID;
        return new Probe<>(
                        account,
                        proofs.person(),
                        new PersonQuestion(id, first.language()),
                        subject,
                        flows,
                        found -> null)
                .without(
                        "Without it, reading a person proves no leaving, and events change a tracked roster at its next"
                                + " run only.");
    }

    private Probe<?, ?> department(DirectoryProofs proofs) {
        DepartmentId department = start.apply(first);
        return new Probe<>(
                        account,
                        proofs.department(),
                        new DepartmentQuestion(department, first.language()),
                        "department " + department,
                        flows,
                        found -> null)
                .without("Without it, events of departments change a tracked roster at its next run only.");
    }

    private void mobile(PeopleSearch search) {
        Optional<PhoneNumber> number = people.get().stream()
                .flatMap(person -> person.mobileNumber().stream())
                .findFirst();
        if (number.isEmpty()) {
            check.skip(
                    account,
                    search.byMobile().name(),
                    flows,
                    "The directory shows the mobile number of no person, so a search by it cannot be tested.");
            return;
        }
        check.probe(new Probe<>(
                        account, search.byMobile(), number.get(), "one person's mobile number", flows, found -> null)
                .without("Without it, find and the lists of flows cannot look people up by mobile number."));
    }
}
