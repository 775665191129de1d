package io.rollcall.people;

import io.rollcall.meeting.ChangeProgress;
import io.rollcall.meeting.MeetingSteps;
import io.rollcall.meeting.Observation;
import io.rollcall.meeting.Plan;
import io.rollcall.report.Change;
import io.rollcall.report.Unchanged;
import io.rollcall.report.UnreadMeetings;
import io.rollcall.state.StateStore;
import io.rollcall.task.Commands;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Steps that are known only once people were looked up. Not thread-safe, as {@link MeetingSteps} says. */
public final class LaterSteps implements MeetingSteps {
    private @Nullable MeetingSteps steps;

    void set(MeetingSteps known) {
        steps = known;
    }

    private MeetingSteps steps() {
        return Objects.requireNonNull(steps, "people are looked up first");
    }

    @Override
    public boolean hasWork() {
        return steps().hasWork();
    }

    @Override
    public void observe(Commands commands, Consumer<Observation> then) {
        steps().observe(commands, then);
    }

    @Override
    public void plan(Commands commands, Observation observation, Consumer<Plan> then) {
        steps().plan(commands, observation, then);
    }

    @Override
    public void apply(Commands commands, Observation observation, List<Change> changes, ChangeProgress progress) {
        steps().apply(commands, observation, changes, progress);
    }

    @Override
    public boolean isPaused(StateStore store) {
        return steps().isPaused(store);
    }

    // those of a run that was aborted during the look-up

    @Override
    public void aborted() {
        if (steps != null) {
            steps.aborted();
        }
    }

    @Override
    public @Nullable UnreadMeetings unread() {
        return steps == null ? null : steps.unread();
    }

    @Override
    public Collection<Unchanged> unchangedSincePlan() {
        return steps == null ? List.of() : steps.unchangedSincePlan();
    }
}
