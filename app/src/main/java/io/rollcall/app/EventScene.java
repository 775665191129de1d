package io.rollcall.app;

import io.rollcall.app.control.Streams;
import io.rollcall.camel.api.FlowListener;
import io.rollcall.camel.watch.EventObserver;
import io.rollcall.config.RollcallConfig;
import io.rollcall.flow.FlowConfig;
import io.rollcall.report.FlowReport;
import io.rollcall.report.Mode;
import io.rollcall.report.Trigger;
import io.rollcall.sandbox.Sandbox;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * The part of the demo in which DingTalk pushes that a person joined a meeting: the flow runs on events, as with {@code run}.
 * Used by one thread; it listens on any.
 */
final class EventScene implements FlowListener {
    private static final String FLOW = "board";
    private static final String MEETING = "press-briefing";
    private static final String USER = "UN-mary-smith";

    /** On an idle machine the whole scene takes half a second; an event that is not acknowledged comes again after ten. */
    private static final Duration LONGEST = Duration.ofSeconds(60);

    private final BlockingQueue<FlowReport> runs = new LinkedBlockingQueue<>();

    @Override
    public void finished(FlowReport report) {
        if (report.mode() == Mode.RUN) {
            runs.add(report);
        }
    }

    /**
     * Starts the flow's schedule, lets a person join a meeting, and waits for the run on that event.
     *
     * @param engine calls this listener
     * @return its report; empty if there was none in time
     */
    Optional<FlowReport> play(Sandbox sandbox, RollcallConfig config, Engine engine) throws Exception {
        long end = System.nanoTime() + LONGEST.toNanos();
        FlowConfig flow = config.flowsNamed(List.of(FLOW)).get(0);
        Streams streams = new Streams(config, (account, event) -> {});
        try (EventObserver.Observation open = engine.rollcall().observe(streams)) {
            streams.awaitSettled(LONGEST);
            engine.rollcall().schedule(flow);
            // the poll at the start; later it would see the meeting before the event does
            if (next(end, any -> true).isEmpty()) {
                return Optional.empty();
            }
            sandbox.startMeeting(MEETING);
            sandbox.join(MEETING, USER);
            return next(
                    end,
                    report -> report.trigger() == Trigger.EVENT
                            && !report.result().changes().isEmpty());
        }
    }

    private Optional<FlowReport> next(long end, Predicate<FlowReport> wanted) throws InterruptedException {
        FlowReport report = runs.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
        while (report != null && !wanted.test(report)) {
            report = runs.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
        }
        return Optional.ofNullable(report);
    }
}
