package io.rollcall.people;

import io.rollcall.meeting.MeetingRun;
import io.rollcall.meeting.MeetingSteps;
import io.rollcall.report.Problem;
import io.rollcall.report.RunResult;
import io.rollcall.task.Commands;
import io.rollcall.task.FlowTask;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The first step of a run that changes meetings: looks up the people of its lists, and then does what depends on them. A person
 * who cannot be found is a problem of the run and stops nobody else. Not thread-safe.
 */
public final class LookupTask implements FlowTask {
    private final PeopleLookup lookup;
    private final MeetingRun run;
    private final LaterSteps steps;
    private final Supplier<Prepared> after;
    private @Nullable FlowTask next;

    /** What a run does once its people are known: its steps, and the task that begins it. */
    public record Prepared(MeetingSteps steps, FlowTask begin) {}

    /**
     * @param run the run, made with {@code steps}
     * @param after prepares the rest, with the people who were found
     */
    public LookupTask(PeopleLookup lookup, MeetingRun run, LaterSteps steps, Supplier<Prepared> after) {
        this.lookup = lookup;
        this.run = run;
        this.steps = steps;
        this.after = after;
    }

    @Override
    public void begin(Commands commands) {
        lookup.begin(commands, () -> {
            lookup.problems().forEach(run::add);
            Prepared prepared = after.get();
            steps.set(prepared.steps());
            next = prepared.begin();
            next.begin(commands);
        });
    }

    private FlowTask current() {
        return next == null ? run : next;
    }

    @Override
    public void abort(Problem problem) {
        current().abort(problem);
    }

    @Override
    public void settle(Commands commands) {
        current().settle(commands);
    }

    @Override
    public RunResult result() {
        return current().result();
    }
}
