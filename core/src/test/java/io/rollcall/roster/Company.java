package io.rollcall.roster;

import io.rollcall.model.AccountId;
import io.rollcall.model.Department;
import io.rollcall.model.DepartmentId;
import io.rollcall.model.DirectoryPeople;
import io.rollcall.model.Person;
import io.rollcall.model.UserAccount;
import io.rollcall.model.UserDetails;
import io.rollcall.model.UserDetails.Status;
import io.rollcall.vendor.DepartmentDirectory;
import io.rollcall.vendor.Fault;
import io.rollcall.vendor.Operation;
import io.rollcall.vendor.OperationName;
import io.rollcall.vendor.Outcome;
import io.rollcall.vendor.Unsent;
import io.rollcall.vendor.UserLookup;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/** A company held in memory, and how its two vendors answer. */
class Company implements DepartmentDirectory, UserLookup {
    static final int LARGEST_BATCH = 200;

    /** What the looking-up vendor puts where an echo would be. */
    enum Echo {
        KEY,
        OWN_ID,
        NOTHING,
        KEY_FOR_SOME,
        NOTHING_BUT_ACCOUNT
    }

    record Node(long id, List<Long> children, Set<Long> hiddenChildren, List<String> people) {}

    final Map<Long, Node> departments = new TreeMap<>();
    /** The names of departments, where they have any. */
    final Map<Long, String> names = new HashMap<>();
    /** What a person has as look-up key, where it is not the userid; null values for people without. */
    final Map<String, String> jobNumbers = new HashMap<>();
    /** By key; keys that are not in here are unknown to the vendor. */
    final Map<String, UserDetails.Status> accounts = new HashMap<>();
    /** By "call subject", for example "department-users 3". */
    final Map<String, Function<Operation<?, ?>, Fault>> faults = new HashMap<>();
    /** A batch with one of these keys is refused whole. */
    final Set<String> poison = new HashSet<>();

    /** By key: accounts, and ids of accounts, that are not made from the key. */
    final Map<String, String> accountNames = new HashMap<>();

    final Map<String, String> accountIds = new HashMap<>();

    Echo echo = Echo.KEY;
    boolean listsDepartments = true;
    boolean leavesUnknownOut;
    boolean shuffles = true;
    Random random = new Random(1);

    Node add(long id, long parent) {
        Node node = new Node(id, new ArrayList<>(), new HashSet<>(), new ArrayList<>());
        departments.put(id, node);
        if (parent > 0) {
            departments.get(parent).children().add(id);
        }
        return node;
    }

    /** A company of so many people in so many departments, 20 departments below each. */
    static Company of(int people, int departments) {
        Company company = new Company();
        company.add(1, 0);
        for (int d = 2; d <= departments; d++) {
            company.add(d, 1 + (d - 2) / 20);
        }
        for (int p = 0; p < people; p++) {
            company.departments.get(1L + p % departments).people().add("u" + p);
        }
        return company;
    }

    private final Map<String, List<Long>> memberships = new HashMap<>();

    List<Long> membershipsOf(String person) {
        if (memberships.isEmpty()) {
            departments.values().forEach(d -> d.people().forEach(p -> memberships
                    .computeIfAbsent(p, x -> new ArrayList<>())
                    .add(d.id())));
        }
        return memberships.getOrDefault(person, List.of());
    }

    Person person(String id, long seenIn) {
        List<DepartmentId> listed = listsDepartments
                ? membershipsOf(id).stream().map(DepartmentId::new).toList()
                : List.of();
        return DirectoryPeople.person(id, null, "Name of " + id, listed, jobNumbers.get(id), null, seenIn, true);
    }

    @SuppressWarnings("unchecked")
    <I, O> Outcome<O> answer(Operation<I, O> operation, I input) {
        String call = operation.name().call();
        String subject =
                switch (call) {
                    case "department-users" -> "" + ((PeoplePage) input).department();
                    case "sub-departments" -> "" + ((SubDepartments) input).parent();
                    case "sub-department-ids" -> "" + input;
                    default -> "";
                };
        Function<Operation<?, ?>, Fault> fault = faults.get(call + " " + subject);
        if (fault != null) {
            return new Outcome.Failed<>(fault.apply(operation));
        }
        return switch (call) {
            case "department-users" -> new Outcome.Done<>((O) page((PeoplePage) input), null);
            case "sub-departments" -> {
                Node node = departments.get(((SubDepartments) input).parent().value());
                yield new Outcome.Done<>(
                        (O) node.children().stream()
                                .filter(c -> !node.hiddenChildren().contains(c))
                                .map(c -> new Department(new DepartmentId(c), names.get(c), null, null, null))
                                .toList(),
                        null);
            }
            case "sub-department-ids" ->
                new Outcome.Done<>(
                        (O) departments.get(((DepartmentId) input).value()).children().stream()
                                .map(DepartmentId::new)
                                .toList(),
                        null);
            default -> details((Operation<?, O>) operation, (Question) input);
        };
    }

    private People page(PeoplePage page) {
        List<String> all = departments.get(page.department().value()).people();
        int from = (int) page.cursor();
        int to = Math.min(all.size(), from + page.size());
        List<Person> people = new ArrayList<>();
        for (String id : all.subList(from, to)) {
            people.add(person(id, page.department().value()));
        }
        return new People(people, to < all.size() ? (long) to : null);
    }

    @SuppressWarnings("unchecked")
    private <O> Outcome<O> details(Operation<?, O> operation, Question question) {
        if (question.ids().size() > LARGEST_BATCH
                || question.ids().isEmpty()
                || new HashSet<>(question.ids()).size() < question.ids().size()) {
            throw new AssertionError("such a question must not be asked: " + question);
        }
        if (question.ids().stream().anyMatch(poison::contains)) {
            return new Outcome.Failed<>(badRequest(operation));
        }
        boolean own = question.idType().equals(ownIdType());
        List<UserDetails> items = new ArrayList<>();
        for (String id : question.ids()) {
            String key = own && id.startsWith("own-") ? id.substring(4) : id;
            Status status = own && !id.startsWith("own-") ? null : accounts.get(key);
            if (status == null && !leavesUnknownOut) {
                items.add(new UserDetails(Status.NOT_FOUND, 2L, account(echoOf(id, key, own), null)));
            } else if (status != null) {
                items.add(new UserDetails(
                        status,
                        (long) status.ordinal(),
                        account(
                                accountIds.getOrDefault(key, echoOf(id, key, own)),
                                accountNames.getOrDefault(key, echo == Echo.NOTHING_BUT_ACCOUNT ? key : "of " + key))));
            }
        }
        if (shuffles) {
            Collections.shuffle(items, random);
        }
        return new Outcome.Done<>((O) items, null);
    }

    private String echoOf(String asked, String key, boolean own) {
        return switch (own ? Echo.KEY : echo) {
            case KEY -> asked;
            case OWN_ID -> "own-" + key;
            case NOTHING, NOTHING_BUT_ACCOUNT -> null;
            case KEY_FOR_SOME -> key.hashCode() % 2 == 0 ? asked : "own-" + key;
        };
    }

    private static UserAccount account(String id, String account) {
        return new UserAccount(
                id == null ? null : new AccountId(id),
                account,
                null,
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

    static Fault server(Operation<?, ?> operation) {
        return new Fault.ServerFailed(Fault.Origin.of(operation.name()), null, "the vendor failed");
    }

    static Fault permission(Operation<?, ?> operation) {
        return new Fault.PermissionMissing(Fault.Origin.of(operation.name()), List.of(), "not allowed");
    }

    static Fault badRequest(Operation<?, ?> operation) {
        return new Fault.BadRequest(Fault.Origin.of(operation.name()), "refused");
    }

    @Override
    public Operation<PeoplePage, People> people() {
        return new Named<>(new OperationName("dingtalk", "department-users"));
    }

    @Override
    public PeoplePage firstPage(DepartmentId department) {
        return new PeoplePage(department, 0, 100, "", Map.of());
    }

    @Override
    public Operation<SubDepartments, List<Department>> subDepartments() {
        return new Named<>(new OperationName("dingtalk", "sub-departments"));
    }

    @Override
    public Operation<DepartmentId, List<DepartmentId>> subDepartmentIds() {
        return new Named<>(new OperationName("dingtalk", "sub-department-ids"));
    }

    @Override
    public Operation<Question, List<UserDetails>> details() {
        return new Named<>(new OperationName("huawei", "user-details"));
    }

    @Override
    public int largestBatch() {
        return LARGEST_BATCH;
    }

    @Override
    public String ownIdType() {
        return "USER_ID";
    }

    @Override
    public List<String> idTypes() {
        return List.of("USER_ID", "THIRD_ACCOUNT");
    }

    /** An operation that the company answers itself, without HTTP. */
    private record Named<I, O>(OperationName name) implements Unsent<I, O> {}
}
