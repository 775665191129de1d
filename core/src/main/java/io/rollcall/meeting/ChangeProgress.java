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
 * The status of each change of a run, and the problems of the changes. It is valid at every moment, so that a run can be
 * aborted: a change without a request is {@code failed}, and a change whose response is outstanding is {@code unknown}.
 * Not thread-safe.
 */
public final class ChangeProgress {
    private final Map<Change, Change.Status> statuses = new LinkedHashMap<>();
    private final SortedMap<MeetingId, List<Problem>> problems = new TreeMap<>(ObservationCollector.BY_ID);

    private final List<MeetingChange<?>> calls = new ArrayList<>();

    /** Starts with changes for which no request was sent. */
    public ChangeProgress(List<Change> planned) {
        mark(planned, Change.Status.FAILED);
    }

    /**
     * Sets the status of changes.
     *
     * @param planned the changes as they stand in the plan
     */
    public void mark(Collection<Change> planned, Change.Status status) {
        planned.forEach(change -> statuses.put(change, status));
    }

    /** Adds a request whose changes {@link #settleRest} settles after an abort. */
    void started(MeetingChange<?> call) {
        calls.add(call);
    }

    /** The status of a change. */
    Change.Status status(Change planned) {
        return statuses.getOrDefault(planned, Change.Status.FAILED);
    }

    /** Whether the vendor made all of these changes. */
    public boolean isDone(Collection<Change> planned) {
        return planned.stream().allMatch(change -> status(change) == Change.Status.DONE);
    }

    /** After an abort: adds the store queries that save the results of unsettled changes. */
    public void settleRest(Commands commands) {
        calls.forEach(call -> call.settleRest(commands));
    }

    /** Removes changes that another run makes. */
    public void drop(Collection<Change> planned) {
        statuses.keySet().removeAll(planned);
    }

    /** Adds a problem with changes of a meeting. */
    public void problem(MeetingId meeting, Problem problem) {
        problems.computeIfAbsent(meeting, any -> new ArrayList<>()).add(problem);
    }

    /** The changes with their status, in the order of the plan. */
    public List<Change> changes() {
        return statuses.entrySet().stream()
                .map(entry -> entry.getKey().withStatus(entry.getValue()))
                .toList();
    }

    /** The problems, by meeting. */
    public List<Problem> problems() {
        return problems.values().stream().flatMap(List::stream).toList();
    }
}
