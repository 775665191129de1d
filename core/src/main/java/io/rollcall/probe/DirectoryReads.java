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
import java.util.Optional;
import java.util.stream.Stream;

/** The reading calls about a directory: one department, its people and the departments below it, one person, and the proofs. */
final class DirectoryReads {
    private static final DepartmentId ROOT = new DepartmentId(1);
    private static final Duration LEAVES = Duration.ofDays(30);
    private static final Instant RECORDED_UNTIL = Instant.parse("2000-01-31T00:00:00Z");

    private final RecordingTask task;
    private final Subject subject;
    private final Known known;
    private DepartmentId department = ROOT;

    DirectoryReads(RecordingTask task, Subject subject, Known known) {
        this.task = task;
        this.subject = subject;
        this.known = known;
    }

    void plan() {
        Provider provider = subject.application().provider();
        Optional<DirectoryProofs> proofs = provider.capability(DirectoryProofs.class);
        subject.roots().stream().findFirst().ifPresent(root -> department = root);
        proofs.ifPresent(its -> task.then(() -> scope(its), its.scope()));
        provider.capability(DepartmentDirectory.class).ifPresent(directory -> {
            task.then(() -> subDepartments(directory), directory.subDepartments(), directory.people());
            task.then(
                    () -> task.read(directory.subDepartmentIds(), department, task.anonymizer()::department, ids -> {}),
                    directory.subDepartmentIds());
            task.then(() -> people(directory), directory.people());
            proofs.ifPresent(its -> plan(its, directory));
        });
        provider.capability(PeopleSearch.class).ifPresent(search -> {
            task.then(() -> byMobile(search), search.byMobile());
            task.then(() -> byUserId(search), search.byUserId());
        });
    }

    private void scope(DirectoryProofs proofs) {
        task.readAnswer(proofs.scope(), WholeCompany.COMPANY, same -> same, scope -> {
            known.wholeCompany = scope.wholeCompany();
            if (subject.roots().isEmpty() && !scope.wholeCompany()) {
                scope.departments().stream().findFirst().ifPresent(first -> department = first);
            }
        });
    }

    private void subDepartments(DepartmentDirectory directory) {
        String language = directory.firstPage(department).language();
        task.readAnswer(
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
        task.readAnswer(
                directory.people(),
                page,
                asked -> asked.forDepartment(task.anonymizer().department(asked.department()))
                        .at(asked.cursor()),
                found -> known.people.addAll(found.people()));
    }

    private void plan(DirectoryProofs proofs, DepartmentDirectory directory) {
        task.then(
                () -> task.readAnswer(proofs.headCount(), WholeCompany.COMPANY, same -> same, count -> task.facts()
                        .headCount(count, known.wholeCompany)),
                proofs.headCount());
        task.then(() -> leaveRecords(proofs), proofs.leaveRecords());
        task.then(() -> person(proofs, directory), proofs.person());
        task.then(
                () -> task.read(
                        proofs.department(),
                        new DepartmentQuestion(
                                department, directory.firstPage(department).language()),
                        asked -> new DepartmentQuestion(
                                task.anonymizer().department(asked.department()), asked.language()),
                        found -> {}),
                proofs.department());
    }

    private void leaveRecords(DirectoryProofs proofs) {
        Instant now = task.now();
        task.read(
                proofs.leaveRecords(),
                new LeavePage(now.minus(LEAVES), now, Cursor.FIRST),
                // a shifted time of the request would tell by how much everything was shifted
                asked -> new LeavePage(RECORDED_UNTIL.minus(LEAVES), RECORDED_UNTIL, asked.cursor()),
                records -> {});
    }

    private void person(DirectoryProofs proofs, DepartmentDirectory directory) {
        Optional<Person> first = known.people.stream().findFirst();
        if (first.isEmpty()) {
            task.skip(proofs.person().name(), Sentence.NO_PERSON);
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
            task.skip(search.byMobile().name(), Sentence.NO_MOBILE);
            return;
        }
        task.read(search.byMobile(), number.get(), task.anonymizer()::phone, found -> {});
    }

    private void byUserId(PeopleSearch search) {
        Optional<UserId> user = known.people.stream()
                .flatMap(person -> Stream.ofNullable(person.unionId()))
                .findFirst();
        if (user.isEmpty()) {
            task.skip(search.byUserId().name(), Sentence.NO_USER_ID);
            return;
        }
        task.read(search.byUserId(), user.get(), task.anonymizer()::user, found -> {});
    }
}
