package io.rollcall.tell;

import io.rollcall.report.Change;
import io.rollcall.report.FlowReport;
import io.rollcall.report.Problem;
import io.rollcall.report.RosterResult;
import io.rollcall.report.RunOutcome;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is still to be said about the runs of one flow. Not thread-safe. */
final class PendingFlow {
    /** The most changes that are kept as lines; all are counted. */
    static final int MOST_LINES = 30;

    private final String flow;
    private final Map<Change.Action, Map<Change.Status, Long>> counts = new EnumMap<>(Change.Action.class);
    private final List<String> changeLines = new ArrayList<>();
    private long runs;
    private long completeRuns;
    private long changes;
    private RosterResult.Changed rosterChanges = new RosterResult.Changed(0, 0, 0, 0, 0, 0, 0);
    private List<Problem> problems = List.of();
    private List<String> notes = List.of();
    private @Nullable RunOutcome failure;
    private @Nullable Instant failingSince;
    private boolean known;
    private @Nullable Instant recoveredAt;

    PendingFlow(String flow) {
        this.flow = flow;
    }

    String flow() {
        return flow;
    }

    /** Adds a run's changes, as lines in a channel's language. */
    void addRun(FlowReport report, Words words, Names names) {
        runs++;
        if (report.result().outcome() == RunOutcome.COMPLETE) {
            completeRuns++;
        }
        for (Change change : report.result().changes()) {
            if (isNews(change)) {
                changes++;
                counts.computeIfAbsent(change.action(), any -> new EnumMap<>(Change.Status.class))
                        .merge(change.status(), 1L, Long::sum);
                if (changeLines.size() < MOST_LINES) {
                    changeLines.add(Words.change(words, change, names));
                }
            }
        }
        RosterResult roster = report.result().roster();
        if (roster != null && roster.changed() != null) {
            rosterChanges = sum(rosterChanges, roster.changed());
        }
    }

    /** Whether a run changed something, or tried to. */
    static boolean hasNews(FlowReport report) {
        RosterResult roster = report.result().roster();
        return report.result().changes().stream().anyMatch(PendingFlow::isNews)
                || (roster != null
                        && roster.changed() != null
                        && roster.changed().total() > 0);
    }

    private static boolean isNews(Change change) {
        return switch (change.status()) {
            case DONE, FAILED, UNKNOWN -> true;
            case PLANNED, SKIPPED, PAUSED -> false;
        };
    }

    /**
     * Notes that the flow fails.
     *
     * @param since when that began
     * @param reported whether the failure was reported before
     */
    void failing(FlowReport report, Instant since, boolean reported) {
        failure = report.result().outcome();
        problems = report.result().problems();
        RosterResult roster = report.result().roster();
        notes = roster == null ? List.of() : roster.notes();
        known = failingSince == null ? reported : known && reported;
        failingSince = since;
        recoveredAt = null;
    }

    /** Notes that the flow fails no longer. */
    void recovered(Instant since, Instant now) {
        failingSince = since;
        recoveredAt = now;
    }

    /** The flow fails again before its recovery was reported: that is not said. */
    void forgetRecovery() {
        recoveredAt = null;
        if (failure == null) {
            failingSince = null;
        }
    }

    /** Adds what happened later, after a message with this was not sent. */
    PendingFlow plus(PendingFlow later) {
        PendingFlow sum = new PendingFlow(flow);
        sum.runs = runs + later.runs;
        sum.completeRuns = completeRuns + later.completeRuns;
        sum.changes = changes + later.changes;
        List.of(this, later).forEach(part -> {
            part.counts.forEach((action, byStatus) -> byStatus.forEach((status, count) -> sum.counts
                    .computeIfAbsent(action, any -> new EnumMap<>(Change.Status.class))
                    .merge(status, count, Long::sum)));
            part.changeLines.stream()
                    .limit(Math.max(0, MOST_LINES - sum.changeLines.size()))
                    .forEach(sum.changeLines::add);
        });
        sum.rosterChanges = sum(rosterChanges, later.rosterChanges);
        PendingFlow newest = later.failure == null ? this : later;
        sum.problems = newest.problems;
        sum.notes = newest.notes;
        sum.failure = newest.failure;
        sum.known = newest.known;
        sum.failingSince = failingSince == null ? later.failingSince : failingSince;
        sum.recoveredAt = later.recoveredAt != null ? later.recoveredAt : later.failure == null ? recoveredAt : null;
        return sum;
    }

    private static RosterResult.Changed sum(RosterResult.Changed one, RosterResult.Changed other) {
        return new RosterResult.Changed(
                one.joined() + other.joined(),
                one.left() + other.left(),
                one.returned() + other.returned(),
                one.moved() + other.moved(),
                one.renamed() + other.renamed(),
                one.changed() + other.changed(),
                one.unseen() + other.unseen());
    }

    boolean isEmpty() {
        return runs == 0 && failure == null && recoveredAt == null;
    }

    long runs() {
        return runs;
    }

    long completeRuns() {
        return completeRuns;
    }

    long changes() {
        return changes;
    }

    Map<Change.Action, Map<Change.Status, Long>> counts() {
        return counts;
    }

    List<String> changeLines() {
        return changeLines;
    }

    RosterResult.Changed rosterChanges() {
        return rosterChanges;
    }

    List<Problem> problems() {
        return problems;
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

    /** When the flow was well again; null if it is not, or was never unwell. */
    @Nullable Instant recoveredAt() {
        return recoveredAt;
    }
}
