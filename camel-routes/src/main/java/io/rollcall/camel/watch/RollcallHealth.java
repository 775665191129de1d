package io.rollcall.camel.watch;

import io.rollcall.call.Clocks;
import io.rollcall.camel.FatalErrors;
import io.rollcall.report.RunOutcome;
import io.rollcall.state.StateStore;
import io.rollcall.state.StoreException;
import io.rollcall.vendor.Application;
import io.rollcall.vendor.Fault;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
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
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckRegistry;
import org.jspecify.annotations.Nullable;

/**
 * The rules by which Rollcall is healthy: the program's {@code /health} and the health checks of a host read the same
 * states. Names of flows and accounts, times and kinds of faults are all that it tells: no secret, and nothing about a
 * person. Thread-safe.
 */
public final class RollcallHealth {
    /** A monitor asks every few seconds and waits no longer than a few. */
    private static final Duration LONGEST_READ = Duration.ofMillis(700);

    private final Collection<Application> applications;
    private final AccountMonitor accounts;
    private final FlowMonitor flows;
    private final StateStore store;
    private final BudgetMonitor budget;
    private final Consumer<VirtualMachineError> jvm = failed -> this.jvmError = failed;
    private final List<HealthCheck> checks = new ArrayList<>();
    private volatile @Nullable VirtualMachineError jvmError;

    /** What is checked, each by a check of its own. */
    public enum Part {
        /** Whether the vendors accept the credentials of all accounts. */
        ACCOUNTS,
        /** Whether flows may still poll this month. */
        BUDGET,
        /** Whether the last run of each flow was of use, and no scheduled run is missing. */
        FLOWS,
        /** Whether the Java virtual machine has not failed; only a restart of the application helps. */
        JVM,
        /** Whether the store can be used. */
        STORE;

        /** The id of the health check. */
        public String id() {
            return "rollcall-" + name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * How a part is.
     *
     * @param problem what is wrong and what to do; null if nothing is wrong
     * @param details a few words by the name of a flow, an account or a property
     * @param error what the JVM failed with; null if it did not
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
     * Records from now on.
     *
     * @param applications may grow, then thread-safe
     * @param zone of cron schedules
     * @param storeReads two threads or more that read the store for this only
     */
    public RollcallHealth(
            Collection<Application> applications,
            StateStore store,
            Clocks clocks,
            ZoneId zone,
            ExecutorService storeReads) {
        this.applications = applications;
        this.accounts = new AccountMonitor(clocks);
        this.flows = new FlowMonitor(clocks, zone);
        this.store = new BoundedReads(LONGEST_READ, storeReads).of(store);
        this.budget = new BudgetMonitor(applications, this.store, clocks.wall());
        FatalErrors.addListener(jvm);
    }

    /** Records the calls of accounts. */
    public AccountMonitor accounts() {
        return accounts;
    }

    /** How the accounts are that are configured now. */
    public List<AccountMonitor.Standing> accountStandings() {
        Set<String> names = applications.stream().map(Application::name).collect(Collectors.toSet());
        return accounts.standings().stream()
                .filter(account -> names.contains(account.account()))
                .toList();
    }

    /** How the flows are. */
    public FlowMonitor flows() {
        return flows;
    }

    /** How far the month's calls are used; a read that takes longer than a second fails. */
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

    /** How far the month's calls are used; empty if the store cannot be read. */
    public List<BudgetMonitor.Standing> months() {
        try {
            return budget.standings();
        } catch (StoreException lost) {
            return List.of();
        }
    }

    /** How a part is now. */
    public State state(Part part) {
        return switch (part) {
            case ACCOUNTS -> accountState();
            case BUDGET -> budgetState();
            case FLOWS -> flowState();
            case JVM -> jvmState();
            case STORE ->
                storeProblem()
                        .map(problem -> new State(problem, Map.of(), null))
                        .orElseGet(() -> new State(List.of(), Map.of()));
        };
    }

    private State accountState() {
        List<String> problems = new ArrayList<>();
        Map<String, String> details = new TreeMap<>();
        for (AccountMonitor.Standing account : accountStandings()) {
            details.put(account.account(), word(account));
            if (account.refusal() == Fault.Kind.TOKEN) {
                problems.add("The vendor refuses the credentials of the account " + account.account()
                        + ". Correct them; secrets from files are read again by themselves.");
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
        for (FlowMonitor.Standing flow : flows.standings()) {
            details.put(flow.flow(), words(flow));
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

    /** Adds a check for each part to the health checks of a context, if it has any. */
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

    /** Removes the checks and records no longer. */
    public synchronized void end(CamelContext context) {
        FatalErrors.removeListener(jvm);
        HealthCheckRegistry registry = HealthCheckRegistry.get(context);
        if (registry != null) {
            checks.forEach(registry::unregister);
        }
        checks.clear();
    }
}
