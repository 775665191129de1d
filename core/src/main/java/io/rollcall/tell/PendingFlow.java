package io.rollcall.tell;

import io.rollcall.call.Moment;
import io.rollcall.report.FlowReport;
import io.rollcall.report.Problem;
import io.rollcall.report.RosterResult;
import io.rollcall.report.RunOutcome;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is still to be said about the runs of one flow. Not thread-safe. */
final class PendingFlow {
    private final String flow;
    private final PendingChanges changes = new PendingChanges();
    private final Map<String, List<Problem>> failures = new LinkedHashMap<>();
    private List<String> notes = List.of();
    private @Nullable RunOutcome failure;
    private @Nullable Instant failingSince;
    private boolean known;
    private @Nullable Moment recovery;

    PendingFlow(String flow) {
        this.flow = flow;
    }

    String flow() {
        return flow;
    }

    /**
     * Notes that the flow fails. What failed in an earlier run is kept until it is reported.
     *
     * @param now the run's failures with their problems
     * @param reported what people know of the flow
     */
    void failing(FlowReport report, Map<String, List<Problem>> now, Map<String, Told> reported, Instant time) {
        boolean isKnown = now.keySet().stream().map(reported::get).allMatch(old -> old != null && !old.over());
        known = failure == null ? isKnown : known && isKnown;
        Instant before = failingSince;
        failingSince = reported.values().stream()
                .filter(old -> !old.over())
                .map(Told::since)
                .min(Instant::compareTo)
                .orElse(before == null ? time : before);
        failure = report.result().outcome();
        failures.putAll(now);
        RosterResult roster = report.result().roster();
        notes = roster == null ? List.of() : roster.notes();
        recovery = null;
    }

    /**
     * Notes that the flow fails no longer, if it did.
     *
     * @param open what people know that fails
     */
    void recovered(List<Told> open, Moment now) {
        if (recovery != null || open.isEmpty() && failure == null) {
            return;
        }
        Instant before = failingSince;
        failingSince =
                open.stream().map(Told::since).min(Instant::compareTo).orElse(before == null ? now.wall() : before);
        recovery = now;
    }

    /** The flow fails again before its recovery was reported: that is not said. */
    void forgetRecovery() {
        recovery = null;
        if (failure == null) {
            failingSince = null;
        }
    }

    /**
     * Forgets the failure or the recovery that another process reported.
     *
     * @return whether there was one
     */
    boolean forgetKnown(Map<String, Told> reported, Instant now) {
        if (failure != null
                && recovery == null
                && failures.keySet().stream().noneMatch(name -> Told.isDue(reported.get(name), now))) {
            failure = null;
            failures.clear();
            notes = List.of();
            failingSince = null;
            return true;
        } else if (failure == null
                && recovery != null
                && reported.values().stream().allMatch(Told::over)) {
            forgetRecovery();
            return true;
        }
        return false;
    }

    /** Takes out the recovery after a time of the monotonic clock, unless people do not know of the failure either. */
    Optional<PendingFlow> splitRecoveryAfter(Instant time) {
        if (failure != null || recovery == null || !recovery.monotonic().isAfter(time)) {
            return Optional.empty();
        }
        PendingFlow rest = new PendingFlow(flow);
        rest.failingSince = failingSince;
        rest.recovery = recovery;
        forgetRecovery();
        return Optional.of(rest);
    }

    /** Adds what people know after they read this. */
    void remember(Map<String, Told> reported, Instant now) {
        Instant since = failingSince;
        if (failure != null && since != null) {
            reported.values().removeIf(old -> !failures.containsKey(old.failure()) && !old.isRecent(now));
            failures.keySet().forEach(name -> reported.put(name, new Told(name, since, now, false)));
        }
        if (recovery != null) {
            reported.replaceAll((name, old) -> new Told(name, old.since(), old.at(), true));
        }
    }

    /** Adds what happened later, after a message with this was not sent. */
    PendingFlow plus(PendingFlow later) {
        PendingFlow sum = new PendingFlow(flow);
        sum.changes.add(changes);
        sum.changes.add(later.changes);
        PendingFlow newest = later.failure == null ? this : later;
        sum.failures.putAll(failures);
        sum.failures.putAll(later.failures);
        sum.notes = newest.notes;
        sum.failure = newest.failure;
        sum.known = failure == null ? later.known : known && (later.failure == null || later.known);
        sum.failingSince = failingSince == null ? later.failingSince : failingSince;
        sum.recovery = later.recovery != null ? later.recovery : later.failure == null ? recovery : null;
        return sum;
    }

    boolean isEmpty() {
        return changes.runs() == 0 && !isFailureOrRecovery();
    }

    boolean isFailureOrRecovery() {
        return failure != null || recovery != null;
    }

    boolean isOnlyRecovery() {
        return recovery != null && failure == null && changes.runs() == 0;
    }

    /** What runs changed. */
    PendingChanges changes() {
        return changes;
    }

    List<Problem> problems() {
        return failures.values().stream().flatMap(List::stream).toList();
    }

    /** What identifies the failures. */
    Set<String> failures() {
        return failures.keySet();
    }

    List<String> notes() {
        return notes;
    }

    /** How the last failed run ended; null if no failure is to be reported. */
    @Nullable RunOutcome failure() {
        return failure;
    }

    @Nullable Instant failingSince() {
        return failingSince;
    }

    /** Whether people know of the failure already. */
    boolean isKnown() {
        return known;
    }

    /** When the flow was well again; empty if it is not, or was never unwell. */
    Optional<Moment> recovery() {
        return Optional.ofNullable(recovery);
    }
}
