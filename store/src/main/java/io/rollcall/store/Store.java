package io.rollcall.store;

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
import io.rollcall.state.StoreReplacedException;
import io.rollcall.state.StreamRepository;
import io.rollcall.state.TellRepository;
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
 * Durable state in a database: SQLite files or PostgreSQL. The first use creates the file or opens a connection; reading a
 * store that was never written creates none. After a failure the next use tries again. Methods throw
 * {@link io.rollcall.state.StoreException} if the database cannot be used. Thread-safe; several processes may use one store
 * at the same time.
 */
public final class Store implements StateStore, AutoCloseable {
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

    private final Database database;
    private final Transactions transactions;
    private final RetentionJob retention;
    private final InvitationRepository invitations;
    private final PromotionRepository promotions;
    private final LedgerRepository ledger;
    private final LearnedAccountRepository learnedAccounts;
    private final AuditRepository audit;

    Store(Database database, Clock clock) {
        this(database, clock, LONGEST_WAIT);
    }

    /** @param longestWait how long an operation waits while another process holds the store */
    Store(Database database, Clock clock, Duration longestWait) {
        this(database, clock, longestWait, System::nanoTime);
    }

    /** @param nanos a monotonic clock in nanoseconds, for the day between two removals of old rows */
    Store(Database database, Clock clock, Duration longestWait, LongSupplier nanos) {
        this.database = database;
        transactions = new Transactions(database, new OperationTimeouts(longestWait));
        retention = new RetentionJob(transactions, clock, nanos);
        invitations = new JdbcInvitationRepository(transactions, retention);
        promotions = new JdbcPromotionRepository(transactions, retention);
        ledger = new JdbcLedgerRepository(transactions);
        learnedAccounts = new JdbcLearnedAccountRepository(transactions);
        audit = new JdbcAuditRepository(transactions);
    }

    /**
     * Opens the store of a configuration.
     *
     * @param clock decides when old rows have expired
     * @throws ConfigurationException if the driver cannot use the URL; the message does not repeat it
     */
    public static Store open(RollcallConfig.Store settings, Clock clock) {
        String url = settings.url();
        if (url == null) {
            return embedded(settings.directory(), clock)
                    .keepingRosters(settings.rosterRetention())
                    .keepingHistory(settings.historyRetention());
        }
        PostgresParameters.problem(url).ifPresent(what -> {
            throw new ConfigurationException(List.of(new ConfigurationProblem("rollcall.store.url", null, what)));
        });
        return postgresql(url, settings.user(), settings.password(), clock)
                .keepingRosters(settings.rosterRetention())
                .keepingHistory(settings.historyRetention());
    }

    /**
     * Keeps changes of tracked rosters, and people after they left, for another time than the usual 400 days.
     *
     * @return this store
     */
    public Store keepingRosters(Duration time) {
        retention.keepRosters(time);
        return this;
    }

    /**
     * Opens a store in files. The first write creates the directory, readable by its owner only.
     *
     * @param directory on a local disk: locks of network file systems do not protect the database
     */
    public static Store embedded(Path directory, Clock clock) {
        return new Store(new EmbeddedDatabase(directory), clock);
    }

    /**
     * Opens a store in PostgreSQL, with a pool of four connections.
     *
     * @param user blank if the URL or the driver's own configuration names it
     * @param password read again for each new connection
     * @throws IllegalArgumentException if the URL is not a PostgreSQL URL
     */
    public static Store postgresql(String url, String user, Secret password, Clock clock) {
        return new Store(PostgresDatabase.pooled(url, user, password), clock);
    }

    /**
     * Opens a store in a host's PostgreSQL database. Every call takes a connection, commits and returns it, so the
     * connections must not belong to a surrounding transaction. They may have auto-commit off, which is restored. One
     * connection is enough. The tables are created in the connections' default schema. Closing the store leaves the source
     * open.
     */
    public static Store on(DataSource source, Clock clock) {
        return new Store(PostgresDatabase.of(source), clock);
    }

    /**
     * Returns why a host's data source cannot hold the store: a sentence for the administrator, with what to do. Empty if it
     * leads to PostgreSQL, and also if there is no connection now: the database may start later, and the store tries again
     * at each use. Waits for a connection as long as the source does, and changes nothing.
     */
    public static Optional<String> problemWith(DataSource source) {
        return PostgresDatabase.problemWith(source);
    }

    @Override
    public String inspect() {
        return transactions.inspect();
    }

    /** The location in words for the administrator, without a secret. */
    public String place() {
        return database.place();
    }

    /** The directory, or the URL without a secret. */
    public String name() {
        return database.name();
    }

    /** Whether there can be anything to read; opens nothing. */
    public boolean exists() {
        return database.exists();
    }

    /**
     * Ends all waits for other processes within a time from now; for a program that is being stopped.
     */
    public void endWaits(Duration within) {
        transactions.endWaits(within);
    }

    /** The failure of all uses since the store was found to be replaced by another one; empty if it was not. */
    public Optional<StoreReplacedException> replaced() {
        return transactions.replacement().get();
    }

    /**
     * Calls the listener once if the store is found to be replaced by another one.
     *
     * @param listener called on the thread that detects it, or on this one if it was detected before
     */
    public void onReplaced(Consumer<StoreReplacedException> listener) {
        transactions.replacement().addListener(listener);
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
        return ledger;
    }

    @Override
    public LearnedAccountRepository learnedAccounts() {
        return learnedAccounts;
    }

    /**
     * Keeps the attendance history for another time than the usual 180 days.
     *
     * @return this store
     */
    public Store keepingHistory(Duration time) {
        retention.keepHistory(time);
        return this;
    }

    @Override
    public HistoryRepository history() {
        return new JdbcHistoryRepository(transactions);
    }

    @Override
    public ListFingerprintRepository lists() {
        return new JdbcListFingerprintRepository(transactions);
    }

    @Override
    public StreamRepository stream() {
        return new JdbcStreamRepository(transactions);
    }

    @Override
    public PauseRepository pauses() {
        return new JdbcPauseRepository(transactions);
    }

    @Override
    public RunRepository runs() {
        return new JdbcRunRepository(transactions);
    }

    @Override
    public TellRepository tell() {
        return new JdbcTellRepository(transactions);
    }

    @Override
    public RosterRepository rosters() {
        return new JdbcRosterRepository(transactions);
    }

    @Override
    public PeopleRepository people() {
        return new JdbcPeopleRepository(transactions, database.schema());
    }

    @Override
    public AuditRepository audit() {
        return audit;
    }

    @Override
    public Maintenance upkeep() {
        return retention;
    }

    @Override
    public <T> T atomically(Supplier<T> work) {
        return transactions.atomically(work);
    }

    @Override
    public RunnerLocks runnerLocks() {
        return database.runnerLocks();
    }

    /** The store that its content was moved to; empty if it was not moved. */
    Optional<String> movedTo() {
        return transactions.readTables(Optional.empty(), StoreTables::movedTo);
    }

    /** Whether no row was ever written. */
    boolean isEmpty() {
        return transactions.readTables(true, StoreTables::isEmpty);
    }

    long countInvitations() {
        return transactions.readTables(0L, StoreTables::invitations);
    }

    /** Works on all tables in one transaction; meanwhile no other process writes. */
    <T> T exclusively(Transactions.TablesWork<T> work) {
        return transactions.exclusively(work);
    }

    /** Closes the database. Later use fails. */
    @Override
    public void close() {
        transactions.close();
    }
}
