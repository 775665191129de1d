package io.rollcall.meeting;

import io.rollcall.report.Change;
import io.rollcall.report.FlowEvent;
import io.rollcall.report.Problem;
import io.rollcall.report.RunOutcome;
import io.rollcall.report.RunResult;
import io.rollcall.report.Unchanged;
import io.rollcall.task.Commands;
import io.rollcall.task.FlowTask;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * One run of a flow that changes running meetings, as three tasks: {@link #observing}, {@link #planning} and {@link
 * #applying}. As a {@link FlowTask} it executes all three, one after the other. After an abort or a refusal the remaining
 * tasks do nothing. Not thread-safe.
 */
public final class MeetingRun implements FlowTask {
    private final MeetingSteps steps;
    private final String flow;
    private final int maxChanges;
    private final boolean acting;

    private final List<Problem> problems = new ArrayList<>();
    private Observation observation = Observation.NONE;
    private Plan plan = Plan.NONE;
    private ChangeProgress progress = new ChangeProgress(List.of());
    private boolean observed;
    private boolean applied;
    private boolean aborted;

    /**
     * @param flow the flow's name, for messages
     * @param maxChanges the most changes that a run may make
     * @param acting false for a plan or a dry run: then nothing changes, neither at the vendor nor in the store
     */
    public MeetingRun(MeetingSteps steps, String flow, int maxChanges, boolean acting) {
        this.steps = steps;
        this.flow = flow;
        this.maxChanges = maxChanges;
        this.acting = acting;
    }

    /** Executes all steps. */
    @Override
    public void begin(Commands commands) {
        observe(commands, seen -> plan(commands, seen, planned -> apply(commands, planned)));
    }

    /** The step that reads the running meetings; {@link #observation} is its result. Its own result counts as the run's. */
    public FlowTask observing() {
        return new Step(commands -> observe(commands, seen -> {}));
    }

    /**
     * The step that decides what to change; {@link #plan} is its result.
     *
     * @throws IllegalStateException if the changes of this run were made already
     */
    public FlowTask planning(Observation seen) {
        checkNotApplied();
        return new Step(commands -> plan(commands, seen, planned -> {}));
    }

    /**
     * The step that makes changes; {@link #changeResults} is its result.
     *
     * @param approved this run's plan, possibly with fewer changes: those that are missing or marked as skipped are
     *     reported as {@code skipped}. A plan that was made during a pause changes nothing
     * @throws IllegalArgumentException for a plan with a change that this run did not plan; nothing is changed
     * @throws IllegalStateException if the changes of this run were made already
     */
    public FlowTask applying(Plan approved) {
        checkNotApplied();
        Set<Change> planned = new HashSet<>();
        plan.changes().forEach(change -> planned.add(change.withStatus(Change.Status.PLANNED)));
        for (Change change : approved.changes()) {
            if (!planned.contains(change.withStatus(Change.Status.PLANNED))) {
                throw new IllegalArgumentException("The plan holds a change that the flow " + flow
                        + " did not plan. A step between plan and apply may only remove changes.");
            }
        }
        return new Step(commands -> apply(commands, approved));
    }

    private void checkNotApplied() {
        if (applied) {
            throw new IllegalStateException("The run of the flow " + flow
                    + " has made its changes already. The steps plan and apply belong into a route once.");
        }
    }

    private void observe(Commands commands, Consumer<Observation> then) {
        Consumer<Observation> seen = seenNow -> {
            observed = true;
            observation = seenNow;
            seenNow.problems().forEach(problem -> report(commands, problem));
            then.accept(seenNow);
        };
        if (steps.hasWork()) {
            steps.observe(commands, seen);
        } else {
            seen.accept(Observation.NONE);
        }
    }

    private void plan(Commands commands, Observation seen, Consumer<Plan> then) {
        if (!observed || aborted) {
            return;
        }
        observation = seen;
        Consumer<Plan> planned = made -> {
            plan = made.exceeds(maxChanges) ? made.refused() : made;
            progress = new ChangeProgress(made.changes());
            if (plan.isRefused()) {
                report(commands, made.tooLarge(flow, maxChanges));
            }
            if (acting && !plan.isRefused() && plan.hasPlanned()) {
                // no one is asked to approve paused changes; the pause is read again before each change
                commands.query(steps::isPaused, paused -> then.accept(paused ? paused(made) : plan));
            } else {
                then.accept(plan);
            }
        };
        if (steps.hasWork()) {
            steps.plan(commands, seen, planned);
        } else {
            planned.accept(Plan.NONE);
        }
    }

    private Plan paused(Plan made) {
        progress.mark(made.changes(), Change.Status.PAUSED);
        plan = made.paused();
        return plan;
    }

    private void apply(Commands commands, Plan approved) {
        applied = true;
        if (aborted || plan.isRefused() || !plan.hasPlanned()) {
            return;
        }
        List<Change> kept = approved.changes().stream()
                .filter(change -> change.status() == Change.Status.PLANNED)
                .toList();
        List<Change> skipped = new ArrayList<>(plan.changes());
        skipped.removeAll(kept);
        progress.mark(skipped, Change.Status.SKIPPED);
        if (acting) {
            steps.apply(commands, observation, kept, progress);
        } else {
            progress.mark(kept, Change.Status.PLANNED);
        }
    }

    private void report(Commands commands, Problem problem) {
        problems.add(problem);
        commands.publish(new FlowEvent.Troubled(problem));
    }

    /** Adds a problem of a step that is not Rollcall's; it is published with the report. */
    public void add(Problem problem) {
        problems.add(problem);
    }

    /** Whether the run makes changes; false for a plan or a dry run. */
    public boolean isActing() {
        return acting;
    }

    /** What {@link #observing} read. */
    public Observation observation() {
        return observation;
    }

    /** What {@link #planning} decided. */
    public Plan plan() {
        return plan;
    }

    /** How the changes ended, or would have ended if the run stopped now. */
    public ChangeResults changeResults() {
        return new ChangeResults(progress.changes(), progress.problems());
    }

    @Override
    public void abort(Problem problem) {
        problems.add(problem);
        aborted = true;
        steps.aborted();
    }

    @Override
    public void settle(Commands commands) {
        progress.settleRest(commands);
    }

    @Override
    public RunResult result() {
        List<Problem> all = new ArrayList<>(problems);
        all.addAll(progress.problems());
        List<Change> changes = changes();
        List<Unchanged> unchanged = new ArrayList<>(plan.unchanged());
        unchanged.addAll(steps.unchangedSincePlan());
        return new RunResult(outcome(all, changes, unchanged), all, changes, unchanged, null, steps.unread());
    }

    private List<Change> changes() {
        if (applied || aborted || plan.isRefused() || !plan.hasPlanned()) {
            return progress.changes();
        }
        // the route went past the step apply: that drops all changes
        Change.Status dropped = acting ? Change.Status.SKIPPED : Change.Status.PLANNED;
        return plan.changes().stream().map(change -> change.withStatus(dropped)).toList();
    }

    private RunOutcome outcome(List<Problem> all, List<Change> changes, List<Unchanged> unchanged) {
        if (plan.isRefused()) {
            return RunOutcome.FAILED;
        }
        if (aborted) {
            return OutcomeRule.ofAborted(changes);
        }
        return OutcomeRule.of(all, changes, unchanged, observed && observation.answered());
    }

    /** One step of the run, for an executor. */
    private final class Step implements FlowTask {
        private final Consumer<Commands> start;

        Step(Consumer<Commands> start) {
            this.start = start;
        }

        @Override
        public void begin(Commands commands) {
            start.accept(commands);
        }

        @Override
        public void abort(Problem problem) {
            MeetingRun.this.abort(problem);
        }

        @Override
        public void settle(Commands commands) {
            MeetingRun.this.settle(commands);
        }

        @Override
        public RunResult result() {
            return MeetingRun.this.result();
        }
    }
}
