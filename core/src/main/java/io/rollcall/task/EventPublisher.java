package io.rollcall.task;

import io.rollcall.report.FlowEvent;
import io.rollcall.report.Mode;
import io.rollcall.report.RunResult;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * What a run has told so far, so that in the end every change and every problem of its report was told exactly once,
 * wherever it was broken off. A plan tells nothing. Not thread-safe: one for each run, used by its conductor.
 */
public final class EventPublisher {
    private final boolean silent;
    private final Consumer<FlowEvent> listener;
    // how often each was told: two telephones of one meeting may be refused with the same words
    private final Map<FlowEvent, Integer> told = new HashMap<>();

    public EventPublisher(Mode mode, Consumer<FlowEvent> listener) {
        this.silent = mode == Mode.PLAN;
        this.listener = listener;
    }

    /** Tells what happened. */
    public void tell(FlowEvent event) {
        if (!silent) {
            told.merge(event, 1, Integer::sum);
            listener.accept(event);
        }
    }

    /**
     * Tells whatever of the result was not told while the run went on: what was only planned, what nobody was asked for,
     * what is known since the run was broken off, what came from outside. Called once, before the report is handed over.
     */
    public void tellTheRest(RunResult result) {
        if (silent) {
            return;
        }
        result.problems().forEach(problem -> tellUnlessTold(new FlowEvent.Troubled(problem)));
        result.changes().forEach(change -> tellUnlessTold(new FlowEvent.Changed(change)));
    }

    private void tellUnlessTold(FlowEvent event) {
        int before = told.getOrDefault(event, 0);
        if (before == 0) {
            listener.accept(event);
        } else {
            told.put(event, before - 1);
        }
    }
}
