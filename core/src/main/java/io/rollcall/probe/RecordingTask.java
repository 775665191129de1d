package io.rollcall.probe;

import io.rollcall.model.Meeting;
import io.rollcall.model.MeetingId;
import io.rollcall.report.Problem;
import io.rollcall.task.Commands;
import io.rollcall.task.Task;
import io.rollcall.vendor.Application;
import io.rollcall.vendor.Fault;
import io.rollcall.vendor.Operation;
import io.rollcall.vendor.OperationName;
import io.rollcall.vendor.Outcome;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Makes the reading calls of a recording of one application: each operation that its provider offers and that only reads, with inputs
 * that its earlier answers gave. Calls follow one another. Changes nothing at a vendor. Not thread-safe, except for {@link #stop}.
 */
public final class RecordingTask implements Task {
    private final Subject subject;
    private final Recorder recorder;
    private final Facts facts;
    private final Known known = new Known();
    private final Deque<Runnable> steps = new ArrayDeque<>();
    private final Map<OperationName, String> notRecorded = new TreeMap<>();
    private final Set<OperationName> recorded = new HashSet<>();
    private int planned;
    private volatile boolean stopped;
    private @Nullable String failure;
    private @Nullable Commands commands;

    RecordingTask(Subject subject, Recorder recorder, Facts facts) {
        this.subject = subject;
        this.recorder = recorder;
        this.facts = facts;
        then(this::token);
        new DirectoryReads(this, subject, known).plan();
        new MeetingReads(this, subject.application().provider(), known).plan();
        new LookupReads(this, subject, known).plan();
    }

    /** The account, as flows name it. */
    public String account() {
        return application().name();
    }

    /** The most calls that count against the month, repeats after faults included; 0 where none counts. */
    public int meteredCalls() {
        return application().monthlyCalls() == 0 ? 0 : planned;
    }

    /** Why the recording ended early, for the user's eyes only; empty if it did not. */
    public Optional<String> failure() {
        return Optional.ofNullable(failure);
    }

    /** Makes no further call, from any thread. */
    void stop() {
        stopped = true;
    }

    Application application() {
        return subject.application();
    }

    /** The running meeting that an answer named with this id, or with this number without regard to blanks. */
    Optional<MeetingId> meeting(String number) {
        String digits = ConfirmedMeeting.digits(number);
        return known.meetings.values().stream()
                .filter(meeting -> meeting.id().value().equals(number.strip())
                        || (meeting.roomCode() != null
                                && !digits.isEmpty()
                                && ConfirmedMeeting.digits(meeting.roomCode()).equals(digits)))
                .map(Meeting::id)
                .findFirst();
    }

    /** Why operations are not in the recording; for an operation that reads, none came of this application. */
    Map<OperationName, String> notRecorded() {
        Map<OperationName, String> reasons = new TreeMap<>(notRecorded);
        for (Operation<?, ?> operation : application().operations()) {
            boolean token =
                    operation.name().equals(application().provider().token().name());
            if (recorded.contains(operation.name()) || (token && recorder.has(operation.name()))) {
                reasons.remove(operation.name());
            } else {
                Sentence unread = failure == null ? Sentence.NO_INPUT : Sentence.EARLY;
                reasons.putIfAbsent(operation.name(), (isReading(operation) ? unread : Sentence.CHANGES).with());
            }
        }
        return reasons;
    }

    /** Whether each operation that reads is in the recording. */
    boolean isComplete() {
        Set<OperationName> missing = new TreeSet<>(notRecorded().keySet());
        application().operations().stream()
                .filter(operation -> !isReading(operation))
                .forEach(operation -> missing.remove(operation.name()));
        return failure == null && !stopped && missing.isEmpty();
    }

    private static boolean isReading(Operation<?, ?> operation) {
        return operation.afterUnknownOutcome() == Operation.Repeat.REPEAT;
    }

    @Override
    public void begin(Commands first) {
        commands = first;
        next();
    }

    private void token() {
        // recorded when it is fetched, so that the token that makes the calls is the one that is searched for
        start().fetchToken(account(), fault -> next());
    }

    @Override
    public void abort(Problem problem) {
        commands = null;
        steps.clear();
        // the message may name a file of this machine
        failure = problem.message();
    }

    Anonymizer anonymizer() {
        return recorder.anonymizer();
    }

    Facts facts() {
        return facts;
    }

    Instant now() {
        return start().now();
    }

    /**
     * Adds a step, which must call {@link #read} or {@link #skip} once.
     *
     * @param operations that the step and those that it adds call at most, each as often as it is named
     */
    void then(Runnable step, Operation<?, ?>... operations) {
        steps.add(step);
        planned += (int) Arrays.stream(operations).filter(Operation::metered).count();
    }

    /** Adds a step before all others, whose calls another step planned. */
    void thenAtOnce(Runnable step) {
        steps.addFirst(step);
    }

    /** Continues without a call. */
    void skip(OperationName operation, Sentence why) {
        notRecorded.put(operation, why.with());
        next();
    }

    /** Continues with the next step. */
    void next() {
        Runnable step = commands == null || stopped ? null : steps.poll();
        if (step != null) {
            step.run();
        }
    }

    /**
     * Makes a call, records its answers, and continues.
     *
     * @param anonymous the input with pseudonyms in the place of its ids
     * @param then receives what came of it
     */
    <I, O> void read(Operation<I, O> operation, I input, UnaryOperator<I> anonymous, Consumer<Outcome<O>> then) {
        int before = recorder.exchanges().size();
        start().call(recorder.reading(operation, anonymous), input, outcome -> {
            boolean answered = recorder.exchanges().stream().skip(before).anyMatch(exchange -> exchange.operation()
                    .equals(operation.name()));
            if (answered) {
                recorded.add(operation.name());
            } else if (outcome instanceof Outcome.Failed<O> failed) {
                Fault.Kind kind = failed.fault().kind();
                notRecorded.put(operation.name(), Sentence.NO_ANSWER.with(kind.word()));
            }
            then.accept(outcome);
            next();
        });
    }

    /** The same, for what is done with an answer only. */
    <I, O> void readAnswer(Operation<I, O> operation, I input, UnaryOperator<I> anonymous, Consumer<O> then) {
        read(operation, input, anonymous, outcome -> {
            if (outcome instanceof Outcome.Done<O> done) {
                then.accept(done.value());
            }
        });
    }

    private Commands start() {
        if (commands == null) {
            throw new IllegalStateException("the recording has not begun, or was aborted");
        }
        return commands;
    }
}
