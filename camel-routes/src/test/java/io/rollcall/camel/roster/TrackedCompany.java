package io.rollcall.camel.roster;

import io.rollcall.http.HttpRequest;
import io.rollcall.http.HttpResponse;
import io.rollcall.model.AccountId;
import io.rollcall.model.Department;
import io.rollcall.model.DepartmentId;
import io.rollcall.model.Person;
import io.rollcall.model.PersonDetails;
import io.rollcall.model.PersonId;
import io.rollcall.model.UserAccount;
import io.rollcall.model.UserDetails;
import io.rollcall.model.UserId;
import io.rollcall.vendor.DepartmentDirectory;
import io.rollcall.vendor.DirectoryProofs;
import io.rollcall.vendor.Fault;
import io.rollcall.vendor.OngoingMeetings.Page;
import io.rollcall.vendor.Operation;
import io.rollcall.vendor.OperationName;
import io.rollcall.vendor.Outcome;
import io.rollcall.vendor.ParsedResponse;
import io.rollcall.vendor.UserLookup;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A company in memory that changes between runs, as both vendors show it. */
final class TrackedCompany implements DepartmentDirectory, UserLookup, DirectoryProofs {
    static final class Member {
        String unionId;
        String name;
        String title;
        String mobile;
        final TreeSet<Long> departments = new TreeSet<>();
        /** What the person's own list does not name. */
        final Set<Long> unlisted = new HashSet<>();

        UserDetails.Status lookup = UserDetails.Status.FOUND;
        String accountName;
        String jobNumber;
    }

    /** Parents by department. */
    final Map<Long, Long> parents = new TreeMap<>();

    final Map<Long, String> names = new HashMap<>();
    /** By userId. */
    final Map<String, Member> people = new TreeMap<>();

    final List<LeaveRecord> leaves = new ArrayList<>();
    /** Departments whose people cannot be read now. */
    final Set<Long> outages = new HashSet<>();
    /** Departments whose lists of departments cannot be read now. */
    final Set<Long> listOutages = new HashSet<>();
    /** Whose look-up fails now. */
    final Set<String> lookupOutages = new HashSet<>();
    /** People whom the application may not see, although they have not left. */
    final Set<String> hidden = new HashSet<>();
    /** Whether the vendor fails to read people one by one. */
    boolean personReadsFail;

    boolean mayReadLeaves = true;
    boolean mayReadPeople = true;
    boolean mayCount = true;
    boolean wholeScope = true;
    int pageSize = 7;
    final Map<String, Integer> calls = new TreeMap<>();

    TrackedCompany() {
        department(1, 0, "Company");
    }

    void department(long id, long parent, String name) {
        parents.put(id, parent);
        names.put(id, name);
    }

    Member join(String userId, Long... departments) {
        Member member = new Member();
        member.unionId = "U-" + userId;
        member.name = "Name of " + userId;
        member.accountName = "account of " + userId;
        member.departments.addAll(List.of(departments));
        people.put(userId, member);
        return member;
    }

    void leave(String userId, Instant at, boolean recorded) {
        people.remove(userId);
        if (recorded) {
            leaves.add(new LeaveRecord(new PersonId(userId), at));
        }
    }

    private @Nullable DepartmentId parent(DepartmentId id) {
        long parent = parents.getOrDefault(id.value(), 0L);
        return parent == 0 ? null : new DepartmentId(parent);
    }

    private List<Long> children(long parent) {
        return parents.entrySet().stream()
                .filter(entry -> entry.getValue() == parent)
                .map(Map.Entry::getKey)
                .toList();
    }

    private Person person(String id, long seenIn) {
        Member member = people.get(id);
        return new Person(
                new PersonId(id),
                member.unionId == null ? null : new UserId(member.unionId),
                member.name,
                member.departments.stream()
                        .filter(department -> !member.unlisted.contains(department))
                        .map(DepartmentId::new)
                        .toList(),
                member.title,
                member.jobNumber,
                null,
                null,
                member.mobile == null ? null : "86",
                member.mobile,
                null,
                null,
                null,
                null,
                null,
                seenIn,
                Map.of("Hobby", "Travel", "Age", "24"),
                null,
                true,
                null,
                null,
                seenIn % 2 == 0,
                null,
                null);
    }

    private PersonDetails details(String id, Member member) {
        Map<DepartmentId, Long> orders = new HashMap<>();
        Map<DepartmentId, Boolean> leads = new HashMap<>();
        member.departments.forEach(department -> {
            orders.put(new DepartmentId(department), department);
            leads.put(new DepartmentId(department), department % 2 == 0);
        });
        return new PersonDetails(person(id, 1), orders, leads);
    }

    @SuppressWarnings("unchecked")
    <I, O> Outcome<O> answer(Operation<I, O> operation, I input) {
        String call = operation.name().call();
        calls.merge(call, 1, Integer::sum);
        Fault.Origin origin = Fault.Origin.of(operation.name());
        switch (call) {
            case "department-users" -> {
                PeoplePage page = (PeoplePage) input;
                if (outages.contains(page.department().value())) {
                    return new Outcome.Failed<>(new Fault.ServerFailed(origin, null, "the vendor failed"));
                }
                return done(page(page));
            }
            case "sub-departments" -> {
                long parent = ((SubDepartments) input).parent().value();
                if (listOutages.contains(parent)) {
                    return new Outcome.Failed<>(new Fault.ServerFailed(origin, null, "the vendor failed"));
                }
                return done((O) children(parent).stream()
                        .map(child -> new Department(
                                new DepartmentId(child), names.get(child), new DepartmentId(parent), null, null))
                        .toList());
            }
            case "sub-department-ids" -> {
                long parent = ((DepartmentId) input).value();
                if (listOutages.contains(parent)) {
                    return new Outcome.Failed<>(new Fault.ServerFailed(origin, null, "the vendor failed"));
                }
                return done((O) children(parent).stream().map(DepartmentId::new).toList());
            }
            case "user-details" -> {
                return details(origin, ((Question) input).ids());
            }
            case "leave-records" -> {
                return mayReadLeaves ? done((O) leaves((LeavePage) input)) : missing(origin);
            }
            case "user" -> {
                PersonQuestion question = (PersonQuestion) input;
                Member member = people.get(question.person().value());
                if (personReadsFail) {
                    return new Outcome.Failed<>(new Fault.ServerFailed(origin, null, "the vendor failed"));
                }
                if (!mayReadPeople || hidden.contains(question.person().value())) {
                    return missing(origin);
                }
                return done((O) Optional.ofNullable(member)
                        .map(known -> details(question.person().value(), known)));
            }
            case "department" -> {
                DepartmentId id = ((DepartmentQuestion) input).department();
                return done((O) Optional.ofNullable(names.get(id.value()))
                        .map(name -> new Department(id, name, parent(id), null, null)));
            }
            case "scopes" -> {
                return mayCount ? done((O) new VisibleScope(wholeScope, List.of(), List.of())) : missing(origin);
            }
            case "head-count" -> {
                return mayCount ? done((O) Long.valueOf(people.size())) : missing(origin);
            }
            default -> throw new AssertionError(call);
        }
    }

    @SuppressWarnings("unchecked")
    private static <O> Outcome<O> done(Object value) {
        return new Outcome.Done<>((O) value, null);
    }

    private static <O> Outcome<O> missing(Fault.Origin origin) {
        return new Outcome.Failed<>(
                new Fault.PermissionMissing(origin, List.of("Contact.Common.Read"), "Grant Contact.Common.Read."));
    }

    private People page(PeoplePage page) {
        long department = page.department().value();
        List<String> all = people.keySet().stream()
                .filter(id -> !hidden.contains(id) && people.get(id).departments.contains(department))
                .toList();
        int from = (int) page.cursor();
        int to = Math.min(all.size(), from + pageSize);
        return new People(
                all.subList(Math.min(from, to), to).stream()
                        .map(id -> person(id, department))
                        .toList(),
                to < all.size() ? (long) to : null);
    }

    private <O> Outcome<O> details(Fault.Origin origin, List<String> ids) {
        if (ids.stream().anyMatch(lookupOutages::contains)) {
            return new Outcome.Failed<>(new Fault.ServerFailed(origin, null, "the vendor failed"));
        }
        List<UserDetails> items = new ArrayList<>();
        for (String id : ids) {
            Member member = people.get(id);
            UserDetails.Status status = member == null ? UserDetails.Status.NOT_FOUND : member.lookup;
            boolean shows = status == UserDetails.Status.FOUND;
            items.add(new UserDetails(status, (long) status.ordinal(), account(id, shows ? member.accountName : null)));
        }
        return done(items);
    }

    private static UserAccount account(String id, String name) {
        return new UserAccount(
                new AccountId(id),
                name == null ? null : "of " + id,
                name,
                null,
                null,
                null,
                null,
                List.of(),
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null);
    }

    private Page<LeaveRecord> leaves(LeavePage page) {
        return new Page<>(
                leaves.stream()
                        .filter(leave -> !leave.leftAt().isBefore(page.from())
                                && !leave.leftAt().isAfter(page.until()))
                        .toList(),
                null);
    }

    @Override
    public Operation<PeoplePage, People> people() {
        return new Named<>(new OperationName("dingtalk", "department-users"), false);
    }

    @Override
    public PeoplePage firstPage(DepartmentId department) {
        return new PeoplePage(department, 0, 100, "", Map.of());
    }

    @Override
    public Operation<SubDepartments, List<Department>> subDepartments() {
        return new Named<>(new OperationName("dingtalk", "sub-departments"), false);
    }

    @Override
    public Operation<DepartmentId, List<DepartmentId>> subDepartmentIds() {
        return new Named<>(new OperationName("dingtalk", "sub-department-ids"), false);
    }

    @Override
    public Operation<Question, List<UserDetails>> details() {
        return new Named<>(new OperationName("huawei", "user-details"), false);
    }

    @Override
    public int largestBatch() {
        return 10;
    }

    @Override
    public String ownIdType() {
        return "USER_ID";
    }

    @Override
    public List<String> idTypes() {
        return List.of("USER_ID", "THIRD_ACCOUNT");
    }

    @Override
    public Operation<WholeCompany, Long> headCount() {
        return new Named<>(new OperationName("dingtalk", "head-count"), false);
    }

    @Override
    public Operation<WholeCompany, VisibleScope> scope() {
        return new Named<>(new OperationName("dingtalk", "scopes"), true);
    }

    @Override
    public Operation<LeavePage, Page<LeaveRecord>> leaveRecords() {
        return new Named<>(new OperationName("dingtalk", "leave-records"), false);
    }

    @Override
    public Duration longestLeaveSpan() {
        return Duration.ofDays(365);
    }

    @Override
    public Operation<PersonQuestion, Optional<PersonDetails>> person() {
        return new Named<>(new OperationName("dingtalk", "user"), false);
    }

    @Override
    public Operation<DepartmentQuestion, Optional<Department>> department() {
        return new Named<>(new OperationName("dingtalk", "department"), false);
    }

    /** An operation that the company answers itself, without HTTP. */
    private record Named<I, O>(OperationName name, boolean metered) implements Operation<I, O> {
        @Override
        public HttpRequest request(I input) {
            throw new AssertionError("nothing is sent here");
        }

        @Override
        public ParsedResponse<O> read(I input, HttpResponse response) {
            throw new AssertionError("nothing comes back here");
        }

        @Override
        public Repeat afterUnknownOutcome() {
            return Repeat.REPEAT;
        }
    }
}
