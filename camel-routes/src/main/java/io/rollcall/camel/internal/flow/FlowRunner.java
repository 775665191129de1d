package io.rollcall.camel.internal.flow;

import io.rollcall.call.CallCount;
import io.rollcall.call.Clocks;
import io.rollcall.call.Moment;
import io.rollcall.camel.api.FlowListener;
import io.rollcall.camel.internal.call.AccountRegistry;
import io.rollcall.camel.internal.file.OutputWriter;
import io.rollcall.flow.FlowConfig;
import io.rollcall.meeting.update.MeetingUpdate;
import io.rollcall.report.FlowReport;
import io.rollcall.report.Mode;
import io.rollcall.report.Problem;
import io.rollcall.report.RunName;
import io.rollcall.roster.RosterRun;
import io.rollcall.state.StateStore;
import io.rollcall.task.EventPublisher;
import io.rollcall.task.Task;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;

/**
 * Starts runs of flows and makes their reports. Two polls of one flow never take place at the same time in one process, nor do
 * two runs on events. A poll may take minutes, so a run on events of meetings does not wait for it: the store decides which of
 * them makes a change. Thread-safe.
 */
public final class FlowRunner {
    /** How long a check may take. */
    private static final Duration LONGEST_CHECK = Duration.ofMinutes(10);

    private final AccountRegistry accounts;
    private final StateStore store;
    private final OldRows oldRows;
    private final FlowTasks tasks;
    private final Clocks clocks;
    private final FlowListener listener;
    private final BiConsumer<String, MeetingUpdate> updates;
    private final ScheduledExecutorService timer;
    /** By {@link #slot}. */
    private final Map<String, FlowRun> running = new HashMap<>();
    /** Those of tasks that belong to no flow. */
    private final Set<TaskExecutor> others = new HashSet<>();

    private boolean stopping;

    /** What only one run may have at a time; no name of a flow has a blank. */
    private static String slot(FlowConfig flow, boolean onEvents) {
        // a walk of the directory and a run on its events write one roster
        return onEvents && flow.changesMeetings() ? flow.name() + " on events" : flow.name();
    }

    /** The steps of a flow, from the first one to the report: the flow's route. */
    public interface Steps {

        /** Executes the steps of a run on the calling thread. */
        void execute(FlowRun run);
    }

    /**
     * @param updates receives what runs show of meetings, with the id of an application; plans show nothing
     * @param timer stops runs that take too long
     */
    public FlowRunner(
            AccountRegistry accounts,
            StateStore store,
            FlowTasks tasks,
            Clocks clocks,
            FlowListener listener,
            BiConsumer<String, MeetingUpdate> updates,
            ScheduledExecutorService timer) {
        this.accounts = accounts;
        this.store = store;
        this.oldRows = new OldRows(store);
        this.tasks = tasks;
        this.clocks = clocks;
        this.listener = listener;
        this.updates = updates;
        this.timer = timer;
    }

    /**
     * Runs a flow on the calling thread.
     *
     * @param steps the flow's route
     * @param runListener receives this run's events, besides the listener of all runs
     * @return its report; empty if the flow is running already. If Rollcall is stopping, the report says so
     */
    public Optional<FlowReport> run(RunRequest request, Steps steps, FlowListener runListener) {
        Optional<FlowRun> begun = begin(request, runListener);
        begun.ifPresent(run -> execute(steps, run));
        return begun.map(FlowRun::report);
    }

    private static void execute(Steps steps, FlowRun run) {
        try {
            steps.execute(run);
        } catch (RuntimeException | Error broken) {
            if (run.ended().isPresent()) {
                // the run has its report; a listener that received it is broken
                throw broken;
            }
            run.end(broken);
        }
        run.end(null);
    }

    /**
     * Starts a run, of which nothing is done yet. The caller must end it.
     *
     * @return empty if the flow is running already. If Rollcall is stopping, a run that has failed already
     */
    public Optional<FlowRun> begin(RunRequest request, FlowListener runListener) {
        FlowConfig flow = request.flow();
        FlowListener listeners = FlowListener.of(listener, runListener);
        Moment started = clocks.now();
        CallCount calls = new CallCount(flow.name(), flow.maxCalls(), flow.maxCallsKey());
        RunName name = request.name();
        EventPublisher events = new EventPublisher(request.mode(), event -> listeners.announced(name, event));
        FlowTasks.Prepared prepared = null;
        Problem defect = null;
        try {
            prepared = tasks.prepare(request);
        } catch (RuntimeException | Error unprepared) {
            defect = RunProblems.defect(unprepared);
        }
        RosterRun roster = prepared == null ? null : prepared.roster();
        // a poll that is missing stays missing while runs on events make calls
        Runnable progress = request.hints().isEmpty()
                ? () -> {
                    if (roster != null) {
                        listeners.peopleRead(flow.name(), roster.people());
                    }
                    listeners.progressed(flow.name(), calls);
                }
                : () -> {};
        FlowRun.Executors executors = (run, counted, published, longest) -> new TaskExecutor(
                accounts,
                store,
                run == null ? OutputWriter.NONE : run.output(),
                counted,
                progress,
                published,
                request.mode() == Mode.PLAN ? (application, update) -> {} : updates,
                clocks.wall(),
                timer,
                longest);
        String slot = slot(flow, !request.hints().isEmpty());
        FlowRun run = new FlowRun(
                request,
                prepared,
                defect,
                executors,
                events,
                calls,
                clocks,
                started,
                done -> end(slot, done, listeners));
        if (enter(slot, run)) {
            return Optional.of(run);
        } else if (!isStopping()) {
            return Optional.empty();
        }
        return Optional.of(
                new FlowRun(request, null, RunProblems.STOPPED, executors, events, calls, clocks, started, done -> {}));
    }

    private void end(String slot, FlowRun run, FlowListener listeners) {
        try {
            FlowReport report = run.report();
            listeners.finished(report);
            if (report.mode() != Mode.PLAN) {
                oldRows.remove();
            }
        } finally {
            leave(slot, run);
        }
    }

    /** Whether a run of the flow is under way in this process that another one must wait for. */
    synchronized boolean isRunning(FlowConfig flow, boolean onEvents) {
        return running.containsKey(slot(flow, onEvents));
    }

    /** Since when a run of the flow is under way in this process; empty if none is. */
    public synchronized Optional<Instant> runningSince(String flow) {
        return running.values().stream()
                .filter(run -> run.name().flow().equals(flow))
                .map(FlowRun::startedAt)
                .min(Instant::compareTo);
    }

    /** Whether a run of the flow is under way in this process that keeps it from polling and acts on events. */
    synchronized boolean isOccupiedByEvents(FlowConfig flow) {
        FlowRun run = running.get(slot(flow, false));
        return run != null && run.isOnEvents();
    }

    private synchronized boolean isStopping() {
        return stopping;
    }

    private synchronized boolean enter(String slot, FlowRun run) {
        return !stopping && running.putIfAbsent(slot, run) == null;
    }

    private synchronized void leave(String slot, FlowRun run) {
        running.remove(slot, run);
        notifyAll();
    }

    /**
     * Starts no further run, and waits for those that are running, and for other tasks; a run that takes longer is stopped and
     * reports that.
     *
     * @param patience how long requests under way may still be answered
     * @param grace how long reports may take after that
     */
    public synchronized void stop(Duration patience, Duration grace) throws InterruptedException {
        stopping = true;
        await(patience);
        stopAll();
        await(grace);
    }

    /** Starts no further run, and stops those that are running, and other tasks; each run still makes its report. */
    public synchronized void stop() {
        stopping = true;
        stopAll();
    }

    private void stopAll() {
        running.values().forEach(FlowRun::stop);
        others.forEach(TaskExecutor::stop);
    }

    private synchronized void await(Duration longest) throws InterruptedException {
        long end = System.nanoTime() + longest.toNanos();
        for (long left = longest.toNanos();
                left > 0 && !(running.isEmpty() && others.isEmpty());
                left = end - System.nanoTime()) {
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
    }

    /**
     * Executes a task that belongs to no flow and writes nothing, on the calling thread.
     *
     * @return the calls that it cost
     */
    public CallCount execute(Task task) {
        return execute(task, new CallCount());
    }

    /**
     * Executes a task that belongs to no flow and writes nothing, on the calling thread.
     *
     * @param calls counts what it costs, with a limit
     */
    public CallCount execute(Task task, CallCount calls) {
        TaskExecutor executor = new TaskExecutor(
                accounts,
                store,
                OutputWriter.NONE,
                calls,
                () -> {},
                event -> {},
                (application, update) -> {},
                clocks.wall(),
                timer,
                LONGEST_CHECK);
        if (enter(executor)) {
            try {
                executor.conduct(task);
            } finally {
                leave(executor);
            }
        } else {
            task.abort(RunProblems.STOPPED);
        }
        return calls;
    }

    private synchronized boolean enter(TaskExecutor executor) {
        return !stopping && others.add(executor);
    }

    private synchronized void leave(TaskExecutor executor) {
        others.remove(executor);
        notifyAll();
    }
}
