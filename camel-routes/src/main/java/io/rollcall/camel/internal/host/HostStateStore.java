package io.rollcall.camel.internal.host;

import io.rollcall.config.ConfigurationException;
import io.rollcall.config.ConfigurationProblem;
import io.rollcall.config.RollcallConfig;
import io.rollcall.state.AuditRepository;
import io.rollcall.state.HistoryRepository;
import io.rollcall.state.InvitationRepository;
import io.rollcall.state.LearnedAccountRepository;
import io.rollcall.state.LedgerRepository;
import io.rollcall.state.ListFingerprintRepository;
import io.rollcall.state.Maintenance;
import io.rollcall.state.PauseRepository;
import io.rollcall.state.PeopleRepository;
import io.rollcall.state.PromotionRepository;
import io.rollcall.state.RosterRepository;
import io.rollcall.state.RunRepository;
import io.rollcall.state.RunnerLocks;
import io.rollcall.state.StateStore;
import io.rollcall.state.StoreException;
import io.rollcall.state.StreamRepository;
import io.rollcall.state.TellRepository;
import io.rollcall.store.Store;
import io.rollcall.store.StoreStart;
import io.rollcall.vendor.Application;
import io.rollcall.vendor.CoHosts;
import io.rollcall.vendor.Invitations;
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
 * without a configuration: a host must not find a database file that it did not ask for. Thread-safe.
 */
final class HostStateStore implements StateStore, AutoCloseable {
    private static final String URL = "rollcall.store.url";

    private final HostBeans beans;
    private RollcallConfig.@Nullable Store chosen;
    private volatile @Nullable StateStore store;
    private @Nullable Store opened;

    HostStateStore(HostBeans beans) {
        this.beans = beans;
    }

    /** The store that the host's keys choose counts for what components configure, too. */
    synchronized void choose(RollcallConfig.Store byKeys) {
        chosen = byKeys.chosen() ? byKeys : null;
    }

    /**
     * Sees to it that what a configuration needs can be remembered.
     *
     * @throws ConfigurationException where it cannot
     */
    synchronized void provideFor(RollcallConfig config, Clock clock) {
        if (store == null) {
            store = find(config, clock).orElse(null);
        }
        if (store == null && needsMemory(config)) {
            throw problem(
                    "is missing: Rollcall must remember whom it rang and which calls it spent, and makes no database"
                            + " in a host unless told to; give the host a DataSource bean for PostgreSQL, set"
                            + " jdbc:postgresql://..., or set embedded for files in ./rollcall-data");
        }
    }

    private Optional<? extends StateStore> find(RollcallConfig config, Clock clock) {
        Optional<StateStore> own = beans.find(StateStore.class, "rollcallMemory");
        if (own.isPresent()) {
            return own;
        }
        RollcallConfig.Store where = chosen == null ? config.store() : chosen;
        if (where.chosen()) {
            opened = Store.open(where, clock);
        } else if (needsMemory(config)) {
            beans.find(DataSource.class, "rollcallDataSource")
                    .ifPresent(source -> opened = on(source, clock)
                            .keepingRosters(where.rosterRetention())
                            .keepingHistory(where.historyRetention()));
        }
        if (opened != null) {
            StoreStart.problem(where, opened).ifPresent(what -> {
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
                || config.applications().values().stream().anyMatch(HostStateStore::needsMemory);
    }

    private static boolean needsMemory(Application application) {
        return application.monthlyCalls() > 0
                || application.provider().capability(CoHosts.class).isPresent()
                || application.provider().capability(Invitations.class).isPresent();
    }

    private static ConfigurationException problem(String what) {
        return new ConfigurationException(List.of(new ConfigurationProblem(URL, null, what)));
    }

    private StateStore memory() {
        StateStore found = store;
        if (found == null) {
            throw new StoreException("There is no store: set " + URL + ".", null);
        }
        return found;
    }

    /** Lets nothing wait for other processes that hold the store longer than so long from now. */
    synchronized void endWaits(Duration within) {
        if (opened != null) {
            opened.endWaits(within);
        }
    }

    /** Without a store there is none that could fail: reading needs none, and everything else was refused at the start. */
    @Override
    public String inspect() {
        StateStore found = store;
        return found == null ? "none, as nothing needs it" : found.inspect();
    }

    @Override
    public <T> T atomically(Supplier<T> work) {
        return memory().atomically(work);
    }

    @Override
    public InvitationRepository invitations() {
        return memory().invitations();
    }

    @Override
    public HistoryRepository history() {
        return memory().history();
    }

    @Override
    public PromotionRepository promotions() {
        return memory().promotions();
    }

    @Override
    public LedgerRepository budget() {
        return memory().budget();
    }

    @Override
    public LearnedAccountRepository learnedAccounts() {
        return memory().learnedAccounts();
    }

    @Override
    public PauseRepository pauses() {
        return memory().pauses();
    }

    @Override
    public ListFingerprintRepository lists() {
        return memory().lists();
    }

    @Override
    public StreamRepository stream() {
        return memory().stream();
    }

    @Override
    public TellRepository tell() {
        return memory().tell();
    }

    @Override
    public RosterRepository rosters() {
        return memory().rosters();
    }

    @Override
    public PeopleRepository people() {
        return memory().people();
    }

    @Override
    public AuditRepository audit() {
        return memory().audit();
    }

    @Override
    public RunRepository runs() {
        return memory().runs();
    }

    /** The store is found after the calls were made ready: asked each time. */
    @Override
    public Maintenance upkeep() {
        return new Maintenance() {
            @Override
            public void vendorTime(String application, Instant time) {
                StateStore found = store;
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
        store = null;
    }
}
