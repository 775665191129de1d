package io.rollcall.task;

import io.rollcall.report.FlowEvent;
import io.rollcall.report.Mode;
import io.rollcall.report.RunResult;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Publishes the events of one run, so that each change and each problem of its report is published exactly once, even if
 * the run is aborted. A plan publishes nothing. Not thread-safe: one object a run, used by the thread that executes it.
 */
public final class EventPublisher {
    private final boolean silent;
    private final Consumer<FlowEvent> listener;
    // a count for each: two phones of one meeting can have equal problems
    private final Map<FlowEvent, Integer> published = new HashMap<>();

    public EventPublisher(Mode mode, Consumer<FlowEvent> listener) {
        this.silent = mode == Mode.PLAN;
        this.listener = listener;
    }

    /** Publishes an event now. */
    public void publish(FlowEvent event) {
        if (!silent) {
            // changes of rosters are in no result
            if (!(event instanceof FlowEvent.RosterChanged)) {
                published.merge(event, 1, Integer::sum);
            }
            listener.accept(event);
        }
    }

    /**
     * Publishes what the result contains and {@link #publish} did not publish: planned and skipped changes, changes for
     * which no request was sent, problems of an abort or of a host's step. Called once, before the report is delivered.
     */
    public void publishRest(RunResult result) {
        if (silent) {
            return;
        }
        result.problems().forEach(problem -> publishUnlessPublished(new FlowEvent.Troubled(problem)));
        result.changes().forEach(change -> publishUnlessPublished(new FlowEvent.Changed(change)));
    }

    private void publishUnlessPublished(FlowEvent event) {
        int before = published.getOrDefault(event, 0);
        if (before == 0) {
            listener.accept(event);
        } else {
            published.put(event, before - 1);
        }
    }
}
