package io.rollcall.probe;

import io.rollcall.model.DepartmentId;
import io.rollcall.model.Person;
import io.rollcall.model.PhoneNumber;
import io.rollcall.model.UserId;
import io.rollcall.vendor.DepartmentDirectory;
import io.rollcall.vendor.DepartmentDirectory.PeoplePage;
import io.rollcall.vendor.DepartmentDirectory.SubDepartments;
import io.rollcall.vendor.DirectoryProofs;
import io.rollcall.vendor.DirectoryProofs.DepartmentQuestion;
import io.rollcall.vendor.DirectoryProofs.LeavePage;
import io.rollcall.vendor.DirectoryProofs.PersonQuestion;
import io.rollcall.vendor.DirectoryProofs.WholeCompany;
import io.rollcall.vendor.OngoingMeetings.Cursor;
import io.rollcall.vendor.PeopleSearch;
import io.rollcall.vendor.Provider;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The reading calls about a directory: one department, its people and the departments below it, one person, and the proofs. */
final class DirectoryReads {
    private static final DepartmentId ROOT = new DepartmentId(1);
    private static final Duration LEAVES = Duration.ofDays(30);

    private final RecordingTask task;
    private final Provider provider;
    private final Known known;
    private DepartmentId department = ROOT;

    DirectoryReads(RecordingTask task, Provider provider, Known known) {
        this.task = task;
        this.provider = provider;
        this.known = known;
    }

    static int meteredCalls(Provider provider) {
        return (int) provider.capability(DirectoryProofs.class).stream()
                .flatMap(proofs -> Stream.of(
                        proofs.scope(),
                        proofs.headCount(),
                        proofs.leaveRecords(),
                        proofs.person(),
                        proofs.department()))
                .filter(operation -> operation.metered())
                .count();
    }

    void plan(List<DepartmentId> roots) {
        Optional<DirectoryProofs> proofs = provider.capability(DirectoryProofs.class);
        roots.stream().findFirst().ifPresent(root -> department = root);
        proofs.ifPresent(its -> task.then(() -> scope(its, roots.isEmpty())));
        provider.capability(DepartmentDirectory.class).ifPresent(directory -> {
            task.then(() -> subDepartments(directory));
            task.then(() ->
                    task.read(directory.subDepartmentIds(), department, task.anonymizer()::department, ids -> {}));
            task.then(() -> people(directory));
            proofs.ifPresent(its -> plan(its, directory));
        });
        provider.capability(PeopleSearch.class).ifPresent(search -> {
            task.then(() -> byMobile(search));
            task.then(() -> byUserId(search));
        });
    }

    private void scope(DirectoryProofs proofs, boolean chooses) {
        task.read(proofs.scope(), WholeCompany.COMPANY, same -> same, scope -> {
            known.wholeCompany = scope.wholeCompany();
            if (chooses && !scope.wholeCompany()) {
                scope.departments().stream().findFirst().ifPresent(first -> department = first);
            }
        });
    }

    private void subDepartments(DepartmentDirectory directory) {
        String language = directory.firstPage(department).language();
        task.read(
                directory.subDepartments(),
                new SubDepartments(department, language),
                asked -> new SubDepartments(task.anonymizer().department(asked.parent()), asked.language()),
                children -> children.stream()
                        .findFirst()
                        .ifPresent(child -> task.thenAtOnce(() -> page(directory, directory.firstPage(child.id())))));
    }

    private void people(DepartmentDirectory directory) {
        page(directory, directory.firstPage(department));
    }

    private void page(DepartmentDirectory directory, PeoplePage page) {
        task.read(
                directory.people(),
                page,
                asked -> asked.forDepartment(task.anonymizer().department(asked.department()))
                        .at(asked.cursor()),
                found -> known.people.addAll(found.people()));
    }

    private void plan(DirectoryProofs proofs, DepartmentDirectory directory) {
        task.then(() -> task.read(proofs.headCount(), WholeCompany.COMPANY, same -> same, count -> task.facts()
                .headCount(count, known.wholeCompany)));
        task.then(() -> {
            Instant now = task.now();
            task.read(
                    proofs.leaveRecords(),
                    new LeavePage(now.minus(LEAVES), now, Cursor.FIRST),
                    asked -> new LeavePage(
                            task.anonymizer().time(asked.from()),
                            task.anonymizer().time(asked.until()),
                            asked.cursor()),
                    records -> {});
        });
        task.then(() -> person(proofs, directory));
        task.then(() -> task.read(
                proofs.department(),
                new DepartmentQuestion(
                        department, directory.firstPage(department).language()),
                asked -> new DepartmentQuestion(task.anonymizer().department(asked.department()), asked.language()),
                found -> {}));
    }

    private void person(DirectoryProofs proofs, DepartmentDirectory directory) {
        Optional<Person> first = known.people.stream().findFirst();
        if (first.isEmpty()) {
            task.skip(proofs.person().name(), "No person is known: the department that was read has none.");
            return;
        }
        task.read(
                proofs.person(),
                new PersonQuestion(
                        first.get().id(), directory.firstPage(department).language()),
                asked -> new PersonQuestion(task.anonymizer().person(asked.person()), asked.language()),
                found -> {});
    }

    private void byMobile(PeopleSearch search) {
        Optional<PhoneNumber> number = known.people.stream()
                .flatMap(person -> person.mobileNumber().stream())
                .findFirst();
        if (number.isEmpty()) {
            task.skip(search.byMobile().name(), "The directory shows the mobile number of no person.");
            return;
        }
        task.read(search.byMobile(), number.get(), task.anonymizer()::phone, found -> {});
    }

    private void byUserId(PeopleSearch search) {
        Optional<UserId> user = known.people.stream()
                .flatMap(person -> Stream.ofNullable(person.unionId()))
                .findFirst();
        if (user.isEmpty()) {
            task.skip(search.byUserId().name(), "The directory shows the unionId of no person.");
            return;
        }
        task.read(search.byUserId(), user.get(), task.anonymizer()::user, found -> {});
    }
}
