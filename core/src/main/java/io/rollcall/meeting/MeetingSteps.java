package io.rollcall.meeting;

import io.rollcall.report.Change;
import io.rollcall.report.Unchanged;
import io.rollcall.report.UnreadMeetings;
import io.rollcall.state.StateStore;
import io.rollcall.task.Commands;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What a flow that changes running meetings does in each step of one run. Each feature implements it; {@link MeetingRun}
 * keeps the run's problems, progress and outcome. Not thread-safe: one object a run, called by one thread at a time.
 */
public interface MeetingSteps {

    /** Whether anyone is listed. If not, the run reads nothing, because a read would cost calls and change nothing. */
    boolean hasWork();

    /** Reads the running meetings; calls {@code then} once. */
    void observe(Commands commands, Consumer<Observation> then);

    /** Reads what the store remembers and decides what to change; calls {@code then} once. */
    void plan(Commands commands, Observation observation, Consumer<Plan> then);

    /**
     * Makes changes, with one call for each meeting and action where the vendor accepts it.
     *
     * @param changes those changes of the plan that are to be made
     * @param progress receives how each of them ends
     */
    void apply(Commands commands, Observation observation, List<Change> changes, ChangeProgress progress);

    /** Whether changes of this flow are paused now. */
    boolean isPaused(StateStore store);

    /** Running meetings that were not read; null for none. */
    default @Nullable UnreadMeetings unread() {
        return null;
    }

    /** The run was aborted: no further step follows. */
    default void aborted() {}

    /** People of the plan for whom there was nothing left to do when the changes were made. */
    default Collection<Unchanged> unchangedSincePlan() {
        return List.of();
    }
}
