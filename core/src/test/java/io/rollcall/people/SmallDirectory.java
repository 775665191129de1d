package io.rollcall.people;

import io.rollcall.meeting.HeapMemory;
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
import io.rollcall.vendor.AccessToken;
import io.rollcall.vendor.Application;
import io.rollcall.vendor.DirectoryProofs;
import io.rollcall.vendor.Fault;
import io.rollcall.vendor.OngoingMeetings.Page;
import io.rollcall.vendor.Operation;
import io.rollcall.vendor.OperationName;
import io.rollcall.vendor.Outcome;
import io.rollcall.vendor.PeopleSearch;
import io.rollcall.vendor.Provider;
import io.rollcall.vendor.TokenContext;
import io.rollcall.vendor.Unsent;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** A directory in memory, as a vendor, with the store of no roster. */
final class SmallDirectory implements Provider, PeopleSearch, DirectoryProofs, PeopleLookup.Directories {
    final PeopleMemory memory = new PeopleMemory();
    final List<String> calls = new ArrayList<>();
    Instant now = Instant.parse("2026-11-20T08:00:00Z");

    @Nullable Fault fault;

    private final Map<String, Person> people = new LinkedHashMap<>();
    private final Map<String, List<PersonId>> byMobile = new HashMap<>();
    private final Application application = new Application("test:1", this, List.of(), List.of(), 0);
    private final Operation<PersonQuestion, Optional<PersonDetails>> person =
            operation("person", question -> Optional.ofNullable(
                            people.get(question.person().value()))
                    .map(found -> new PersonDetails(found, Map.of(), Map.of())));
    private final Operation<PhoneNumber, List<PersonId>> mobile =
            operation("mobile", number -> byMobile.getOrDefault(number.value(), List.of()));

    SmallDirectory with(String id, @Nullable String unionId, @Nullable String number, long... departments) {
        people.put(
                id,
                DirectoryPeople.person(
                        id,
                        unionId,
                        "Name of " + id,
                        LongStream.of(departments).mapToObj(DepartmentId::new).toList(),
                        null));
        if (number != null) {
            byMobile.computeIfAbsent(number, any -> new ArrayList<>()).add(new PersonId(id));
        }
        return this;
    }

    /** Carries a look-up out. */
    PeopleLookup conduct(PeopleLookup lookup) {
        Commands commands = new Commands(InstantSource.fixed(Instant.EPOCH));
        List<String> ends = new ArrayList<>();
        lookup.begin(commands, () -> ends.add("end"));
        for (List<Command> work = commands.drain(); !work.isEmpty(); work = commands.drain()) {
            work.forEach(this::carryOut);
        }
        if (ends.size() != 1) {
            throw new AssertionError("the look-up ended " + ends.size() + " times");
        }
        return lookup;
    }

    private void carryOut(Command work) {
        if (work instanceof Command.Call<?, ?> call) {
            call(call);
        } else {
            query((Command.StoreQuery<?>) work);
        }
    }

    private static <T> void query(Command.StoreQuery<T> query) {
        query.then().accept(query.query().apply(new HeapMemory()));
    }

    private <I, O> void call(Command.Call<I, O> call) {
        calls.add(call.operation().name().toString());
        Fault failed = fault;
        call.then()
                .accept(
                        failed == null
                                ? new Outcome.Done<>(
                                        ((Answering<I, O>) call.operation()).answer.apply(call.input()), null)
                                : new Outcome.Failed<>(failed));
    }

    private static <I, O> Operation<I, O> operation(String name, Function<I, O> answer) {
        return new Answering<>(new OperationName("test", name), answer);
    }

    private record Answering<I, O>(OperationName name, Function<I, O> answer) implements Unsent<I, O> {}

    @Override
    public Application application(String account) {
        return application;
    }

    @Override
    public List<String> rosters(Application any) {
        return List.of();
    }

    @Override
    public String phoneRegion() {
        return "CN";
    }

    @Override
    public InstantSource clock() {
        return () -> now;
    }

    @Override
    public String name() {
        return "test";
    }

    @Override
    public Operation<PhoneNumber, List<PersonId>> byMobile() {
        return mobile;
    }

    @Override
    public Operation<PersonQuestion, Optional<PersonDetails>> person() {
        return person;
    }

    @Override
    public Operation<TokenContext, AccessToken> token() {
        throw new AssertionError("not used");
    }

    @Override
    public Operation<UserId, List<PersonId>> byUserId() {
        throw new AssertionError("not used");
    }

    @Override
    public Operation<WholeCompany, Long> headCount() {
        throw new AssertionError("not used");
    }

    @Override
    public Operation<WholeCompany, VisibleScope> scope() {
        throw new AssertionError("not used");
    }

    @Override
    public Operation<LeavePage, Page<LeaveRecord>> leaveRecords() {
        throw new AssertionError("not used");
    }

    @Override
    public Duration longestLeaveSpan() {
        throw new AssertionError("not used");
    }

    @Override
    public Operation<DepartmentQuestion, Optional<Department>> department() {
        throw new AssertionError("not used");
    }
}
