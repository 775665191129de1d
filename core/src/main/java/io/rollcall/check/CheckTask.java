package io.rollcall.check;

import io.rollcall.budget.BillingMonth;
import io.rollcall.budget.Exhaustion;
import io.rollcall.report.CheckLine;
import io.rollcall.report.CheckLine.Result;
import io.rollcall.report.Problem;
import io.rollcall.state.StateStore;
import io.rollcall.state.StoreException;
import io.rollcall.task.Commands;
import io.rollcall.task.Task;
import io.rollcall.vendor.Application;
import io.rollcall.vendor.Fault;
import io.rollcall.vendor.Operation;
import io.rollcall.vendor.OperationName;
import io.rollcall.vendor.Outcome;
import java.time.Instant;
import java.time.InstantSource;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Tries out what flows need: the store, a token for each application, and one harmless call for each API that they
 * read. Nothing is changed at a vendor; metered calls count as ever. One step after the other, so that a step can use
 * what an earlier one found, and is not tried where an earlier one shows that it cannot succeed.
 */
public final class CheckTask implements Task {
    static final String STORE = "store";

    private final Map<String, Application> applications;
    private final UnaryOperator<String> accounts;
    private final List<String> flows;
    private final Probes probes;
    private final Instant now;
    private final List<CheckLine> lines = new ArrayList<>();
    private final Deque<Runnable> steps = new ArrayDeque<>();
    /** Why nothing can be asked of a vendor any more, by account. */
    private final Map<String, String> hopeless = new HashMap<>();

    private @Nullable Commands commands;
    private @Nullable String storeLost;
    private @Nullable Probe<?, ?> asking;

    /**
     * A check of flows, some of whose accounts may be further names of one application.
     *
     * @param accounts the name under which the application of an account is in {@code applications}
     * @param flows their names
     * @param probes what they need
     */
    public CheckTask(
            Map<String, Application> applications,
            UnaryOperator<String> accounts,
            List<String> flows,
            Probes probes,
            InstantSource time) {
        this.applications = new TreeMap<>(applications);
        this.accounts = accounts;
        this.flows = List.copyOf(flows);
        this.probes = probes;
        this.now = time.instant();
        probes.problems().forEach(problem -> lines.add(line("file", problem.subject(), List.of(), problem)));
    }

    /**
     * One call to try.
     *
     * @param account whose application makes it
     * @param then told the answer, before the line is written
     * @param unknown what to say where the vendor does not know whom or what the call names; null where that is a
     *     failure
     */
    public record Probe<I, O>(
            String account,
            Operation<I, O> operation,
            I input,
            @Nullable String subject,
            List<String> flows,
            Function<O, @Nullable String> then,
            @Nullable String unknown) {
        /** A call whose every failure is a failure of the check. */
        public Probe(
                String account,
                Operation<I, O> operation,
                I input,
                @Nullable String subject,
                List<String> flows,
                Function<O, @Nullable String> then) {
            this(account, operation, input, subject, flows, then, null);
        }

        String name() {
            return operation.name().toString();
        }
    }

    /** The name of the account whose application a flow's account uses. */
    public String account(String provider) {
        return accounts.apply(provider);
    }

    /** What was found, in order. */
    public List<CheckLine> lines() {
        return List.copyOf(lines);
    }

    @Override
    public void begin(Commands work) {
        this.commands = work;
        if (!flows.isEmpty()) {
            steps.add(this::store);
        }
        applications.keySet().forEach(account -> steps.add(() -> token(account)));
        probes.plans().forEach(plan -> plan.plan(this, applications));
        applications.values().forEach(application -> {
            if (application.monthlyCalls() > 0) {
                steps.add(() -> budget(application));
            }
        });
        next();
    }

    @Override
    public void abort(Problem problem) {
        commands = null;
        String check = problem.subject().equals(STORE) ? STORE : "check";
        // the store seemed to be there, and then it was not
        lines.removeIf(line -> line.check().equals(STORE));
        lines.add(0, line(check, null, flows, problem));
        applications.keySet().forEach(account -> hopeless.putIfAbsent(account, "The check could not go on."));
        storeLost = problem.message();
        if (asking != null) {
            Probe<?, ?> unanswered = asking;
            asking = null;
            notTried(unanswered.name(), unanswered.subject(), unanswered.flows(), "The check could not go on.");
        }
        next();
    }

    /** Puts a step at the end. It must end in {@link #ask}, {@link #leaveOut}, {@link #leaveUndone} or {@link #next}. */
    public void then(Runnable step) {
        steps.add(step);
    }

    /** Goes on with the next step. */
    void next() {
        Runnable step = steps.poll();
        if (step != null) {
            step.run();
        }
    }

    /**
     * Writes a line about a call that cannot be tried, and goes on.
     *
     * @param why unless something failed before that keeps every call to the vendor from being tried
     */
    public void leaveOut(String account, OperationName operation, List<String> needing, String why) {
        String reason = hopeless.get(account);
        Result result = reason == null ? Result.NOT_TESTABLE : Result.NOT_TRIED;
        lines.add(CheckLine.of(operation.toString(), result, null, needing, reason == null ? why : reason));
        next();
    }

    /** Writes a line about a call that would change something, and goes on. */
    public void leaveUndone(OperationName operation, List<String> needing) {
        String why = "The permission is not testable without acting: trying it would change a meeting.";
        lines.add(CheckLine.of(operation.toString(), Result.NOT_TESTABLE, null, needing, why));
        next();
    }

    /** Tries a call, writes its line and goes on. */
    public <I, O> void ask(Probe<I, O> probe) {
        String reason = hopeless.get(probe.account());
        Application application = applications.get(probe.account());
        if (reason == null && storeLost != null && application != null && isCounted(probe.operation(), application)) {
            reason = "The call is metered, and without the store it cannot be counted.";
        }
        if (reason != null || commands == null) {
            notTried(probe.name(), probe.subject(), probe.flows(), reason);
            next();
            return;
        }
        asking = probe;
        commands.call(probe.operation(), probe.input(), outcome -> {
            asking = null;
            answered(probe, outcome);
            next();
        });
    }

    private static boolean isCounted(Operation<?, ?> operation, Application application) {
        return operation.metered() && application.monthlyCalls() > 0;
    }

    private <O> void answered(Probe<?, O> probe, Outcome<O> outcome) {
        if (outcome instanceof Outcome.Failed<O> failed) {
            Fault fault = failed.fault();
            if (probe.unknown() != null && isAboutWhatWasNamed(fault)) {
                lines.add(CheckLine.of(probe.name(), Result.OK, probe.subject(), probe.flows(), probe.unknown()));
                return;
            }
            lines.add(CheckLine.failed(probe.name(), probe.subject(), probe.flows(), fault));
            if (fault.kind() == Fault.Kind.BANNED) {
                hopeless.put(probe.account(), "The vendor refuses this address for some minutes.");
            }
        } else {
            String message = probe.then().apply(((Outcome.Done<O>) outcome).value());
            lines.add(CheckLine.of(probe.name(), Result.OK, probe.subject(), probe.flows(), message));
        }
    }

    private static boolean isAboutWhatWasNamed(Fault fault) {
        return fault.kind() == Fault.Kind.BAD_REQUEST || fault.kind() == Fault.Kind.NOT_FOUND;
    }

    private void notTried(String check, @Nullable String subject, List<String> needing, @Nullable String why) {
        lines.add(CheckLine.of(check, Result.NOT_TRIED, subject, needing, why));
    }

    private void store() {
        consult(StateStore::inspect, found -> {
            String lost = found.lost();
            if (lost != null) {
                storeLost = lost;
                lines.add(line(STORE, null, flows, new Problem(STORE, Fault.Kind.NO_ANSWER, null, null, lost)));
            } else {
                lines.add(CheckLine.of(STORE, Result.OK, null, flows, found.value()));
            }
        });
    }

    private void token(String account) {
        if (commands == null) {
            next();
            return;
        }
        String check = Objects.requireNonNull(applications.get(account))
                .provider()
                .token()
                .name()
                .toString();
        commands.fetchToken(account, refusal -> {
            refusal.ifPresentOrElse(
                    fault -> {
                        lines.add(CheckLine.failed(check, null, List.of(), fault));
                        hopeless.put(account, "There is no token for " + account + ".");
                    },
                    () -> lines.add(CheckLine.of(check, Result.OK, null, List.of(), null)));
            next();
        });
    }

    private void budget(Application application) {
        if (storeLost != null) {
            next();
            return;
        }
        long limit = application.monthlyCalls();
        ZoneId zone = application.provider().quotaZone();
        YearMonth month = BillingMonth.of(now, zone).month();
        consult(
                memory -> new Month(
                        memory.budget().used(application.id(), month),
                        memory.budget().exhaustion(application.id(), month).orElse(null)),
                found -> {
                    Month known = found.value();
                    if (known != null) {
                        boolean low = known.used() >= limit - limit / 5 || known.refusal() != null;
                        String message = String.format(
                                Locale.ROOT,
                                "%,d of %,d metered calls used in %s, %,d kept for changes%s",
                                known.used(),
                                limit,
                                month,
                                application.reserve(),
                                known.consequence(application));
                        lines.add(CheckLine.of(
                                        "budget",
                                        low ? Result.WARNING : Result.OK,
                                        application.name(),
                                        List.of(),
                                        message)
                                .with(new CheckLine.Amount(known.used(), limit)));
                    }
                });
    }

    /** A month as the store knows it. */
    private record Month(long used, @Nullable Exhaustion refusal) {
        String consequence(Application application) {
            ZoneId zone = application.provider().quotaZone();
            if (refusal != null) {
                return "; refused since " + BillingMonth.words(refusal.since(), zone)
                        + " because the organization's calls are used up: buy more, or wait for the next month";
            }
            if (used >= application.monthlyCalls()) {
                return "; metered calls rest until the month ends (" + zone + ")";
            }
            return used >= application.pollLimit() ? "; flows poll no more until the month ends (" + zone + ")" : "";
        }
    }

    /** What the store said, or why it says nothing: one of both is null. */
    private record Found<T>(@Nullable T value, @Nullable String lost) {}

    private <T> void consult(Function<StateStore, T> question, Consumer<Found<T>> then) {
        if (commands == null) {
            next();
            return;
        }
        commands.query(
                memory -> {
                    try {
                        return new Found<T>(question.apply(memory), null);
                    } catch (StoreException lost) {
                        // one line of the check, not the end of it
                        return new Found<T>(null, String.valueOf(lost.getMessage()));
                    }
                },
                found -> {
                    then.accept(found);
                    next();
                });
    }

    private static CheckLine line(String check, @Nullable String subject, List<String> needing, Problem problem) {
        return new CheckLine(
                check,
                Result.FAILED,
                subject,
                needing,
                problem.fault(),
                problem.code(),
                problem.requestId(),
                problem.message(),
                null);
    }
}
