package io.rollcall.camel.flow;

import io.rollcall.call.CallCount;
import io.rollcall.camel.call.VendorCalls;
import io.rollcall.config.FlowConfig;
import io.rollcall.flow.Errand;
import io.rollcall.flow.FlowRun;
import io.rollcall.flow.Mode;
import io.rollcall.memory.Memory;
import io.rollcall.report.FlowReport;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Runs flows and makes their reports. Thread-safe; two runs of one flow never take place side by side.
 */
public final class FlowRunner {
    private final Map<String, VendorCalls> vendors;
    private final Memory memory;
    private final FlowRuns runs;
    private final InstantSource time;
    private final FlowListener listener;
    private final Set<String> running = ConcurrentHashMap.newKeySet();
    private final Set<Conductor> conductors = ConcurrentHashMap.newKeySet();

    public FlowRunner(
            Map<String, VendorCalls> vendors, Memory memory, FlowRuns runs, InstantSource time, FlowListener listener) {
        this.vendors = Map.copyOf(vendors);
        this.memory = memory;
        this.runs = runs;
        this.time = time;
        this.listener = listener;
    }

    /**
     * Runs a flow on the calling thread.
     *
     * @return its report; empty where the flow is running already
     */
    public Optional<FlowReport> run(FlowConfig flow, Mode mode) {
        if (!running.add(flow.name())) {
            return Optional.empty();
        }
        try {
            Instant startedAt = time.instant();
            CallCount count = new CallCount();
            FlowRuns.Prepared prepared = runs.prepare(flow, mode);
            FlowRun run = prepared.run();
            conduct(
                    run,
                    new Conductor(
                            vendors, memory, prepared.output(), count, () -> listener.progressed(flow.name(), count)));
            FlowReport report = new FlowReport(
                    flow.name(),
                    flow.type(),
                    mode,
                    run.result().plus(prepared.problems()),
                    startedAt,
                    Duration.between(startedAt, time.instant()),
                    count.byOperation(),
                    count.metered());
            listener.finished(report);
            return Optional.of(report);
        } finally {
            running.remove(flow.name());
        }
    }

    /**
     * Conducts an errand that belongs to no flow and writes nothing, on the calling thread.
     *
     * @return the calls that it cost
     */
    public CallCount conduct(Errand errand) {
        CallCount count = new CallCount();
        conduct(errand, new Conductor(vendors, memory, Output.NONE, count, () -> {}));
        return count;
    }

    private void conduct(Errand errand, Conductor conductor) {
        conductors.add(conductor);
        try {
            conductor.conduct(errand);
        } finally {
            conductors.remove(conductor);
        }
    }

    /** Breaks all runs off: nothing that they wait for comes any more. Each still makes its report. */
    public void stop() {
        conductors.forEach(Conductor::stop);
    }
}
