package io.rollcall.camel;

import io.rollcall.camel.internal.call.WorkerThreads;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import org.apache.camel.CamelContext;

/**
 * The threads that all parts of an installation share; the calls of each account have their own.
 *
 * @param timer for timeouts, and for what is due later
 * @param answers execute the short work of capabilities, and endpoints of the host
 * @param flows execute the steps of flows, which block
 * @param storeReads read the store for {@link io.rollcall.camel.watch.RollcallHealth}
 * @param updates call the listeners of running meetings, and write the attendance history
 */
record RollcallThreads(
        ScheduledExecutorService timer,
        ExecutorService answers,
        ExecutorService flows,
        ExecutorService storeReads,
        ExecutorService updates) {

    /** Threads of a context. */
    static RollcallThreads of(CamelContext context) {
        ScheduledExecutorService timer = WorkerThreads.timer(context);
        return new RollcallThreads(
                timer,
                WorkerThreads.callbacks(context, "rollcall-answers", timer),
                WorkerThreads.callbacks(context, "rollcall-flows", timer),
                WorkerThreads.calls(context, "health", 2),
                WorkerThreads.callbacks(context, "rollcall-updates", timer));
    }

    /** Interrupts what is still executed; nothing else starts. */
    void end() {
        List.of(timer, answers, flows, storeReads, updates).forEach(ExecutorService::shutdownNow);
    }
}
