package io.rollcall.camel.internal.host;

import io.rollcall.config.ConfigurationException;
import io.rollcall.config.ConfigurationProblem;
import io.rollcall.config.RollcallConfig;
import io.rollcall.memory.AuditTrail;
import io.rollcall.memory.CallBudget;
import io.rollcall.memory.InvitationBook;
import io.rollcall.memory.LearnedAccounts;
import io.rollcall.memory.ListFingerprints;
import io.rollcall.memory.Memory;
import io.rollcall.memory.MemoryException;
import io.rollcall.memory.PromotionBook;
import io.rollcall.memory.RunnerLocks;
import io.rollcall.memory.Upkeep;
import io.rollcall.provider.Application;
import io.rollcall.provider.CoHosts;
import io.rollcall.provider.Invitations;
import io.rollcall.store.Store;
import io.rollcall.store.StoreStart;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * The memory in a host: the host's own, or a store where the configuration says, or on the host's data source. Never one
 * that nobody asked for: a host must not find a database file that it knows nothing of. Thread-safe.
 */
final class HostMemory implements Memory, AutoCloseable {
    private static final String URL = "rollcall.store.url";

    private final HostBeans beans;
    private volatile @Nullable Memory memory;
    private @Nullable Store opened;

    HostMemory(HostBeans beans) {
        this.beans = beans;
    }

    /**
     * Sees to it that what a configuration needs can be remembered.
     *
     * @throws ConfigurationException where it cannot
     */
    synchronized void provideFor(RollcallConfig config, Clock clock) {
        if (memory == null) {
            memory = find(config, clock).orElse(null);
        }
        if (memory == null && needsMemory(config)) {
            throw problem(
                    "is missing: Rollcall must remember whom it rang and which calls it spent, and makes no database"
                            + " in a host unless told to; give the host a DataSource bean for PostgreSQL, set"
                            + " jdbc:postgresql://..., or set embedded for files in ./rollcall-data");
        }
    }

    private Optional<? extends Memory> find(RollcallConfig config, Clock clock) {
        Optional<Memory> own = beans.find(Memory.class, "rollcallMemory");
        if (own.isPresent()) {
            return own;
        }
        if (config.store().chosen()) {
            opened = Store.open(config.store(), clock);
        } else if (needsMemory(config)) {
            beans.find(DataSource.class, "rollcallDataSource").ifPresent(source -> opened = on(source, clock));
        }
        if (opened != null) {
            StoreStart.problem(config.store(), opened).ifPresent(what -> {
                throw new ConfigurationException(List.of(new ConfigurationProblem("", null, what)));
            });
        }
        return Optional.ofNullable(opened);
    }

    private static Store on(DataSource source, Clock clock) {
        Store.problemWith(source).ifPresent(what -> {
            throw problem("is missing, and the host's DataSource cannot be used: " + what);
        });
        return Store.on(source, clock);
    }

    /** Whether anything configured acts, is metered or is a flow: reading alone can do without a memory. */
    private static boolean needsMemory(RollcallConfig config) {
        return !config.flows().isEmpty()
                || config.applications().values().stream().anyMatch(HostMemory::needsMemory);
    }

    private static boolean needsMemory(Application application) {
        return application.monthlyCalls() > 0
                || application.provider().capability(CoHosts.class).isPresent()
                || application.provider().capability(Invitations.class).isPresent();
    }

    private static ConfigurationException problem(String what) {
        return new ConfigurationException(List.of(new ConfigurationProblem(URL, null, what)));
    }

    private Memory memory() {
        Memory found = memory;
        if (found == null) {
            throw new MemoryException("There is no store: set " + URL + ".", null);
        }
        return found;
    }

    /** Lets nothing wait for other processes that hold the store longer than so long from now. */
    synchronized void endWaits(Duration within) {
        if (opened != null) {
            opened.endWaits(within);
        }
    }

    @Override
    public String inspect() {
        return memory().inspect();
    }

    @Override
    public <T> T atomically(Supplier<T> work) {
        return memory().atomically(work);
    }

    @Override
    public InvitationBook invitations() {
        return memory().invitations();
    }

    @Override
    public PromotionBook promotions() {
        return memory().promotions();
    }

    @Override
    public CallBudget budget() {
        return memory().budget();
    }

    @Override
    public LearnedAccounts learnedAccounts() {
        return memory().learnedAccounts();
    }

    @Override
    public ListFingerprints lists() {
        return memory().lists();
    }

    @Override
    public AuditTrail audit() {
        return memory().audit();
    }

    /** The store is found after the calls were made ready: asked each time. */
    @Override
    public Upkeep upkeep() {
        return new Upkeep() {
            @Override
            public void vendorTime(String application, Instant time) {
                Memory found = memory;
                if (found != null) {
                    found.upkeep().vendorTime(application, time);
                }
            }

            @Override
            public Optional<String> run() {
                return memory().upkeep().run();
            }
        };
    }

    @Override
    public RunnerLocks runnerLocks() {
        return memory().runnerLocks();
    }

    /** Closes what was opened here; a memory or data source of the host's stays open. */
    @Override
    public synchronized void close() {
        if (opened != null) {
            opened.close();
        }
        opened = null;
        memory = null;
    }
}
