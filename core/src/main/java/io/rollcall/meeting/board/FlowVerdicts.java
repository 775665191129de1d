package io.rollcall.meeting.board;

import io.rollcall.meeting.board.SeenPerson.Verdict;
import io.rollcall.model.UserId;
import io.rollcall.report.Change;
import io.rollcall.report.FlowReport;
import io.rollcall.report.Trigger;
import io.rollcall.report.Unchanged;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the last runs of flows did about people in meetings. Not thread-safe. */
final class FlowVerdicts {
    /** The most people whom the verdicts of one flow are kept of. */
    private static final int MOST = 20_000;

    private final Map<String, Map<Place, Verdict>> byFlow = new HashMap<>();

    private record Place(BoardKey meeting, UserId user) {}

    /** Takes a report; one that read all that its flow reads replaces what was known of the flow. */
    void report(String application, FlowReport report) {
        Instant now = report.startedAt().plus(report.duration());
        Map<Place, Verdict> known = byFlow.computeIfAbsent(report.flow(), any -> new HashMap<>());
        Set<Place> told = new HashSet<>();
        for (Unchanged unchanged : report.result().unchanged()) {
            if (unchanged.meeting() != null && unchanged.user() != null) {
                Place place = new Place(new BoardKey(application, unchanged.meeting()), unchanged.user());
                told.add(place);
                put(
                        known,
                        place,
                        new Verdict(report.flow(), true, unchanged.reason().word(), now));
            }
        }
        for (Change change : report.result().changes()) {
            UserId user = change.user();
            if (user != null) {
                Place place = new Place(new BoardKey(application, change.meeting()), user);
                told.add(place);
                put(
                        known,
                        place,
                        new Verdict(report.flow(), change.action() != Change.Action.REMOVE, word(change), now));
            }
        }
        boolean whole = report.trigger() != Trigger.EVENT
                && report.result().unread() == null
                && report.result().problems().isEmpty();
        if (whole) {
            known.keySet().retainAll(told);
        }
    }

    private static void put(Map<Place, Verdict> known, Place place, Verdict verdict) {
        Verdict before = known.get(place);
        if (before == null && known.size() >= MOST) {
            return;
        }
        boolean same = before != null && before.word().equals(verdict.word()) && before.listed() == verdict.listed();
        if (!same) {
            known.put(place, verdict);
        }
    }

    private static String word(Change change) {
        if (change.status() != Change.Status.DONE) {
            return change.status().word();
        }
        return switch (change.action()) {
            case PROMOTE -> "promoted";
            case REMOVE -> "removed";
            case INVITE -> "invited";
        };
    }

    /** Forgets a meeting that has ended. */
    void ended(BoardKey meeting) {
        byFlow.values().forEach(known -> known.keySet()
                .removeIf(place -> place.meeting().equals(meeting)));
    }

    List<Verdict> of(BoardKey meeting, UserId user) {
        List<Verdict> verdicts = new ArrayList<>();
        Place place = new Place(meeting, user);
        byFlow.values().forEach(known -> {
            Verdict verdict = known.get(place);
            if (verdict != null) {
                verdicts.add(verdict);
            }
        });
        verdicts.sort((one, other) -> one.flow().compareTo(other.flow()));
        return verdicts;
    }
}
