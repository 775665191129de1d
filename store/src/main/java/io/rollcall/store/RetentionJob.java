package io.rollcall.store;

import io.rollcall.model.MeetingId;
import io.rollcall.state.ClockTrust;
import io.rollcall.state.Maintenance;
import io.rollcall.state.StoreException;
import io.rollcall.state.StreamRepository;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Removes old rows, at most once a day for all processes together: invitations and promotions 180 days after they were last
 * touched (a meeting's id is never used again, and no meeting lasts that long), learned ids and the audit after 400 days,
 * the calls and events of a month 13 months later, the messages of channels likewise, the outcomes of runs and the failures that people were told of after 40 days, opens of a Stream after 40 days, events after one, a roster's runs and
 * changes, and the people who left, after 400 days, the attendance history after 180 days. As long as no vendor told the time, only the history is removed. Touches the rows of meetings that are still read. Thread-safe.
 */
final class RetentionJob implements Maintenance {
    static final Duration PERIOD = Duration.ofDays(1);
    private static final Duration RETRY = Duration.ofHours(1);
    static final Duration MEETINGS = Duration.ofDays(180);
    static final Duration AUDIT = Duration.ofDays(400);
    static final Duration LEARNED = Duration.ofDays(400);
    /** The cap on opens of a month needs the opens of 31 days. */
    static final Duration OPENS = Duration.ofDays(40);

    static final Duration HISTORY = Duration.ofDays(180);

    static final Duration ROSTERS = Duration.ofDays(400);

    /** Events come at most minutes late. */
    static final Duration PAST_STAYS = Duration.ofDays(1);

    /** For the page, which shows a week. */
    static final Duration RUNS = Duration.ofDays(40);

    /** People are reminded of a failure that goes on each day. */
    static final Duration TOLD = Duration.ofDays(40);

    static final int BUDGET_MONTHS = 13;

    private static final List<String> OF_MEETINGS = List.of("rollcall_invitation", "rollcall_promotion");

    private final Transactions transactions;
    private final Clock clock;
    private final LongSupplier nanos;
    private final long base;
    /** The next run, in nanoseconds after {@link #base}. */
    private final AtomicLong next = new AtomicLong();

    /** The same for the history alone, as long as no vendor told the time. */
    private final AtomicLong nextOfHistory = new AtomicLong();

    private final Map<String, VendorTime> vendors = new ConcurrentHashMap<>();
    private volatile Duration rosters = ROSTERS;
    private volatile Duration history = HISTORY;
    private final Set<String> meetings = ConcurrentHashMap.newKeySet();

    /** A vendor's time, and when it was received, in nanoseconds after {@link #base}. */
    private record VendorTime(Instant time, long at) {}

    /** @param nanos a monotonic clock in nanoseconds */
    RetentionJob(Transactions transactions, Clock clock, LongSupplier nanos) {
        this.transactions = transactions;
        this.clock = clock;
        this.nanos = nanos;
        this.base = nanos.getAsLong();
    }

    /** How long tracked rosters keep changes, and people after they left. */
    void keepRosters(Duration time) {
        rosters = time;
    }

    /** How long the attendance history is kept. */
    void keepHistory(Duration time) {
        history = time;
    }

    /** Keeps the rows of a meeting, because it is still read. */
    void read(MeetingId meeting) {
        meetings.add(meeting.value());
    }

    @Override
    public void vendorTime(String application, Instant time) {
        vendors.put(application, new VendorTime(time, elapsed()));
    }

    private long elapsed() {
        return nanos.getAsLong() - base;
    }

    @Override
    public Optional<String> run() {
        if (!transactions.exists()) {
            return Optional.empty();
        }
        AtomicLong due = vendors.isEmpty() ? nextOfHistory : next;
        if (!isDue(due)) {
            return Optional.empty();
        }
        try {
            if (vendors.isEmpty()) {
                // a claim that is removed too early calls people twice; history that is, does not
                transactions.change(connection ->
                        removeOldHistory(connection, clock.instant().minus(history)));
                return Optional.empty();
            }
            return runAt(clock.instant());
        } catch (StoreException failed) {
            due.set(elapsed() + RETRY.toNanos());
            throw failed;
        }
    }

    private Optional<String> runAt(Instant now) {
        long elapsed = elapsed();
        List<Instant> times = vendors.values().stream()
                .map(vendor -> vendor.time().plusNanos(elapsed - vendor.at()))
                .toList();
        Optional<Instant> newest = transactions.read(Optional.empty(), RetentionJob::newest);
        Optional<String> problem = ClockTrust.problem(now, times, newest.orElse(null));
        if (problem.isEmpty()) {
            List<String> stillRead = meetings.stream().sorted().toList();
            transactions.change(connection -> {
                touch(connection, stillRead, now);
                removeOld(connection, now);
            });
            stillRead.forEach(meetings::remove);
        }
        return problem;
    }

    /** Whether a day has passed in this process; true for one caller only. */
    private boolean isDue(AtomicLong next) {
        long now = elapsed();
        long due = next.get();
        return now >= due && next.compareAndSet(due, now + PERIOD.toNanos());
    }

    /** The time of the newest row, by the clock of its writer; empty if there is none. */
    private static Optional<Instant> newest(Connection connection) throws SQLException {
        long at = Sql.number(
                connection,
                """
                SELECT max(at) FROM (
                    SELECT max(intended_at) AS at FROM rollcall_audit
                    UNION ALL SELECT max(touched_at) FROM rollcall_invitation
                    UNION ALL SELECT max(touched_at) FROM rollcall_promotion) AS newest""");
        return at == 0 ? Optional.empty() : Optional.of(Instant.ofEpochMilli(at));
    }

    /**
     * The time to write for rows that expire: not before the newest change in the audit, so that a clock that was slow
     * for one run does not make its rows old.
     */
    static long touchedAt(Connection connection, Instant now) throws SQLException {
        return Math.max(now.toEpochMilli(), Sql.number(connection, "SELECT max(intended_at) FROM rollcall_audit"));
    }

    private static void touch(Connection connection, List<String> meetings, Instant now) throws SQLException {
        for (String table : OF_MEETINGS) {
            Sql.batch(
                    connection,
                    "UPDATE " + table + " SET touched_at = ? WHERE meeting = ? AND touched_at < ?",
                    meetings.stream()
                            .map(meeting -> Sql.row(
                                    now.toEpochMilli(),
                                    meeting,
                                    now.minus(PERIOD).toEpochMilli()))
                            .toList());
        }
    }

    private void removeOld(Connection connection, Instant now) throws SQLException {
        if (!claimRemoval(connection, now)) {
            return;
        }
        for (String table : OF_MEETINGS) {
            deleteBefore(connection, table, "touched_at", now.minus(MEETINGS));
        }
        deleteBefore(connection, "rollcall_stream_open", "opened_at", now.minus(OPENS));
        deleteBefore(connection, "rollcall_stream_event", "received_at", now.minus(StreamRepository.EVENT_RETENTION));
        deleteBefore(connection, "rollcall_tell_failure", "told_at", now.minus(TOLD));
        deleteBefore(connection, "rollcall_past_stay", "ended_at", now.minus(PAST_STAYS));
        deleteBefore(connection, "rollcall_account", "learned_at", now.minus(LEARNED));
        deleteBefore(connection, "rollcall_audit_result", "settled_at", now.minus(AUDIT));
        deleteBefore(connection, "rollcall_audit", "intended_at", now.minus(AUDIT));
        removeOldOfRosters(connection, now.minus(rosters));
        removeOldHistory(connection, now.minus(history));
        YearMonth current = YearMonth.from(now.atOffset(ZoneOffset.UTC));
        for (String table :
                List.of("rollcall_calls", "rollcall_exhausted", "rollcall_stream_type", "rollcall_tell_month")) {
            Sql.update(
                    connection,
                    "DELETE FROM " + table + " WHERE month < ?",
                    current.minusMonths(BUDGET_MONTHS).toString());
        }
        String firstDay = current.minusMonths(BUDGET_MONTHS).atDay(1).toString();
        Sql.update(connection, "DELETE FROM rollcall_calls_by_day WHERE call_day < ?", firstDay);
        Sql.update(connection, "DELETE FROM rollcall_events_by_day WHERE event_day < ?", firstDay);
        Sql.update(
                connection,
                "DELETE FROM rollcall_runs_by_day WHERE run_day < ?",
                LocalDate.ofInstant(now.minus(RUNS), ZoneOffset.UTC).toString());
    }

    private static void removeOldHistory(Connection connection, Instant time) throws SQLException {
        for (String table : List.of("rollcall_history_session", "rollcall_history_role")) {
            Sql.update(
                    connection,
                    "DELETE FROM " + table
                            + " WHERE meeting IN (SELECT id FROM rollcall_history_meeting WHERE last_seen_by < ?)",
                    time.toEpochMilli());
        }
        deleteBefore(connection, "rollcall_history_meeting", "last_seen_by", time);
    }

    /** The last accepted run of a flow stays: it says since when the roster is tracked. What is staged stays for its run. */
    private static void removeOldOfRosters(Connection connection, Instant time) throws SQLException {
        deleteBefore(connection, "rollcall_roster_change", "changed_at", time);
        // with the flow, for the index
        String left =
                """
                 IN (SELECT number FROM rollcall_roster_person WHERE flow IN (
                SELECT DISTINCT flow FROM rollcall_roster_run) AND state = 'LEFT' AND since < ?)""";
        Map<String, Set<Long>> searched = new TreeMap<>();
        Sql.list(
                connection,
                "SELECT flow, number FROM rollcall_roster_person WHERE number" + left,
                row -> searched.computeIfAbsent(row.getString(1), flow -> new HashSet<>())
                        .add(RosterSearchPages.page(row.getLong(2))),
                time.toEpochMilli());
        Sql.update(connection, "DELETE FROM rollcall_roster_placement WHERE person" + left, time.toEpochMilli());
        Sql.update(connection, "DELETE FROM rollcall_roster_person WHERE number" + left, time.toEpochMilli());
        for (Map.Entry<String, Set<Long>> pages : searched.entrySet()) {
            RosterSearchPages.rewrite(connection, pages.getKey(), pages.getValue());
        }
        Sql.update(
                connection,
                """
                DELETE FROM rollcall_roster_run WHERE ended_at < ? AND state IN ('APPLIED', 'DROPPED') AND id NOT IN (
                SELECT max(id) FROM rollcall_roster_run WHERE state IN ('ACCEPTED', 'APPLIED') GROUP BY flow)""",
                time.toEpochMilli());
    }

    /** Claims the day's removal for this process. A time ahead of now was written with a wrong clock. */
    private static boolean claimRemoval(Connection connection, Instant now) throws SQLException {
        return Sql.update(
                        connection,
                        "UPDATE rollcall_upkeep SET expired_at = ? WHERE expired_at <= ? OR expired_at > ?",
                        now.toEpochMilli(),
                        now.minus(PERIOD).toEpochMilli(),
                        now.plus(PERIOD).toEpochMilli())
                > 0;
    }

    private static void deleteBefore(Connection connection, String table, String column, Instant time)
            throws SQLException {
        Sql.update(connection, "DELETE FROM " + table + " WHERE " + column + " < ?", time.toEpochMilli());
    }
}
