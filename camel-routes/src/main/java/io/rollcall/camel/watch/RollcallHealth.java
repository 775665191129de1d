package io.rollcall.camel.watch;

import io.rollcall.call.Clocks;
import io.rollcall.camel.support.FatalErrors;
import io.rollcall.report.RunOutcome;
import io.rollcall.state.Pause;
import io.rollcall.state.RosterRepository.Quarantine;
import io.rollcall.state.StateStore;
import io.rollcall.state.StoreException;
import io.rollcall.vendor.Application;
import io.rollcall.vendor.Fault;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckRegistry;
import org.jspecify.annotations.Nullable;

/**
 * The health of Rollcall: the program's {@code /health} and the health checks of a host read the same states. A state
 * contains names of flows and accounts, times and kinds of faults, but no secret and no personal data. Thread-safe.
 */
public final class RollcallHealth {
    /** Monitors poll every few seconds, with timeouts of a few seconds. */
    private static final Duration LONGEST_READ = Duration.ofMillis(700);

    private final Collection<Application> applications;
    private final AccountMonitor accounts;
    private final FlowMonitor flows;
    private final StreamMonitor streams;
    private final ChannelMonitor channels = new ChannelMonitor();
    private final StateStore store;
    private final BudgetMonitor budget;
    private final InstantSource time;
    private final Consumer<VirtualMachineError> jvm = failed -> this.jvmError = failed;
    private final List<HealthCheck> checks = new ArrayList<>();
    private volatile Supplier<Optional<String>> historyProblem = Optional::empty;
    private volatile @Nullable VirtualMachineError jvmError;

    /** The parts, each with its own health check. */
    public enum Part {
        /** Whether the vendors accept the credentials of all accounts. */
        ACCOUNTS,
        /** Whether flows may still poll this month. */
        BUDGET,
        /** Whether the last run of each flow succeeded, no scheduled run is overdue, and no roster waits in quarantine. */
        FLOWS,
        /** Whether the Java virtual machine has not failed; only a restart of the application helps. */
        JVM,
        /** Whether the store can be used. */
        STORE,
        /** Whether the events of vendors come that are wanted. */
        STREAM;

        /** The id of the health check. */
        public String id() {
            return "rollcall-" + name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * The state of a part.
     *
     * @param problem what is wrong and what to do; null if the part is healthy
     * @param details a short text for each flow, account or property
     * @param error the JVM's error; null if there is none
     */
    public record State(@Nullable String problem, Map<String, String> details, @Nullable Throwable error) {
        public State {
            details = new TreeMap<>(details);
        }

        private State(List<String> problems, Map<String, String> details) {
            this(problems.isEmpty() ? null : String.join(" ", problems), details, null);
        }
    }

    /**
     * Starts recording.
     *
     * @param applications may grow; then it must be thread-safe
     * @param storeReads two threads or more, used only to read the store
     */
    public RollcallHealth(
            Collection<Application> applications, StateStore store, Clocks clocks, ExecutorService storeReads) {
        this.applications = applications;
        this.accounts = new AccountMonitor(clocks);
        this.flows = new FlowMonitor(clocks);
        this.store = new BoundedReads(LONGEST_READ, storeReads).of(store);
        this.time = clocks.wall();
        this.budget = new BudgetMonitor(applications, this.store, clocks.wall());
        this.streams = new StreamMonitor(applications, this.store, clocks);
        FatalErrors.addListener(jvm);
    }

    /** Reports, as a problem of the store, why the attendance history cannot be written. */
    public void reportHistory(Supplier<Optional<String>> problem) {
        historyProblem = problem;
    }

    /** The monitor that records the calls of accounts. */
    public AccountMonitor accounts() {
        return accounts;
    }

    /** The states of the accounts that are configured now. */
    public List<AccountMonitor.Standing> accountStandings() {
        Set<String> names = applications.stream().map(Application::name).collect(Collectors.toSet());
        return accounts.standings().stream()
                .filter(account -> names.contains(account.account()))
                .toList();
    }

    /** The monitor of the flows. */
    public FlowMonitor flows() {
        return flows;
    }

    /** The monitor of the connections for events; a read of the store that takes longer than 700 ms fails. */
    public StreamMonitor streams() {
        return streams;
    }

    /** How the channels are that tell people about runs; a dead one affects no run. */
    public ChannelMonitor channels() {
        return channels;
    }

    /** The pauses of changes in force; empty if the store cannot be read. */
    public List<Pause> pauses() {
        try {
            return store.pauses().inForce(time.instant());
        } catch (StoreException lost) {
            return List.of();
        }
    }

    /** The quarantine of a flow's roster; empty if there is none, or if the store cannot be read. */
    public Optional<Quarantine> quarantine(String flow) {
        try {
            return store.rosters().quarantine(flow);
        } catch (StoreException lost) {
            return Optional.empty();
        }
    }

    /** A quarantine in sentences, with what to do; its times are in UTC. */
    public String words(String flow, Quarantine quarantine) {
        return quarantine.words(flow, time.instant(), Instant::toString);
    }

    /** The monitor of the month's calls; a read that takes longer than 700 ms fails. */
    public BudgetMonitor budget() {
        return budget;
    }

    /** Why the store cannot be used; empty if it can. */
    public Optional<String> storeProblem() {
        try {
            store.inspect();
            return Optional.empty();
        } catch (StoreException lost) {
            return Optional.of(String.valueOf(lost.getMessage()));
        }
    }

    /** The use of the month's calls; empty if the store cannot be read. */
    public List<BudgetMonitor.Standing> months() {
        try {
            return budget.standings();
        } catch (StoreException lost) {
            return List.of();
        }
    }

    /** The current state of a part. */
    public State state(Part part) {
        return switch (part) {
            case ACCOUNTS -> accountState();
            case BUDGET -> budgetState();
            case FLOWS -> flowState();
            case JVM -> jvmState();
            case STORE ->
                storeProblem()
                        .or(historyProblem)
                        .map(problem -> new State(problem, Map.of(), null))
                        .orElseGet(() -> new State(List.of(), Map.of()));
            case STREAM -> streamState();
        };
    }

    private State accountState() {
        List<String> problems = new ArrayList<>();
        Map<String, String> details = new TreeMap<>();
        for (AccountMonitor.Standing account : accountStandings()) {
            details.put(account.account(), word(account));
            if (account.refusal() == Fault.Kind.TOKEN) {
                problems.add("The vendor refuses the credentials of the account " + account.account()
                        + ". Correct them; Rollcall reads secrets in files again at the next call.");
            } else if (account.refusal() != null) {
                problems.add("The vendor has banned this address for some minutes (account " + account.account()
                        + "). Calls go on after that; call less often.");
            }
        }
        return new State(problems, details);
    }

    private static String word(AccountMonitor.Standing account) {
        return account.refusal() == null ? "accepted" : account.refusal().word() + " since " + account.since();
    }

    private State budgetState() {
        List<String> problems = new ArrayList<>();
        Map<String, String> details = new TreeMap<>();
        for (BudgetMonitor.Standing month : months()) {
            details.put(month.account(), month.word() + ", " + month.used() + " of " + month.limit() + " calls");
            if (month.refusedSince() != null) {
                problems.add("The vendor refuses the metered calls of the account " + month.account()
                        + " as used up. Buy more calls, or wait for the next month.");
            } else if (month.isUsedUp()) {
                problems.add("The month's metered calls of the account " + month.account()
                        + " are used up. Raise monthly-calls, or wait for the next month.");
            } else if (month.isPollingOver()) {
                problems.add("Only the reserve for changes is left of the month's metered calls of the account "
                        + month.account() + ": flows do not poll. Raise monthly-calls, or wait for the next month.");
            }
        }
        return new State(problems, details);
    }

    private State flowState() {
        List<String> problems = new ArrayList<>();
        Map<String, String> details = new TreeMap<>();
        List<Pause> pauses = pauses();
        for (FlowMonitor.Standing flow : flows.standings()) {
            boolean paused = pauses.stream()
                    .anyMatch(pause -> pause.flow() == null || pause.flow().equals(flow.flow()));
            Optional<Quarantine> quarantine = quarantine(flow.flow());
            details.put(
                    flow.flow(),
                    words(flow)
                            + (paused ? ", changes are paused" : "")
                            + quarantine
                                    .map(found -> ", quarantined since " + found.at())
                                    .orElse(""));
            // after the acceptance no one has to act
            quarantine
                    .filter(found -> !found.isAllowed(time.instant()))
                    .map(found -> words(flow.flow(), found))
                    .ifPresent(problems::add);
            if (flow.isFailing()) {
                problems.add("The last run of the flow " + flow.flow() + " failed"
                        + (flow.fault() == null ? "" : " (" + flow.fault() + ")") + ". Its report says what to do.");
            }
            if (flow.stale()) {
                problems.add("A scheduled run of the flow " + flow.flow()
                        + " is missing. Look for an earlier run that does not end.");
            }
        }
        return new State(problems, details);
    }

    private static String words(FlowMonitor.Standing flow) {
        if (flow.holder() != null) {
            return "waits for another process";
        }
        RunOutcome outcome = flow.outcome();
        Instant endedAt = flow.endedAt();
        return (outcome == null ? "no run yet" : outcome.word() + " at " + endedAt) + (flow.stale() ? ", late" : "");
    }

    private State streamState() {
        List<String> problems = new ArrayList<>();
        Map<String, String> details = new TreeMap<>();
        for (StreamMonitor.Standing stream : streams.standings()) {
            Duration age = stream.connection().frameAge();
            StreamMonitor.Month month = stream.month();
            details.put(
                    stream.account(),
                    stream.connection().word()
                            + (age == null ? "" : ", last frame " + age.toSeconds() + " s ago")
                            + (month == null
                                    ? ""
                                    : ", " + month.opens() + " opens and " + month.events()
                                            + " metered events this month"));
            stream.fault().ifPresent(problems::add);
        }
        return new State(problems, details);
    }

    private State jvmState() {
        VirtualMachineError failed = jvmError;
        return failed == null
                ? new State(List.of(), Map.of())
                : new State(
                        "The Java virtual machine failed (" + failed.getClass().getSimpleName()
                                + "). Restart the application.",
                        Map.of(),
                        failed);
    }

    /** Registers a health check for each part, if the context has a health check registry. */
    public synchronized void publishIn(CamelContext context) {
        HealthCheckRegistry registry = HealthCheckRegistry.get(context);
        if (registry != null) {
            for (Part part : Part.values()) {
                HealthCheck check = new PartHealthCheck(this, part);
                registry.register(check);
                checks.add(check);
            }
        }
    }

    /** Removes the health checks and stops recording. */
    public synchronized void end(CamelContext context) {
        FatalErrors.removeListener(jvm);
        HealthCheckRegistry registry = HealthCheckRegistry.get(context);
        if (registry != null) {
            checks.forEach(registry::unregister);
        }
        checks.clear();
    }
}
