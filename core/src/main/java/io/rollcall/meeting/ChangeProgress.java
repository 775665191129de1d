package io.rollcall.meeting;

import io.rollcall.model.MeetingId;
import io.rollcall.report.Change;
import io.rollcall.report.Problem;
import io.rollcall.task.Commands;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How far the changes of a run have got, and what went wrong with them. At every moment it says what would be true if
 * the run ended now: a change that was not asked for is failed, one that was asked for and not answered is unknown. Not
 * thread-safe.
 */
public final class ChangeProgress {
    private final Map<Change, Change.Status> statuses = new LinkedHashMap<>();
    private final SortedMap<MeetingId, List<Problem>> problems = new TreeMap<>(ObservationCollector.BY_ID);

    private final List<MeetingChange<?>> calls = new ArrayList<>();

    /** Starts with changes that nobody was asked for yet. */
    public ChangeProgress(List<Change> planned) {
        mark(planned, Change.Status.FAILED);
    }

    /** Says how far changes, named as they were planned, have got. */
    public void mark(Collection<Change> planned, Change.Status status) {
        planned.forEach(change -> statuses.put(change, status));
    }

    /** Notes a call whose changes are to be settled. */
    void begun(MeetingChange<?> call) {
        calls.add(call);
    }

    /** How far a change has got. */
    Change.Status status(Change planned) {
        return statuses.getOrDefault(planned, Change.Status.FAILED);
    }

    /** Puts on the agenda what the store must remember of changes that will not be settled any more otherwise. */
    public void settleRest(Commands commands) {
        calls.forEach(call -> call.settleRest(commands));
    }

    /** Takes changes out that turned out not to be this run's to make. */
    public void drop(Collection<Change> planned) {
        statuses.keySet().removeAll(planned);
    }

    /** Notes what went wrong with changes of a meeting. */
    public void problem(MeetingId meeting, Problem problem) {
        problems.computeIfAbsent(meeting, any -> new ArrayList<>()).add(problem);
    }

    /** The changes as they stand, in the order in which they were planned. */
    public List<Change> changes() {
        return statuses.entrySet().stream()
                .map(entry -> entry.getKey().withStatus(entry.getValue()))
                .toList();
    }

    /** What went wrong, by meeting. */
    public List<Problem> problems() {
        return problems.values().stream().flatMap(List::stream).toList();
    }
}
