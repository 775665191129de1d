package io.rollcall.camel.internal.flow;

import io.rollcall.flow.FlowConfig;
import io.rollcall.setting.MalformedValueException;
import io.rollcall.setting.TimeText;
import io.rollcall.state.Pause;
import io.rollcall.state.StateStore;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Pauses and resumes changes, for endpoints. Thread-safe. */
public final class FlowPauses {
    private final StateStore store;
    private final InstantSource time;
    private final ZoneId zone;
    private final FlowRegistry flows;

    /** @param zone of times without one */
    public FlowPauses(StateStore store, InstantSource time, ZoneId zone, FlowRegistry flows) {
        this.store = store;
        this.time = time;
        this.zone = zone;
        this.flows = flows;
    }

    /**
     * Checks what an endpoint names.
     *
     * @param flow null for all flows
     * @param until null for no end
     * @throws IllegalArgumentException if the flow is not configured or changes nothing, or the time is malformed
     */
    public void check(@Nullable String flow, @Nullable String until) {
        FlowConfig named = flow == null ? null : flows.require(flow);
        if (named != null && !named.changesMeetings()) {
            throw new IllegalArgumentException("The flow " + flow
                    + " changes nothing at a vendor, so there is nothing to pause or to resume. Name another flow.");
        }
        end(until, Instant.MIN);
    }

    /**
     * Pauses changes.
     *
     * @param flow null for all flows
     * @param until when it ends, as on the command line; null for no end
     * @return the pauses in force
     */
    public List<Pause> pause(@Nullable String flow, @Nullable String until, @Nullable String reason) {
        Instant now = time.instant();
        store.pauses().pause(new Pause(flow, now, end(until, now), reason));
        return store.pauses().inForce(now);
    }

    /**
     * Ends a pause, or all of them.
     *
     * @param flow null for all pauses
     * @return the pauses that are still in force
     * @throws IllegalStateException if all flows are paused and one is to be resumed
     */
    public List<Pause> resume(@Nullable String flow) {
        Instant now = time.instant();
        if (flow == null) {
            store.pauses().resumeAll();
        } else if (!store.pauses().resume(List.of(flow), now)) {
            throw new IllegalStateException("All flows are paused, so " + flow + " cannot be resumed alone, and nothing"
                    + " was changed. End that pause with rollcall:resume without the option flow, then pause the other"
                    + " flows by name.");
        }
        return store.pauses().inForce(now);
    }

    private @Nullable Instant end(@Nullable String until, Instant now) {
        try {
            return until == null ? null : TimeText.until(until, now, zone);
        } catch (MalformedValueException malformed) {
            throw new IllegalArgumentException("The option until " + malformed.explanation() + ".", malformed);
        }
    }
}
