package io.rollcall.camel.internal.flow;

import io.rollcall.call.CallCount;
import io.rollcall.call.Moment;
import io.rollcall.camel.FlowListener;
import io.rollcall.camel.internal.call.Accounts;
import io.rollcall.camel.internal.call.Clocks;
import io.rollcall.camel.internal.file.Output;
import io.rollcall.config.FlowConfig;
import io.rollcall.flow.internal.Announcements;
import io.rollcall.flow.internal.Errand;
import io.rollcall.flow.internal.FlowRun;
import io.rollcall.memory.Memory;
import io.rollcall.report.FlowEvent;
import io.rollcall.report.FlowReport;
import io.rollcall.report.Mode;
import io.rollcall.report.RunName;
import io.rollcall.report.RunResult;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Runs flows and makes their reports. Thread-safe; two runs of one flow never take place side by side.
 */
public final class FlowRunner {
    private final Accounts accounts;
    private final Memory memory;
    private final FlowRuns runs;
    private final Clocks clocks;
    private final FlowListener listener;
    private final Map<String, Conductor> running = new HashMap<>();
    private boolean stopping;

    public FlowRunner(Accounts accounts, Memory memory, FlowRuns runs, Clocks clocks, FlowListener listener) {
        this.accounts = accounts;
        this.memory = memory;
        this.runs = runs;
        this.clocks = clocks;
        this.listener = listener;
    }

    /**
     * Runs a flow on the calling thread.
     *
     * @return its report; empty where the flow is running already, or no flow may begin any more
     */
    public Optional<FlowReport> run(FlowConfig flow, Mode mode) {
        return run(flow, mode, FlowListener.NONE);
    }

    /**
     * Runs a flow on the calling thread, with somebody who is told of this run besides.
     *
     * @return its report; empty where the flow is running already, or no flow may begin any more
     */
    public Optional<FlowReport> run(FlowConfig flow, Mode mode, FlowListener besides) {
        FlowListener told = FlowListener.both(listener, besides);
        Moment started = clocks.now();
        CallCount count = new CallCount();
        FlowRuns.Prepared prepared = runs.prepare(flow, mode);
        RunName name = new RunName(flow.name(), flow.type(), mode);
        Announcements announcements = new Announcements(mode, event -> told.announced(name, event));
        Conductor conductor = new Conductor(
                accounts,
                memory,
                prepared.output(),
                count,
                () -> told.progressed(flow.name(), count),
                announcements::tell);
        if (!enter(flow.name(), conductor)) {
            return Optional.empty();
        }
        try {
            prepared.problems().forEach(problem -> announcements.tell(new FlowEvent.Troubled(problem)));
            FlowRun run = prepared.run();
            conductor.conduct(run);
            RunResult result = run.result().plus(prepared.problems());
            announcements.tellTheRest(result);
            FlowReport report = new FlowReport(
                    flow.name(),
                    flow.type(),
                    mode,
                    result,
                    started.wall(),
                    Duration.between(started.monotonic(), clocks.now().monotonic()),
                    count.byOperation(),
                    count.metered());
            told.finished(report);
            return Optional.of(report);
        } finally {
            leave(flow.name());
        }
    }

    private synchronized boolean enter(String flow, Conductor conductor) {
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
        running.values().forEach(Conductor::stop);
        await(grace);
    }

    /** Breaks off whatever is running: nothing that it waits for comes any more. Each run still makes its report. */
    public synchronized void stop() {
        running.values().forEach(Conductor::stop);
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
    public CallCount conduct(Errand errand) {
        CallCount count = new CallCount();
        new Conductor(accounts, memory, Output.NONE, count, () -> {}, event -> {}).conduct(errand);
        return count;
    }
}
