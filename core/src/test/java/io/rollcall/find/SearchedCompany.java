package io.rollcall.find;

import io.rollcall.model.Department;
import io.rollcall.model.DepartmentId;
import io.rollcall.model.DirectoryPeople;
import io.rollcall.model.Person;
import io.rollcall.model.PersonDetails;
import io.rollcall.model.PersonId;
import io.rollcall.model.PhoneNumber;
import io.rollcall.model.UserId;
import io.rollcall.task.Command;
import io.rollcall.task.Commands;
import io.rollcall.vendor.DepartmentDirectory;
import io.rollcall.vendor.DirectoryProofs;
import io.rollcall.vendor.Fault;
import io.rollcall.vendor.OngoingMeetings.Page;
import io.rollcall.vendor.Operation;
import io.rollcall.vendor.OperationName;
import io.rollcall.vendor.Outcome;
import io.rollcall.vendor.PeopleSearch;
import io.rollcall.vendor.Unsent;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.LongStream;

/** A company in memory that answers searches, in any order. */
final class SearchedCompany implements DepartmentDirectory, DirectoryProofs, PeopleSearch {
    static final int PAGE = 3;

    final Map<Long, Long> parents = new TreeMap<>();
    final List<Person> people = new ArrayList<>();
    final Set<Long> failing = new HashSet<>();
    int calls;

    /** An operation that the company answers itself, without HTTP. */
    private record Named<I, O>(OperationName name) implements Unsent<I, O> {
        static <I, O> Named<I, O> of(String call) {
            return new Named<>(new OperationName("dingtalk", call));
        }
    }

    SearchedCompany() {
        parents.put(1L, 0L);
    }

    void add(String id, String name, String mobile, long... departments) {
        people.add(DirectoryPeople.person(
                id,
                "UN-" + id,
                name,
                LongStream.of(departments).mapToObj(DepartmentId::new).toList(),
                mobile));
    }

    PersonSearch.Directory directory() {
        return new PersonSearch.Directory(this, this, this);
    }

    /** Executes a search, answering its calls in a random order. */
    PersonSearch execute(PersonSearch search, Random order) {
        Commands commands = new Commands(InstantSource.fixed(Instant.EPOCH));
        search.begin(commands);
        List<Command> open = new ArrayList<>(commands.drain());
        while (!open.isEmpty()) {
            answer((Command.Call<?, ?>) open.remove(order.nextInt(open.size())));
            open.addAll(commands.drain());
        }
        return search;
    }

    @SuppressWarnings("unchecked") // each operation has its own input and output
    private <I, O> void answer(Command.Call<I, O> call) {
        calls++;
        Object answer = answer(call.operation().name().call(), call.input());
        call.then()
                .accept(
                        answer == null
                                ? new Outcome.Failed<>(new Fault.Unreadable(
                                        Fault.Origin.of(call.operation().name()), "broken"))
                                : new Outcome.Done<>((O) answer, null));
    }

    private Object answer(String call, Object input) {
        return switch (call) {
            case "user-by-mobile" ->
                people.stream()
                        .filter(person -> ("+86" + person.mobile()).equals(((PhoneNumber) input).value()))
                        .map(Person::id)
                        .toList();
            case "user-by-unionid" ->
                people.stream()
                        .filter(person -> input.equals(person.unionId()))
                        .map(Person::id)
                        .toList();
            case "user" ->
                people.stream()
                        .filter(person -> person.id().equals(((PersonQuestion) input).person()))
                        .findFirst()
                        .map(person -> new PersonDetails(person, Map.of(), Map.of()));
            case "department" ->
                Optional.of(department(((DepartmentQuestion) input).department().value()));
            case "sub-departments" ->
                parents.entrySet().stream()
                        .filter(entry -> entry.getValue()
                                == ((SubDepartments) input).parent().value())
                        .map(entry -> department(entry.getKey()))
                        .toList();
            default -> page((PeoplePage) input);
        };
    }

    private static Department department(long id) {
        return new Department(new DepartmentId(id), "D" + id, null, null, null);
    }

    private People page(PeoplePage page) {
        if (failing.contains(page.department().value())) {
            return null;
        }
        List<Person> all = people.stream()
                .filter(person -> person.departments().contains(page.department()))
                .toList();
        int from = (int) page.cursor();
        int to = Math.min(all.size(), from + PAGE);
        return new People(all.subList(from, to), to < all.size() ? (long) to : null);
    }

    @Override
    public Operation<PeoplePage, People> people() {
        return Named.of("department-users");
    }

    @Override
    public PeoplePage firstPage(DepartmentId department) {
        return new PeoplePage(department, 0, PAGE, "", Map.of());
    }

    @Override
    public Operation<SubDepartments, List<Department>> subDepartments() {
        return Named.of("sub-departments");
    }

    @Override
    public Operation<DepartmentId, List<DepartmentId>> subDepartmentIds() {
        return Named.of("sub-department-ids");
    }

    @Override
    public Operation<WholeCompany, Long> headCount() {
        return Named.of("user-count");
    }

    @Override
    public Operation<WholeCompany, VisibleScope> scope() {
        return Named.of("scopes");
    }

    @Override
    public Operation<LeavePage, Page<LeaveRecord>> leaveRecords() {
        return Named.of("leave-records");
    }

    @Override
    public Duration longestLeaveSpan() {
        return Duration.ofDays(1);
    }

    @Override
    public Operation<PersonQuestion, Optional<PersonDetails>> person() {
        return Named.of("user");
    }

    @Override
    public Operation<DepartmentQuestion, Optional<Department>> department() {
        return Named.of("department");
    }

    @Override
    public Operation<PhoneNumber, List<PersonId>> byMobile() {
        return Named.of("user-by-mobile");
    }

    @Override
    public Operation<UserId, List<PersonId>> byUserId() {
        return Named.of("user-by-unionid");
    }
}
