package io.rollcall.meeting;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.report.Change;
import io.rollcall.report.FlowEvent;
import io.rollcall.report.RunResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/** Hears what a run tells, and holds it against the report. */
public final class Heard implements Consumer<FlowEvent> {
    public final List<FlowEvent> events = new ArrayList<>();
    private final HeapMemory store;
    private boolean over;

    /** @param store where changes must stand when they are told; null where nobody looks */
    public Heard(HeapMemory store) {
        this.store = store;
    }

    @Override
    public void accept(FlowEvent event) {
        events.add(event);
        // during a run, a listener finds each change in the audit
        if (store != null
                && !over
                && event instanceof FlowEvent.Changed changed
                && changed.change().status() != Change.Status.PLANNED) {
            assertThat(store.audited()).contains(audited(changed.change()));
        }
    }

    /** From now on the run is over, or broken off: the rest is told, whether the store has it or not. */
    public void over() {
        over = true;
    }

    private static String audited(Change change) {
        String said = Said.of(change);
        int status = said.lastIndexOf(' ') + 1;
        return said.substring(0, status) + said.substring(status).toUpperCase(Locale.ROOT);
    }

    /** Every change and every problem of the report was told, with the words of the report, exactly once. */
    public void tellsAsMuchAs(RunResult result) {
        List<FlowEvent> reported = new ArrayList<>();
        result.problems().forEach(problem -> reported.add(new FlowEvent.Troubled(problem)));
        result.changes().forEach(change -> reported.add(new FlowEvent.Changed(change)));
        assertThat(events).containsExactlyInAnyOrderElementsOf(reported);
    }
}
