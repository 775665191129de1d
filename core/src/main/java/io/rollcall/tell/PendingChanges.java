package io.rollcall.tell;

import io.rollcall.report.Change;
import io.rollcall.report.FlowReport;
import io.rollcall.report.RosterResult;
import io.rollcall.report.RunOutcome;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What runs of one flow changed, which is still to be said. Not thread-safe. */
final class PendingChanges {
    /** The most changes that are kept as lines; all are counted. */
    static final int MOST_LINES = 30;

    private final Map<Change.Action, Map<Change.Status, Long>> counts = new EnumMap<>(Change.Action.class);
    private final List<String> changeLines = new ArrayList<>();
    private long runs;
    private long completeRuns;
    private long changes;
    private RosterResult.Changed rosterChanges = new RosterResult.Changed(0, 0, 0, 0, 0, 0, 0);

    /** Adds a run's changes, as lines in a channel's language. */
    void add(FlowReport report, Words words, Names names) {
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
        return report.result().changes().stream().anyMatch(PendingChanges::isNews)
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

    /** Adds what happened later. */
    void add(PendingChanges later) {
        runs += later.runs;
        completeRuns += later.completeRuns;
        changes += later.changes;
        later.counts.forEach((action, byStatus) -> byStatus.forEach(
                (status, count) -> counts.computeIfAbsent(action, any -> new EnumMap<>(Change.Status.class))
                        .merge(status, count, Long::sum)));
        later.changeLines.stream()
                .limit(Math.max(0, MOST_LINES - changeLines.size()))
                .forEach(changeLines::add);
        rosterChanges = sum(rosterChanges, later.rosterChanges);
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
        return changes == 0 && rosterChanges.total() == 0;
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
}
