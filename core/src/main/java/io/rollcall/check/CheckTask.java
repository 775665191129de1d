package io.rollcall.check;

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
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Checks what flows need: the store, an access token for each application, and one reading call for each API that they use.
 * Changes nothing at a vendor; its metered calls count. Steps run one after the other, so that a step can use results of
 * earlier ones, and is not tried if an earlier failure makes it certain to fail. Not thread-safe.
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
    /** Why no further call of an account is tried, by account. */
    private final Map<String, String> blocked = new HashMap<>();

    private @Nullable Commands commands;
    private @Nullable String storeFailure;
    private @Nullable Pending pending;

    /** What is under way. */
    private record Pending(String check, @Nullable String subject, List<String> flows) {}

    /**
     * @param applications the applications by account; accounts of one application share one entry
     * @param accounts maps the name of an account to its key in {@code applications}
     * @param flows the names of the flows
     * @param probes the calls that the flows need
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

    /** The key in {@code applications} of the application that an account uses. */
    public String account(String provider) {
        return accounts.apply(provider);
    }

    /** When the check was made. */
    public Instant now() {
        return now;
    }

    /** The results so far, in order. */
    public List<CheckLine> lines() {
        return List.copyOf(lines);
    }

    @Override
    public void begin(Commands first) {
        this.commands = first;
        if (!flows.isEmpty()) {
            steps.add(this::checkStore);
        }
        applications.keySet().forEach(account -> steps.add(() -> checkToken(account)));
        probes.plans().forEach(plan -> plan.plan(this, applications));
        applications.values().forEach(application -> {
            if (application.monthlyCalls() > 0) {
                steps.add(() -> checkBudget(application));
            }
        });
        next();
    }

    @Override
    public void abort(Problem problem) {
        commands = null;
        String check = problem.subject().equals(STORE) ? STORE : "check";
        // the store's check succeeded before the store failed
        lines.removeIf(line -> line.check().equals(STORE));
        lines.add(0, line(check, null, flows, problem));
        applications.keySet().forEach(account -> blocked.putIfAbsent(account, "The check was aborted."));
        storeFailure = problem.message();
        if (pending != null) {
            Pending aborted = pending;
            pending = null;
            notTried(aborted.check(), aborted.subject(), aborted.flows(), "The check was aborted.");
        }
        next();
    }

    /** Adds a step at the end. It must call {@link #probe}, {@link #skip} or {@link #skipWrite} once. */
    public void then(Runnable step) {
        steps.add(step);
    }

    /** Runs the next step. */
    private void next() {
        Runnable step = steps.poll();
        if (step != null) {
            step.run();
        }
    }

    /**
     * Adds a line about a call that cannot be tried, and continues.
     *
     * @param why the reason; an earlier failure that blocks the account takes precedence
     */
    public void skip(String account, OperationName operation, List<String> needing, String why) {
        String reason = blocked.get(account);
        Result result = reason == null ? Result.NOT_TESTABLE : Result.NOT_TRIED;
        lines.add(CheckLine.of(operation.toString(), result, null, needing, reason == null ? why : reason));
        next();
    }

    /** Adds a line about a call that is not tried because it would change a meeting, and continues. */
    public void skipWrite(Operation<?, ?> operation, List<String> needing) {
        String permission = operation.permission();
        String why = "The permission" + (permission == null ? "" : " " + permission)
                + " cannot be tested, because the call would change a meeting.";
        lines.add(CheckLine.of(operation.name().toString(), Result.NOT_TESTABLE, null, needing, why));
        next();
    }

    /** Makes a call, adds a line about its result, and continues. */
    public <I, O> void probe(Probe<I, O> probe) {
        String reason = blocked.get(probe.account());
        Application application = applications.get(probe.account());
        if (reason == null
                && storeFailure != null
                && application != null
                && isCounted(probe.operation(), application)) {
            reason = "The call is metered, and Rollcall cannot count it without the store.";
        }
        if (reason != null || commands == null) {
            notTried(probe.name(), probe.subject(), probe.flows(), reason);
            next();
            return;
        }
        pending = new Pending(probe.name(), probe.subject(), probe.flows());
        commands.call(probe.operation(), probe.input(), outcome -> {
            pending = null;
            add(probe, outcome);
            next();
        });
    }

    /**
     * Runs a step of several commands that needs the store and an account, adds its lines, and continues.
     *
     * @param check what is checked, for the lines
     * @param step calls its consumer once, with the problems that it found; then {@code done} is the line
     */
    public void run(
            String check,
            String account,
            List<String> needing,
            BiConsumer<Commands, Consumer<List<Problem>>> step,
            Supplier<String> done) {
        String reason = blocked.getOrDefault(account, storeFailure == null ? null : "The store cannot be used.");
        if (reason != null || commands == null) {
            notTried(check, null, needing, reason);
            next();
            return;
        }
        pending = new Pending(check, null, needing);
        step.accept(commands, problems -> {
            pending = null;
            problems.forEach(problem -> lines.add(line(check, problem.subject(), needing, problem)));
            if (problems.isEmpty()) {
                lines.add(CheckLine.of(check, Result.OK, null, needing, done.get()));
            }
            next();
        });
    }

    private static boolean isCounted(Operation<?, ?> operation, Application application) {
        return operation.metered() && application.monthlyCalls() > 0;
    }

    private <O> void add(Probe<?, O> probe, Outcome<O> outcome) {
        if (outcome instanceof Outcome.Failed<O> failed) {
            Fault fault = failed.fault();
            if (probe.ifUnknown() != null && isAboutInput(fault)) {
                lines.add(CheckLine.of(probe.name(), Result.OK, probe.subject(), probe.flows(), probe.ifUnknown()));
                return;
            }
            CheckLine line = CheckLine.failed(probe.name(), probe.subject(), probe.flows(), fault);
            lines.add(probe.without() == null ? line : line.warning(probe.without()));
            if (fault.kind() == Fault.Kind.BANNED) {
                blocked.put(probe.account(), "The vendor blocks this IP address for some minutes.");
            }
        } else {
            String message = probe.then().apply(((Outcome.Done<O>) outcome).value());
            lines.add(CheckLine.of(probe.name(), Result.OK, probe.subject(), probe.flows(), message));
        }
    }

    private static boolean isAboutInput(Fault fault) {
        return fault.kind() == Fault.Kind.BAD_REQUEST || fault.kind() == Fault.Kind.NOT_FOUND;
    }

    private void notTried(String check, @Nullable String subject, List<String> needing, @Nullable String why) {
        lines.add(CheckLine.of(check, Result.NOT_TRIED, subject, needing, why));
    }

    private void checkStore() {
        query(StateStore::inspect, found -> {
            String failure = found.failure();
            if (failure != null) {
                storeFailure = failure;
                lines.add(line(STORE, null, flows, new Problem(STORE, Fault.Kind.NO_ANSWER, null, null, failure)));
            } else {
                lines.add(CheckLine.of(STORE, Result.OK, null, flows, found.value()));
            }
        });
    }

    private void checkToken(String account) {
        if (commands == null) {
            next();
            return;
        }
        String check = Objects.requireNonNull(applications.get(account))
                .provider()
                .token()
                .name()
                .toString();
        commands.fetchToken(account, failure -> {
            failure.ifPresentOrElse(
                    fault -> {
                        lines.add(CheckLine.failed(check, null, List.of(), fault));
                        blocked.put(account, "No access token for " + account + ".");
                    },
                    () -> lines.add(CheckLine.of(check, Result.OK, null, List.of(), null)));
            next();
        });
    }

    private void checkBudget(Application application) {
        if (storeFailure != null) {
            next();
            return;
        }
        query(store -> MonthUsage.read(store, application, now), found -> {
            if (found.value() != null) {
                lines.add(found.value().line());
            }
        });
    }

    /** The result of a query, or why it failed: exactly one of both is null. */
    private record Found<T>(@Nullable T value, @Nullable String failure) {}

    private <T> void query(Function<StateStore, T> query, Consumer<Found<T>> then) {
        if (commands == null) {
            next();
            return;
        }
        commands.query(
                store -> {
                    try {
                        return new Found<T>(query.apply(store), null);
                    } catch (StoreException failed) {
                        // a line of the check; the check continues
                        return new Found<T>(null, String.valueOf(failed.getMessage()));
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
