package io.rollcall.camel.internal.flow;

import io.rollcall.call.CallCount;
import io.rollcall.call.Clocks;
import io.rollcall.call.Moment;
import io.rollcall.camel.FlowListener;
import io.rollcall.camel.internal.call.AccountRegistry;
import io.rollcall.camel.internal.file.OutputWriter;
import io.rollcall.config.FlowConfig;
import io.rollcall.report.FlowEvent;
import io.rollcall.report.FlowReport;
import io.rollcall.report.Mode;
import io.rollcall.report.Problem;
import io.rollcall.report.RunName;
import io.rollcall.report.RunOutcome;
import io.rollcall.report.RunResult;
import io.rollcall.state.StateStore;
import io.rollcall.state.StoreException;
import io.rollcall.task.BudgetedTask;
import io.rollcall.task.EventPublisher;
import io.rollcall.task.FlowTask;
import io.rollcall.task.Task;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs flows and makes their reports. Thread-safe; two runs of one flow never take place side by side.
 */
public final class FlowRunner {
    private static final Logger LOG = LoggerFactory.getLogger(FlowRunner.class);

    /** How long a check may take. */
    private static final Duration LONGEST_ERRAND = Duration.ofMinutes(10);

    private final AccountRegistry accounts;
    private final StateStore store;
    private final FlowTasks runs;
    private final Clocks clocks;
    private final FlowListener listener;
    private final ScheduledExecutorService timer;
    private final Map<String, TaskExecutor> running = new HashMap<>();
    private boolean stopping;

    /**
     * @param timer stops runs that take too long
     */
    public FlowRunner(
            AccountRegistry accounts,
            StateStore store,
            FlowTasks runs,
            Clocks clocks,
            FlowListener listener,
            ScheduledExecutorService timer) {
        this.accounts = accounts;
        this.store = store;
        this.runs = runs;
        this.clocks = clocks;
        this.listener = listener;
        this.timer = timer;
    }

    /**
     * Runs a flow on the calling thread.
     *
     * @return its report, whatever happens; of a flow that may not begin any more it says so. Empty where the flow is running
     *     already
     */
    public Optional<FlowReport> run(FlowConfig flow, Mode mode) {
        return run(flow, mode, FlowListener.NONE);
    }

    /**
     * Runs a flow on the calling thread, with somebody who is told of this run besides.
     *
     * @return its report, whatever happens; of a flow that may not begin any more it says so. Empty where the flow is running
     *     already
     */
    public Optional<FlowReport> run(FlowConfig flow, Mode mode, FlowListener besides) {
        FlowListener told = FlowListener.both(listener, besides);
        Moment started = clocks.now();
        CallCount count = new CallCount(flow.maxCalls(), BudgetedTask.maxCallsKey(flow));
        RunName name = new RunName(flow.name(), flow.type(), mode);
        EventPublisher announcements = new EventPublisher(mode, event -> told.announced(name, event));
        FlowTasks.Prepared prepared = null;
        Problem defect = null;
        try {
            prepared = runs.prepare(flow, mode);
        } catch (RuntimeException | Error unprepared) {
            defect = TaskExecutor.defect(unprepared);
        }
        TaskExecutor conductor = new TaskExecutor(
                accounts,
                store,
                prepared == null ? OutputWriter.NONE : prepared.output(),
                count,
                () -> told.progressed(flow.name(), count),
                announcements::tell,
                timer,
                flow.maxDuration());
        if (!enter(flow.name(), conductor)) {
            return isStopping()
                    ? Optional.of(report(name, failed(TaskExecutor.STOPPED), started, count))
                    : Optional.empty();
        }
        try {
            RunResult result = prepared == null ? failed(defect) : conduct(conductor, prepared, announcements);
            tellTheRest(announcements, result);
            FlowReport report = report(name, result, started, count);
            told.finished(report);
            if (mode != Mode.PLAN && result.outcome() != RunOutcome.FAILED) {
                tidy();
            }
            return Optional.of(report);
        } finally {
            leave(flow.name());
        }
    }

    private static RunResult conduct(
            TaskExecutor conductor, FlowTasks.Prepared prepared, EventPublisher announcements) {
        FlowTask run = prepared.run();
        try {
            prepared.problems().forEach(problem -> announcements.tell(new FlowEvent.Troubled(problem)));
            conductor.conduct(run);
            RunResult result = run.result();
            // what a run did that took too long is of use, whatever it did
            RunResult judged = conductor.isExpired() ? result.as(RunOutcome.INCOMPLETE) : result;
            return judged.plus(prepared.problems());
        } catch (RuntimeException | Error defect) {
            return failed(TaskExecutor.defect(defect)).plus(prepared.problems());
        }
    }

    private static void tellTheRest(EventPublisher announcements, RunResult result) {
        try {
            announcements.tellTheRest(result);
        } catch (RuntimeException | Error broken) {
            // a listener that received events receives the report too
            TaskExecutor.defect(broken);
        }
    }

    private static RunResult failed(@Nullable Problem problem) {
        return new RunResult(
                RunOutcome.FAILED, problem == null ? List.of() : List.of(problem), List.of(), List.of(), null);
    }

    private FlowReport report(RunName name, RunResult result, Moment started, CallCount count) {
        return new FlowReport(
                name.flow(),
                name.type(),
                name.mode(),
                result,
                started.wall(),
                Duration.between(started.monotonic(), clocks.now().monotonic()),
                count.byOperation(),
                count.metered());
    }

    private synchronized boolean isStopping() {
        return stopping;
    }

    // after the report: what is wrong with old rows is not the run's affair
    private void tidy() {
        try {
            store.upkeep().run().ifPresent(LOG::warn);
        } catch (StoreException failed) {
            LOG.warn("Old rows could not be removed from the store. {}", failed.getMessage());
        }
    }

    private synchronized boolean enter(String flow, TaskExecutor conductor) {
        return !stopping && running.putIfAbsent(flow, conductor) == null;
    }

    private synchronized void leave(String flow) {
        running.remove(flow);
        notifyAll();
    }

    /**
     * Lets no flow begin any more, and waits for those that are running; what takes longer is ended, with a report
     * that says so.
     *
     * @param patience for calls under way to be answered
     * @param grace for reports to be made after that
     */
    public synchronized void stop(Duration patience, Duration grace) throws InterruptedException {
        stopping = true;
        await(patience);
        running.values().forEach(TaskExecutor::stop);
        await(grace);
    }

    /** Breaks off whatever is running: nothing that it waits for comes any more. Each run still makes its report. */
    public synchronized void stop() {
        running.values().forEach(TaskExecutor::stop);
    }

    private synchronized void await(Duration longest) throws InterruptedException {
        long end = System.nanoTime() + longest.toNanos();
        for (long left = longest.toNanos(); left > 0 && !running.isEmpty(); left = end - System.nanoTime()) {
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
    }

    /**
     * Conducts an errand that belongs to no flow and writes nothing, on the calling thread.
     *
     * @return the calls that it cost
     */
    public CallCount conduct(Task errand) {
        CallCount count = new CallCount();
        new TaskExecutor(accounts, store, OutputWriter.NONE, count, () -> {}, event -> {}, timer, LONGEST_ERRAND)
                .conduct(errand);
        return count;
    }
}
