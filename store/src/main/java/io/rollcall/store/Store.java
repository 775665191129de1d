package io.rollcall.store;

import io.rollcall.config.ConfigurationException;
import io.rollcall.config.ConfigurationProblem;
import io.rollcall.config.RollcallConfig;
import io.rollcall.state.AuditRepository;
import io.rollcall.state.InvitationRepository;
import io.rollcall.state.LearnedAccountRepository;
import io.rollcall.state.LedgerRepository;
import io.rollcall.state.ListFingerprintRepository;
import io.rollcall.state.Maintenance;
import io.rollcall.state.PromotionRepository;
import io.rollcall.state.RunnerLocks;
import io.rollcall.state.StateStore;
import io.rollcall.state.StoreReplacedException;
import io.rollcall.vendor.Secret;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import javax.sql.DataSource;

/**
 * The memory in a database. Opening it touches nothing: a file or a connection is made when a part is used for the
 * first time, and reading a store that was never written creates none. After a failure the next use tries again.
 * Thread-safe; several processes may use one store at once.
 */
public final class Store implements StateStore, AutoCloseable {
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

    private final Transactions sessions;
    private final RetentionJob upkeep;
    private final InvitationRepository invitations;
    private final PromotionRepository promotions;
    private final LedgerRepository budget;
    private final LearnedAccountRepository learnedAccounts;
    private final AuditRepository audit;

    Store(Database database, Clock clock) {
        this(database, clock, LONGEST_WAIT);
    }

    /** @param longestWait how long another process may hold the store before that is a failure */
    Store(Database database, Clock clock, Duration longestWait) {
        this(database, clock, longestWait, System::nanoTime);
    }

    /** @param nanos a monotonic clock, by which a day passes between two removals of old rows */
    Store(Database database, Clock clock, Duration longestWait, LongSupplier nanos) {
        sessions = new Transactions(database, new OperationTimeouts(longestWait));
        upkeep = new RetentionJob(sessions, clock, nanos);
        invitations = new JdbcInvitationRepository(sessions, upkeep);
        promotions = new JdbcPromotionRepository(sessions, upkeep);
        budget = new JdbcLedgerRepository(sessions);
        learnedAccounts = new JdbcLearnedAccountRepository(sessions);
        audit = new JdbcAuditRepository(sessions);
    }

    /**
     * The store that a configuration names.
     *
     * @param clock tells when old rows have expired
     * @throws ConfigurationException where the driver cannot use the URL; the message does not repeat it
     */
    public static Store open(RollcallConfig.Store settings, Clock clock) {
        String url = settings.url();
        if (url == null) {
            return embedded(settings.directory(), clock);
        }
        PostgresParameters.problem(url).ifPresent(what -> {
            throw new ConfigurationException(List.of(new ConfigurationProblem("rollcall.store.url", null, what)));
        });
        return postgresql(url, settings.user(), settings.password(), clock);
    }

    /**
     * A store in files of its own. The directory is created when something is first written, owner-only.
     *
     * @param directory on a local disk: network file systems do not lock as the database needs it
     */
    public static Store embedded(Path directory, Clock clock) {
        return new Store(new EmbeddedDatabase(directory), clock);
    }

    /**
     * A store in PostgreSQL, with a small pool of connections.
     *
     * @param user blank where the URL or the driver's own means say it
     * @param password read anew for each new connection
     * @throws IllegalArgumentException where the URL is none of PostgreSQL's
     */
    public static Store postgresql(String url, String user, Secret password, Clock clock) {
        return new Store(PostgresDatabase.pooled(url, user, password), clock);
    }

    /**
     * A store in a PostgreSQL database that a host provides. Every call takes a connection, commits and gives it back;
     * so the connections must not belong to a surrounding transaction. They may come with auto-commit off, go back as
     * they came, and one is enough. The tables are made in the connections' default schema. Closing the store leaves
     * the source open.
     */
    public static Store on(DataSource source, Clock clock) {
        return new Store(PostgresDatabase.of(source), clock);
    }

    /**
     * Why a host's data source is none for the store: a sentence for the administrator, with what to do. Empty where it
     * leads to PostgreSQL, and also where there is no connection now: the database may come up later, and the store
     * tries again at each use. Waits for a connection as long as the source does, and changes nothing.
     */
    public static Optional<String> problemWith(DataSource source) {
        return PostgresDatabase.problemWith(source);
    }

    @Override
    public String inspect() {
        return sessions.inspect();
    }

    /** Where it lies, in words for the administrator, without a secret. */
    public String place() {
        return sessions.place();
    }

    /** Its directory or its URL without a secret, for a message of one line. */
    public String name() {
        return sessions.name();
    }

    /** Whether there can be anything to read; asking opens nothing. */
    public boolean exists() {
        return sessions.exist();
    }

    /**
     * Lets nothing wait for other processes that hold the store longer than so long from now; for a program that is
     * being stopped.
     */
    public void endWaits(Duration within) {
        sessions.endWaits(within);
    }

    /** That another store lies where this one was opened, once that was found: every use fails since. */
    public Optional<StoreReplacedException> replaced() {
        return sessions.replaced();
    }

    /**
     * Has somebody told, once, when it is found that another store lies where this one was opened.
     *
     * @param listener called on the thread that found it, or on this one where it was found before
     */
    public void onReplaced(Consumer<StoreReplacedException> listener) {
        sessions.onReplaced(listener);
    }

    @Override
    public InvitationRepository invitations() {
        return invitations;
    }

    @Override
    public PromotionRepository promotions() {
        return promotions;
    }

    @Override
    public LedgerRepository budget() {
        return budget;
    }

    @Override
    public LearnedAccountRepository learnedAccounts() {
        return learnedAccounts;
    }

    @Override
    public ListFingerprintRepository lists() {
        return new JdbcListFingerprintRepository(sessions);
    }

    @Override
    public AuditRepository audit() {
        return audit;
    }

    @Override
    public Maintenance upkeep() {
        return upkeep;
    }

    @Override
    public <T> T atomically(Supplier<T> work) {
        return sessions.atomically(work);
    }

    @Override
    public RunnerLocks runnerLocks() {
        return sessions.runnerLocks();
    }

    /** Where its content was moved to; empty where it was not. */
    Optional<String> movedTo() {
        return sessions.read(
                Optional.empty(), connection -> sessions.tables(connection).movedTo());
    }

    /** Whether nothing was ever remembered. */
    boolean isEmpty() {
        return sessions.read(true, connection -> sessions.tables(connection).isEmpty());
    }

    /** How many invitations it remembers. */
    long countInvitations() {
        return sessions.read(0L, connection -> sessions.tables(connection).invitations());
    }

    /** One transaction on the tables, during which no other process writes. */
    <T> T exclusively(Transactions.TablesWork<T> work) {
        return sessions.exclusively(work);
    }

    /** Closes what was opened. Later use fails. */
    @Override
    public void close() {
        sessions.close();
    }
}
