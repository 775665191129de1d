package io.rollcall.probe;

import io.rollcall.http.HttpResponse;
import io.rollcall.model.DepartmentId;
import io.rollcall.model.Meeting;
import io.rollcall.model.MeetingId;
import io.rollcall.model.Person;
import io.rollcall.report.Problem;
import io.rollcall.task.Commands;
import io.rollcall.task.Task;
import io.rollcall.vendor.Application;
import io.rollcall.vendor.Fault;
import io.rollcall.vendor.Operation;
import io.rollcall.vendor.OperationName;
import io.rollcall.vendor.Outcome;
import io.rollcall.vendor.Provider;
import io.rollcall.vendor.TokenContext;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Makes the reading calls of a recording: each operation that an application's provider offers and that only reads, with inputs that
 * earlier answers gave. Calls follow one another. Changes nothing at a vendor. Not thread-safe.
 */
public final class RecordingTask implements Task {
    private final SortedMap<String, Application> applications;
    private final Function<String, List<DepartmentId>> roots;
    private final Function<Person, Optional<String>> lookupKey;
    private final Recorder recorder;
    private final Facts facts = new Facts();
    private final Known known = new Known();
    private final String nonce;
    private final Deque<Runnable> steps = new ArrayDeque<>();
    private final Map<String, String> notRecorded = new LinkedHashMap<>();
    private final Set<String> unrecordedReads = new TreeSet<>();
    private @Nullable String failure;
    private @Nullable Commands commands;

    /**
     * @param applications by account
     * @param roots the departments where the flows of an account begin; empty for the root
     * @param lookupKey the id by which people are looked up at another vendor
     * @param nonce 32 random letters and digits, for requests for tokens
     */
    public RecordingTask(
            Map<String, Application> applications,
            Function<String, List<DepartmentId>> roots,
            Function<Person, Optional<String>> lookupKey,
            Recorder recorder,
            String nonce) {
        this.applications = distinct(applications);
        this.roots = roots;
        this.lookupKey = lookupKey;
        this.recorder = recorder;
        this.nonce = nonce;
    }

    /** The most calls of a recording that count against the month, by account; accounts without metered calls are left out. */
    public static SortedMap<String, Integer> meteredCalls(Map<String, Application> applications) {
        SortedMap<String, Integer> costs = new TreeMap<>();
        distinct(applications).forEach((account, application) -> {
            int calls = application.monthlyCalls() == 0
                    ? 0
                    : MeetingReads.meteredCalls(application.provider())
                            + DirectoryReads.meteredCalls(application.provider());
            if (calls > 0) {
                costs.put(account, calls);
            }
        });
        return costs;
    }

    /** The names of the reading operations that are not in the recording. */
    public Set<String> unrecordedReads() {
        return new TreeSet<>(unrecordedReads);
    }

    /** One account of each application. */
    private static SortedMap<String, Application> distinct(Map<String, Application> applications) {
        SortedMap<String, Application> distinct = new TreeMap<>();
        Set<String> ids = new HashSet<>();
        new TreeMap<>(applications).forEach((account, application) -> {
            if (ids.add(application.id())) {
                distinct.put(account, application);
            }
        });
        return distinct;
    }

    /** Why the recording ended early, for the user's eyes only; empty if it did not. */
    public Optional<String> failure() {
        return Optional.ofNullable(failure);
    }

    /** Why operations are not in the recording, by their name. */
    public Map<String, String> notRecorded() {
        return new TreeMap<>(notRecorded);
    }

    /** The running meeting that an answer named with this id, or with this number without regard to blanks. */
    public Optional<MeetingId> meeting(String number) {
        String digits = ConfirmedMeeting.digits(number);
        return known.meetings.values().stream()
                .filter(meeting -> meeting.id().value().equals(number.strip())
                        || (meeting.roomCode() != null
                                && !digits.isEmpty()
                                && ConfirmedMeeting.digits(meeting.roomCode()).equals(digits)))
                .map(Meeting::id)
                .findFirst();
    }

    /** Whose list named a meeting that {@link #meeting} found. */
    public Optional<Provider> listedBy(MeetingId meeting) {
        return Optional.ofNullable(known.listedBy.get(meeting));
    }

    /** What the answers say about the assumptions. */
    public Facts facts() {
        return facts;
    }

    @Override
    public void begin(Commands first) {
        commands = first;
        applications.forEach((account, application) -> {
            then(() -> token(application));
            new DirectoryReads(this, application.provider(), known).plan(roots.apply(account));
            new MeetingReads(this, application.provider(), known).plan();
        });
        // people of all directories are known only then
        applications.values().forEach(application -> new LookupReads(this, known, lookupKey)
                .plan(application.provider()));
        then(this::missing);
        next();
    }

    private void token(Application application) {
        Instant now = start().now();
        send(recorder.token(application.provider().token()), new TokenContext(now, nonce), token -> {});
    }

    /** Names what no step recorded: a vendor may offer operations that this version has no input for. */
    private void missing() {
        for (Application application : applications.values()) {
            for (Operation<?, ?> operation : application.operations()) {
                boolean reads = operation.afterUnknownOutcome() == Operation.Repeat.REPEAT;
                String name = operation.name().toString();
                boolean recorded = recorder.exchanges().stream()
                        .anyMatch(exchange -> exchange.operation().equals(operation.name()));
                if (!recorded && reads) {
                    unrecordedReads.add(name);
                }
                if (!recorded) {
                    notRecorded.putIfAbsent(
                            name,
                            reads ? "No answer came, or it has no input." : "It changes something, or holds a secret.");
                }
            }
        }
        next();
    }

    @Override
    public void abort(Problem problem) {
        commands = null;
        steps.clear();
        String early = "(the recording ended early)";
        unrecordedReads.add(early);
        // the message may name a file of this machine
        notRecorded.put(early, "Rollcall's store failed, or Rollcall was stopped.");
        failure = problem.message();
    }

    Anonymizer anonymizer() {
        return recorder.anonymizer();
    }

    Instant now() {
        return start().now();
    }

    /** Adds a step, which must call {@link #read} or {@link #skip} once. */
    void then(Runnable step) {
        steps.add(step);
    }

    /** Adds a step before all others. */
    void thenAtOnce(Runnable step) {
        steps.addFirst(step);
    }

    /** Continues without a call. */
    void skip(OperationName operation, String why) {
        notRecorded.put(operation.toString(), why);
        next();
    }

    /** Continues with the next step. */
    void next() {
        Runnable step = commands == null ? null : steps.poll();
        if (step != null) {
            step.run();
        }
    }

    /**
     * Makes a call, records its answers, and continues.
     *
     * @param anonymous the input with pseudonyms in the place of its ids
     * @param then receives the answer; not called where there is none
     */
    <I, O> void read(Operation<I, O> operation, I input, UnaryOperator<I> anonymous, Consumer<O> then) {
        send(recorder.reading(operation, anonymous), input, then);
    }

    private <I, O> void send(Operation<I, O> operation, I input, Consumer<O> then) {
        start().call(operation, input, outcome -> {
            List<RecordedExchange> all = recorder.exchanges();
            if (!all.isEmpty() && all.get(all.size() - 1).operation().equals(operation.name())) {
                HttpResponse last = all.get(all.size() - 1).response();
                facts.headers(operation.name().vendor(), last);
            }
            if (outcome instanceof Outcome.Failed<O> failed && failed.fault().kind() == Fault.Kind.THROTTLED) {
                facts.add(Assumptions.THROTTLE, "A call was refused for its rate; its answer is in the recording.");
            }
            if (outcome instanceof Outcome.Done<O> done) {
                then.accept(done.value());
            } else if (all.stream().noneMatch(exchange -> exchange.operation().equals(operation.name()))) {
                notRecorded.put(
                        operation.name().toString(),
                        "No answer: "
                                + ((Outcome.Failed<O>) outcome).fault().kind().word() + ".");
            }
            next();
        });
    }

    private Commands start() {
        if (commands == null) {
            throw new IllegalStateException("the recording has not begun, or was aborted");
        }
        return commands;
    }
}
