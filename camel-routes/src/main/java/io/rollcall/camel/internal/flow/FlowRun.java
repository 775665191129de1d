package io.rollcall.camel.internal.flow;

import io.rollcall.call.CallCount;
import io.rollcall.call.Clocks;
import io.rollcall.call.Moment;
import io.rollcall.camel.support.UnexpectedErrors;
import io.rollcall.flow.FlowConfig;
import io.rollcall.meeting.ChangeResults;
import io.rollcall.meeting.MeetingRun;
import io.rollcall.meeting.Observation;
import io.rollcall.meeting.Plan;
import io.rollcall.report.FlowEvent;
import io.rollcall.report.FlowReport;
import io.rollcall.report.Problem;
import io.rollcall.report.RunName;
import io.rollcall.report.RunOutcome;
import io.rollcall.report.RunResult;
import io.rollcall.task.EventPublisher;
import io.rollcall.task.FlowTask;
import io.rollcall.vendor.Fault;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * One run of a flow, from its trigger to its report. The steps of a route call it, one after the other, on any thread;
 * each step blocks until it is done. However the route ends, there is one report.
 * Thread-safe.
 */
public final class FlowRun {
    private static final String PROPERTY = "CamelRollcallRun";

    private final RunRequest request;
    private final FlowConfig flow;
    private final RunName name;
    private final FlowTasks.@Nullable Prepared prepared;
    private final Executors executors;
    private final EventPublisher events;
    private final CallCount calls;
    private final Clocks clocks;
    private final Moment started;
    private final Consumer<FlowRun> ended;

    private @Nullable Problem defect;
    private boolean observed;
    private boolean expired;
    private boolean halted;
    private @Nullable FlowReport report;
    // written by the step that runs, read by the thread that stops it
    private volatile @Nullable TaskExecutor current;
    private volatile @Nullable RosterExecution roster;
    private final HostStep hostStep = new HostStep();
    private volatile boolean stopped;

    /** Makes the executor of one step. */
    interface Executors {
        TaskExecutor executor(
                FlowTasks.@Nullable Prepared prepared, CallCount calls, Consumer<FlowEvent> events, Duration longest);
    }

    /**
     * @param prepared null if the run could not be prepared
     * @param defect why it could not be prepared
     * @param ended called once, when the run has its report
     */
    FlowRun(
            RunRequest request,
            FlowTasks.@Nullable Prepared prepared,
            @Nullable Problem defect,
            Executors executors,
            EventPublisher events,
            CallCount calls,
            Clocks clocks,
            Moment started,
            Consumer<FlowRun> ended) {
        this.request = request;
        this.flow = request.flow();
        this.name = request.name();
        this.prepared = prepared;
        this.defect = defect;
        this.executors = executors;
        this.events = events;
        this.calls = calls;
        this.clocks = clocks;
        this.started = started;
        this.ended = ended;
    }

    /** The run that the steps of an exchange's route belong to; null if none has started. */
    public static @Nullable FlowRun of(Exchange exchange) {
        return exchange.getProperty(PROPERTY, FlowRun.class);
    }

    /** Makes the steps of an exchange's route belong to this run. */
    public void attachTo(Exchange exchange) {
        exchange.setProperty(PROPERTY, this);
    }

    /** The flow, its type and the mode of this run. */
    public RunName name() {
        return name;
    }

    /** When it started, by the wall clock. */
    Instant startedAt() {
        return started.wall();
    }

    /** The flow. */
    public FlowConfig flow() {
        return flow;
    }

    /** Whether this run acts on what events told, in place of a poll. */
    boolean isOnEvents() {
        return !request.hints().isEmpty();
    }

    /** Reads the running meetings. */
    public synchronized Observation observe() {
        MeetingRun meetings = meetings("observe");
        first();
        return meetings.observation();
    }

    /** Decides what to change. */
    public synchronized Plan plan(Observation observation) {
        MeetingRun meetings = meetings("plan");
        execute(meetings.planning(observation));
        return meetings.plan();
    }

    /**
     * Makes the changes of this run's plan that are still in it.
     *
     * @throws IllegalArgumentException if the plan holds a change that this run did not plan; nothing is changed
     */
    public synchronized ChangeResults apply(Plan plan) {
        MeetingRun meetings = meetings("apply");
        execute(meetings.applying(plan));
        return meetings.changeResults();
    }

    /**
     * The steps of a roster run.
     *
     * @param step the step that is wanted, for messages
     */
    public synchronized RosterExecution roster(String step) {
        FlowTasks.Prepared ready = ready(step);
        RosterExecution execution = roster;
        if (execution == null) {
            if (ready.roster() == null) {
                throw new IllegalStateException(
                        "The flow " + flow.name() + " is no roster and has no step " + step + ".");
            }
            tellProblems(ready);
            execution = new RosterExecution(ready.first(), ready.roster(), executor());
            roster = execution;
        }
        if (stopped) {
            execution.stop();
        }
        return execution;
    }

    /** Whether this run makes changes; false for a plan or a dry run. */
    public synchronized boolean isActing() {
        return prepared != null
                && prepared.meetings() != null
                && prepared.meetings().isActing();
    }

    /** Waits for a step of the host, no longer than the run may last and until it is stopped: {@link HostStep#await}. */
    <T> T await(Future<T> step) throws Exception {
        return hostStep.await(step, flow.maxDuration().minus(elapsed()));
    }

    /** Adds a problem of a step that is not Rollcall's to the report. */
    synchronized void add(Problem problem) {
        if (prepared != null && prepared.meetings() != null) {
            prepared.meetings().add(problem);
        }
    }

    private void abort(Problem problem) {
        if (prepared != null && prepared.meetings() != null) {
            prepared.meetings().abort(problem);
        } else if (prepared != null && prepared.roster() != null) {
            prepared.roster().abort(problem);
        }
    }

    private MeetingRun meetings(String step) {
        MeetingRun meetings = ready(step).meetings();
        if (meetings == null) {
            throw new IllegalStateException("The flow " + flow.name() + " is a roster and has no step " + step + ".");
        }
        return meetings;
    }

    private FlowTasks.Prepared ready(String step) {
        if (report != null) {
            throw new IllegalStateException("The run of flow " + flow.name() + " has ended; rollcall:" + step
                    + " belongs before rollcall:report.");
        }
        if (prepared == null) {
            throw new IllegalStateException("The run of flow " + flow.name() + " could not start.");
        }
        return prepared;
    }

    private void first() {
        if (prepared != null && !observed) {
            tellProblems(prepared);
            execute(prepared.first());
        }
    }

    private void tellProblems(FlowTasks.Prepared ready) {
        observed = true;
        ready.problems().forEach(problem -> events.publish(new FlowEvent.Troubled(problem)));
    }

    private TaskExecutor executor() {
        Duration left = flow.maxDuration().minus(elapsed());
        return executors.executor(prepared, calls, events::publish, left.isNegative() ? Duration.ZERO : left);
    }

    private void execute(FlowTask step) {
        if (halted) {
            return;
        }
        if (stopped) {
            halted = true;
            step.abort(RunProblems.STOPPED);
            return;
        }
        TaskExecutor executor = executor();
        current = executor;
        if (stopped) {
            executor.stop();
        }
        try {
            halted = !executor.conduct(step);
            expired |= executor.isExpired();
        } catch (RuntimeException | Error broken) {
            halted = true;
            defect = RunProblems.defect(broken);
        } finally {
            current = null;
        }
    }

    /** Stops the run: responses that arrive later are ignored. The run still makes its report. Called by any thread. */
    void stop() {
        stopped = true;
        TaskExecutor executor = current;
        if (executor != null) {
            executor.stop();
        }
        RosterExecution execution = roster;
        if (execution != null) {
            execution.stop();
        }
        hostStep.stop();
    }

    /** Ends the run and returns its report; the same one if the run has ended already. */
    public synchronized FlowReport report() {
        FlowReport known = report;
        if (known != null) {
            return known;
        }
        if (roster != null) {
            expired |= roster.isExpired();
            roster.close();
        }
        RunResult result = result();
        try {
            events.publishRest(result);
        } catch (RuntimeException | Error broken) {
            // a listener that fails on an event still receives the report
            RunProblems.defect(broken);
        }
        FlowReport made = new FlowReport(
                name.flow(),
                name.type(),
                name.mode(),
                request.trigger(),
                result,
                started.wall(),
                elapsed(),
                calls.byOperation(),
                calls.metered());
        report = made;
        ended.accept(this);
        return made;
    }

    /**
     * Ends the run because its route has ended.
     *
     * @param failure what ended the route before its report; null if nothing failed
     */
    public synchronized void end(@Nullable Throwable failure) {
        if (report == null && (failure != null || !observed)) {
            String why = failure == null ? "" : " (" + UnexpectedErrors.name(failure) + ")";
            Problem problem = new Problem(
                    "flow " + flow.name(),
                    Fault.Kind.SERVER,
                    "route",
                    null,
                    "The flow's route ended before its last step" + why
                            + ". Changes that were not made are reported as failed. Check the steps of the route.");
            if (roster == null) {
                abort(problem);
            } else {
                roster.routeFailed(failure, problem);
            }
        }
        var unused = report();
    }

    /** The report, if the run has ended. */
    public synchronized Optional<FlowReport> ended() {
        return Optional.ofNullable(report);
    }

    private RunResult result() {
        if (prepared == null || defect != null) {
            RunResult failed = failed(defect);
            return prepared == null ? failed : failed.plus(prepared.problems());
        }
        try {
            RunResult result = prepared.first().result();
            // what a run did before it was stopped for its duration is kept
            return (expired ? result.as(RunOutcome.INCOMPLETE) : result).plus(prepared.problems());
        } catch (RuntimeException | Error broken) {
            return failed(RunProblems.defect(broken)).plus(prepared.problems());
        }
    }

    private static RunResult failed(@Nullable Problem problem) {
        return new RunResult(
                RunOutcome.FAILED, problem == null ? List.of() : List.of(problem), List.of(), List.of(), null);
    }

    private Duration elapsed() {
        return Duration.between(started.monotonic(), clocks.now().monotonic());
    }
}
